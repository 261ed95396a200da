import type { Request, Response } from 'express'
import { dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { formatPhone } from '../shared/text.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { allergiesShown } from './banner-pages.js'
import { contactsOf } from './contact-queries.js'
import { relationLabels } from './contact-rules.js'
import { editOwnProfile } from './editing.js'
import { profileForm } from './forms.js'
import { knownConditions } from './known-conditions.js'
import { editProfilePage, labelsOf, patientForm, profilePage } from './pages.js'
import { findPatient, formValues, patientDetails } from './queries.js'
import { bloodGroupLabels, governmentIdLabels, maskedId, patientNumber, sexLabels } from './rules.js'

/** What the hospital knows about the patient who is reading. */
export const ownProfileRoutes = routes()

ownProfileRoutes.get('/', 'patient.own', async (req, res) => {
  const { t, format } = res.locals
  const patient = await own(req)
  const [{ allergies }, contacts, conditions] = await Promise.all([
    findPatient(actor(req), patient.id, new Date()),
    contactsOf(patient.id),
    knownConditions(patient.id),
  ])
  const { governmentIdKind: kind, governmentIdNumber, dateOfBirth, sex, bloodGroup, phone } = patient
  profilePage(res, {
    name: patient.name,
    localName: patient.localName,
    number: patientNumber(patient.number),
    born: dateOfBirth && dayFromColumn(dateOfBirth),
    sex: sex && t(sexLabels[sex]),
    phone: phone && formatPhone(phone),
    email: patient.email,
    address: patient.address,
    bloodGroup: bloodGroup && t(bloodGroupLabels[bloodGroup]),
    governmentId:
      kind && governmentIdNumber && `${t(governmentIdLabels[kind])} ${maskedId(governmentIdNumber)}`,
    allergies: allergiesShown(allergies, t),
    contacts: contacts.map(({ id, name, relation, phone: number }) => ({
      ...{ id, name, relation: t(relationLabels[relation]), phone: formatPhone(number) },
    })),
    conditions: conditions.map(({ name, since }) =>
      since ? t('{{name}}, since {{day}}', { name, day: format.day(since) }) : name,
    ),
    medicalHistory: patient.medicalHistory,
  })
})

ownProfileRoutes.get('/edit', 'patient.own', async (req, res) => {
  const patient = await own(req)
  showEdit(res, openForm(req, { ...formValues(patient), version: String(patient.version) }))
})

ownProfileRoutes.post('/', 'patient.own', async (req, res) => {
  const saved = await submit(req, profileForm, (form) => editOwnProfile(actor(req), form, new Date()))
  if (!saved.ok) return showEdit(res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('Your details are saved.'))
  res.redirect(303, req.baseUrl)
})

function showEdit(res: Response, form: Form) {
  const { t } = res.locals
  editProfilePage(res, { ...patientForm(form, t), labels: labelsOf(t) })
}

function own(req: Request) {
  const { patientId } = actor(req)
  if (!patientId) throw new NotFound()
  return patientDetails(actor(req), patientId, new Date())
}
