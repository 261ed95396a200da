import type { Request, Response } from 'express'
import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { offeredItems } from './catalogue-queries.js'
import { staffRequestForm } from './forms.js'
import { newServicePage, patientServicesPage, shownService } from './pages.js'
import { servicesOf } from './queries.js'
import { requestService } from './requesting.js'
import { servedAt } from './rules.js'
import { itemOptions, priorityOptions } from './shown-pages.js'

/** The services of one patient, for staff; below the address of the patients. */
export const patientServiceRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

patientServiceRoutes.get('/:id/services', 'service.list', async (req, res) => {
  const { t, format, base, can } = res.locals
  const now = new Date()
  const { after } = query(req, asked)
  const patient = await findPatient(actor(req), idParam(req), now)
  await auditRead(actor(req), 'service.list', patient.id, { type: 'services' })
  const { rows, more } = await servicesOf(patient.id, after)
  const here = `${base}/patients/${patient.id}/services`
  patientServicesPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    rows: rows.map((row) => shownService(row, { t, format, home: `${base}/services`, now })),
    request: refusalFor(patient) === null ? `${here}/new` : null,
    billing: can('charge.list') ? `${base}/patients/${patient.id}/charges` : null,
    newer: after ? here : null,
    older: more ? `${here}?after=${rows.at(-1)?.serviceId}` : null,
  })
})

patientServiceRoutes.get('/:id/services/new', 'service.request', (req, res) =>
  showNew(req, res, openForm(req, { priority: 'ROUTINE' })),
)

patientServiceRoutes.post('/:id/services', 'service.request', async (req, res) => {
  const id = idParam(req)
  const wish = await submit(req, staffRequestForm, (form) => requestService(actor(req), id, form, new Date()))
  if (!wish.ok) return showNew(req, res.status(wish.status), wish.form)
  flash(req, 'success', res.locals.t('{{item}} is requested. The desk plans it.', { item: wish.value.name }))
  res.redirect(303, `${req.baseUrl}/${id}/services`)
})

async function showNew(req: Request, res: Response, form: Form) {
  const { t, format, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'service.list', patient.id, { type: 'services' })
  const refusal = refusalFor(patient)
  newServicePage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    form,
    items: itemOptions(await offeredItems(), format),
    priorities: priorityOptions(priorities, t),
    refusal: refusal && t(refusal),
  })
}

/** Why nothing can be asked for, for this patient as they are now; the command asks the database again. */
function refusalFor({ admissionId, where, deactivatedAt }: PatientInBanner): string | null {
  if (deactivatedAt) return 'This record is closed.'
  const place = servedAt({ admissionId, isolationId: where.at === 'HOME' ? '' : null }, false)
  return 'refusal' in place ? place.refusal : null
}
