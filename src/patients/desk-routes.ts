import type { Request, Response } from 'express'
import { formatPhone } from '../shared/text.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { editPatient } from './editing.js'
import { editForm, registrationForm } from './forms.js'
import { editPatientPage, labelsOf, newPatientPage, patientForm } from './pages.js'
import { formValues, lastEdit, patientDetails } from './queries.js'
import { LikelyDuplicate, registerPatient, type Twin } from './registration.js'
import { patientNumber } from './rules.js'

/** Registering and correcting, at the desk and in the administration. */
export const patientDeskRoutes = routes()

patientDeskRoutes.get('/new', 'patient.create', (req, res) => showNew(res, openForm(req), []))

patientDeskRoutes.post('/', 'patient.create', async (req, res) => {
  let twins: Twin[] = []
  const registered = await submit(req, registrationForm, (form) =>
    registerPatient(actor(req), form, new Date()).catch((error) => {
      if (error instanceof LikelyDuplicate) twins = error.twins
      throw error
    }),
  )
  if (!registered.ok) return showNew(res.status(registered.status), registered.form, twins)
  const { id, number, name } = registered.value
  const { t } = res.locals
  flash(req, 'success', t('{{name}} is registered as {{number}}.', { name, number: patientNumber(number) }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

patientDeskRoutes.get('/:id/edit', 'patient.edit', async (req, res) => {
  const patient = await patientDetails(actor(req), idParam(req), new Date())
  await showEdit(req, res, openForm(req, { ...formValues(patient), version: String(patient.version) }))
})

patientDeskRoutes.post('/:id', 'patient.edit', async (req, res) => {
  const id = idParam(req)
  const saved = await submit(req, editForm, (form) => editPatient(actor(req), id, form, new Date()))
  if (!saved.ok) return showEdit(req, res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The details of {{name}} are saved.', saved.value))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

function showNew(res: Response, form: Form, twins: Twin[]) {
  newPatientPage(res, {
    ...patientForm(form, res.locals.t),
    twins: twins.map(({ id, name, localName, number, dateOfBirth, phone }) => ({
      href: `${res.locals.base}/patients/${id}`,
      name,
      localName,
      number: patientNumber(number),
      born: dateOfBirth,
      phone: phone && formatPhone(phone),
    })),
  })
}

async function showEdit(req: Request, res: Response, form: Form) {
  const { id, name, number } = await patientDetails(actor(req), idParam(req), new Date())
  const changed = form.conflict ? await lastEdit(id) : null
  const { t } = res.locals
  const details = { id, name, number: patientNumber(number), labels: labelsOf(t), changed }
  editPatientPage(res, { ...patientForm(form, t), ...details })
}
