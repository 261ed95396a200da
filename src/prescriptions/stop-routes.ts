import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { stopForm } from './forms.js'
import { stopPage } from './pages.js'
import { findSheet } from './queries.js'
import { prescriptionNumber } from './rules.js'
import { stopMedicines } from './stopping.js'

/** Stopping a medicine before its time, or all of a prescription. */
export const stopRoutes = routes()

const asked = z.object({ item: z.uuid().nullable().default(null) })

stopRoutes.get('/:id/prescriptions/:prescriptionId/stop/new', 'prescription.stop', (req, res) =>
  showStop(req, res, openForm(req)),
)

stopRoutes.post('/:id/prescriptions/:prescriptionId/stop', 'prescription.stop', async (req, res) => {
  const patientId = idParam(req)
  const prescriptionId = idParam(req, 'prescriptionId')
  const itemId = query(req, asked).item
  const stopped = await submit(req, stopForm, (form) =>
    stopMedicines(actor(req), { patientId, prescriptionId, itemId }, form, new Date()),
  )
  if (!stopped.ok) return showStop(req, res.status(stopped.status), stopped.form)
  const medicines = stopped.value.medicines.join(', ')
  flash(req, 'success', res.locals.t('Stopped: {{medicines}}. Tell the patient.', { medicines }))
  res.redirect(303, `${req.baseUrl}/${patientId}/prescriptions/${prescriptionId}`)
})

async function showStop(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const sheet = await findSheet(patient.id, idParam(req, 'prescriptionId'))
  if (!sheet) throw new NotFound()
  await auditRead(actor(req), 'prescription.view', patient.id, { type: 'prescription', id: sheet.id })
  const { item } = query(req, asked)
  if (item && !sheet.items.some(({ id }) => id === item)) throw new NotFound()
  const left = sheet.items.filter(({ id, stoppedAt }) => stoppedAt === null && (item === null || id === item))
  if (sheet.status !== 'ACTIVE' || left.length === 0)
    throw new Refusal('There is nothing left to stop in this prescription.')
  const here = `${base}/patients/${patient.id}/prescriptions/${sheet.id}`
  stopPage(res, {
    ...{ id: patient.id, name: patient.name, form },
    banner: bannerOf(patient, t, base),
    action: `${here}/stop${item ? `?item=${item}` : ''}`,
    number: prescriptionNumber(sheet.number),
    medicines: left.map(({ medicine }) => medicine),
    version: sheet.version,
    cancel: here,
  })
}
