import type { Request, Response } from 'express'
import { ownPatientId } from '../access/scopes.js'
import { config } from '../config.js'
import { shownReadings } from '../observations/pages.js'
import { stayOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { recordAssessment } from './commands.js'
import { newTriagePage, triageForm, valuesToBegin } from './form-pages.js'
import { assessmentForm } from './forms.js'
import { answeredByStay, nextStep } from './next-step-rules.js'
import { aroundAssessment, findAssessment, latestAssessment } from './queries.js'
import { resultPage, shownResult } from './result-pages.js'

/** A patient reports a positive test, and reads what it means. */
export const patientTriageRoutes = routes()

patientTriageRoutes.get('/new', 'triage.create', async (req, res) => {
  const latest = await latestAssessment(ownPatientId(actor(req)))
  await showForm(req, res, openForm(req, valuesToBegin(latest, new Date())))
})

patientTriageRoutes.post('/', 'triage.create', async (req, res) => {
  const now = new Date()
  const patientId = ownPatientId(actor(req))
  const recorded = await submit(req, assessmentForm(dayIn(now, config.zone)), (form) =>
    recordAssessment(actor(req), patientId, form, now),
  )
  if (!recorded.ok) return showForm(req, res.status(recorded.status), recorded.form)
  res.redirect(303, `${req.baseUrl}/${recorded.value.id}`)
})

patientTriageRoutes.get('/:id', 'triage.view', async (req, res) => {
  const { t, format, base, site } = res.locals
  const now = new Date()
  const patientId = ownPatientId(actor(req))
  const assessment = await findAssessment(actor(req), idParam(req), now, patientId)
  const [patient, { newestId, decisions }] = await Promise.all([
    findPatient(actor(req), patientId, now),
    aroundAssessment(assessment),
  ])
  const isNewest = newestId === assessment.id
  const actions: ActionLink[] = []
  if (patient.where.at === 'HOME')
    actions.push({
      label: t('What to do at home'),
      href: `${base}/isolation`,
      icon: 'home-heart',
      tone: 'primary',
    })
  const answered = answeredByStay(assessment, patient.dischargedAt)
  if (isNewest && !answered && nextStep(assessment.result, decisions[0]?.site) === 'COMPLETE_FIRST')
    actions.push({ label: t('Report again'), href: `${base}/triage/new`, icon: 'refresh' })
  const around = {
    voice: 'patient' as const,
    phone: site.hospital.phone,
    decisions,
    stay: stayOf(patient, t),
    newer: isNewest ? null : `${base}/triage/${newestId}`,
    readings: shownReadings(assessment.result.told.readings, t, assessment.result.told.ageYears),
    actions,
  }
  resultPage(res, shownResult(assessment, around, format, t))
})

async function showForm(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const now = new Date()
  const patient = await findPatient(actor(req), ownPatientId(actor(req)), now)
  const around = { voice: 'patient' as const, patient, action: req.baseUrl, cancel: base }
  newTriagePage(res, {
    staff: null,
    birthday: patient.dateOfBirth ? null : `${base}/profile/edit`,
    form,
    triage: triageForm({ ...around, today: dayIn(now, config.zone) }, t),
  })
}
