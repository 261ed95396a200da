import type { Request, Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { removalForm } from './forms.js'
import { removePatientPage } from './pages.js'
import { findPatient } from './queries.js'
import { readPatient } from './reading.js'
import { isInRecords, removePatient, restorePatient } from './removal.js'
import { patientNumber } from './rules.js'

/** Taking a patient out, for the administration. */
export const patientRemovalRoutes = routes()

patientRemovalRoutes.get('/:id/removal/new', 'patient.remove', (req, res) =>
  showRemoval(req, res, openForm(req)),
)

patientRemovalRoutes.post('/:id/removal', 'patient.remove', async (req, res) => {
  const id = idParam(req)
  const { name } = await findPatient(actor(req), id, new Date())
  const removed = await submit(req, removalForm, (form) => removePatient(actor(req), id, form, new Date()))
  if (!removed.ok) return showRemoval(req, res.status(removed.status), removed.form)
  const { t } = res.locals
  if (removed.value === 'kept') {
    flash(req, 'success', t('The record of {{name}} is closed and kept.', { name }))
    return res.redirect(303, `${req.baseUrl}/${id}`)
  }
  flash(req, 'success', t('{{name}} was removed.', { name }))
  res.redirect(303, req.baseUrl)
})

patientRemovalRoutes.post('/:id/restoration', 'patient.remove', async (req, res) => {
  const id = idParam(req)
  await restorePatient(actor(req), id, new Date())
  flash(req, 'success', res.locals.t('The record is open again.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showRemoval(req: Request, res: Response, form: Form) {
  const patient = await readPatient(actor(req), idParam(req), new Date())
  removePatientPage(res, {
    form,
    id: patient.id,
    name: patient.name,
    number: patientNumber(patient.number),
    hasAccount: patient.accountId !== null,
    admitted: patient.admissionId !== null,
    inRecords: await isInRecords(patient.id),
  })
}
