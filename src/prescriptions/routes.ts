import type { Request, Response } from 'express'
import { z } from 'zod'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { prescribe } from './commands.js'
import { prescriptionForm, rowNumbers } from './forms.js'
import {
  frequencyOptions,
  medicineLine,
  newPrescriptionPage,
  prescriptionPage,
  prescriptionsPage,
  shownPrescription,
  shownSheet,
} from './pages.js'
import { findPrescription, prescriptionsOf } from './queries.js'

/** Prescribing, for doctors. */
export const newPrescriptionRoutes = routes()

newPrescriptionRoutes.get('/:id/prescriptions/new', 'prescription.create', (req, res) =>
  showNew(req, res, openForm(req)),
)

newPrescriptionRoutes.post('/:id/prescriptions', 'prescription.create', async (req, res) => {
  const id = idParam(req)
  const prescribed = await submit(req, prescriptionForm, (form) =>
    prescribe(actor(req), id, form, new Date()),
  )
  if (!prescribed.ok) return showNew(req, res.status(prescribed.status), prescribed.form)
  flash(req, 'success', res.locals.t('The prescription is in the record. Print it for the patient.'))
  res.redirect(303, `${req.baseUrl}/${id}/prescriptions/${prescribed.value.id}`)
})

/** What was prescribed, to read and to print. */
export const prescriptionRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

prescriptionRoutes.get('/:id/prescriptions', 'prescription.view', async (req, res) => {
  const { t, base, can } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const found = await prescriptionsOf(patient.id, PAGE_ROWS + 1, query(req, asked).before)
  const rows = found.slice(0, PAGE_ROWS)
  const here = `${base}/patients/${patient.id}/prescriptions`
  prescriptionsPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    prescriptions: rows.map((row) => {
      const { id, at, doctor, medicines } = shownPrescription(row, t)
      return { href: `${here}/${id}`, at, doctor, lines: medicines.map(medicineLine) }
    }),
    older: found.length > PAGE_ROWS ? `${here}?before=${rows.at(-1)?.id}` : null,
    newPrescription: can('prescription.create') && !patient.deactivatedAt ? `${here}/new` : null,
  })
})

prescriptionRoutes.get('/:id/prescriptions/:prescriptionId', 'prescription.view', async (req, res) => {
  const { t, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const found = await findPrescription(patient.id, idParam(req, 'prescriptionId'))
  if (!found) throw new NotFound()
  prescriptionPage(res, {
    staff: { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    prescription: shownSheet(found, t),
  })
})

async function showNew(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  newPrescriptionPage(res, {
    form,
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    rows: rowNumbers,
    frequencies: frequencyOptions(t),
  })
}
