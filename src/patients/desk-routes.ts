import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { formatPhone } from '../shared/text.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit } from '../web/submit.js'
import { ageAndSex } from './banner-pages.js'
import type { Twin } from './duplicate-queries.js'
import { likenessLabels } from './duplicate-rules.js'
import { editPatient } from './editing.js'
import { editForm, registrationForm, unknownForm } from './forms.js'
import {
  editPatientPage,
  labelsOf,
  newPatientPage,
  patientForm,
  type ShownTwin,
  unknownPatientPage,
} from './pages.js'
import { formValues, lastEdit, patientDetails } from './queries.js'
import { LikelyDuplicate, registerPatient, registerUnknown } from './registration.js'
import { patientNumber, sexes, sexLabels } from './rules.js'

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
  const { t, can } = res.locals
  flash(req, 'success', t('{{name}} is registered as {{number}}.', { name, number: patientNumber(number) }))
  const photo = pressed(req, 'photo') && can('patient.edit')
  res.redirect(303, `${req.baseUrl}/${id}${photo ? '/photo/new' : ''}`)
})

patientDeskRoutes.get('/unknown/new', 'patient.create', (req, res) => showUnknown(res, openForm(req)))

patientDeskRoutes.post('/unknown', 'patient.create', async (req, res) => {
  const registered = await submit(req, unknownForm, (form) => registerUnknown(actor(req), form, new Date()))
  if (!registered.ok) return showUnknown(res.status(registered.status), registered.form)
  const { id, number, name } = registered.value
  flash(
    req,
    'success',
    res.locals.t('{{name}} is registered as {{number}}. Complete the details when they are known.', {
      name,
      number: patientNumber(number),
    }),
  )
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

async function showNew(res: Response, form: Form, twins: Twin[]) {
  const { t, can } = res.locals
  const doctors = can('patient.assign-doctor') ? await doctorsWithLoad() : []
  newPatientPage(res, {
    ...patientForm(form, t),
    doctors: doctors.map(({ id, name, specialisation }) => ({
      value: id,
      label: name,
      group: specialisation,
    })),
    twins: twins.map((twin) => shownTwin(twin, res)),
  })
}

/** A record that may be the same person's, and why. */
export function shownTwin(twin: Twin, res: Response): ShownTwin {
  const { t, base, format } = res.locals
  return {
    id: twin.id,
    href: `${base}/patients/${twin.id}`,
    name: twin.name,
    localName: twin.localName,
    about: `${patientNumber(twin.number)} · ${ageAndSex(twin, t, format)}`,
    born: twin.dateOfBirth,
    phone: twin.phone && formatPhone(twin.phone),
    why: twin.why.map((why) => t(likenessLabels[why])),
  }
}

function showUnknown(res: Response, form: Form) {
  const { t } = res.locals
  unknownPatientPage(res, { form, sexes: sexes.map((sex) => ({ value: sex, label: t(sexLabels[sex]) })) })
}

async function showEdit(req: Request, res: Response, form: Form) {
  const { id, name, number } = await patientDetails(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'patient.view', id)
  const changed = form.conflict ? await lastEdit(id) : null
  const { t } = res.locals
  const details = { id, name, number: patientNumber(number), labels: labelsOf(t), changed }
  editPatientPage(res, { ...patientForm(form, t), ...details })
}
