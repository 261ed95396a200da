import type { Request, Response } from 'express'
import { config } from '../config.js'
import { shownReadings } from '../observations/pages.js'
import { bannerOf, stayOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { readPatient } from '../patients/reading.js'
import { dayIn } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import type { FullAssessment } from './assessment-rules.js'
import { recordAssessment } from './commands.js'
import { newTriagePage, triageForm, valuesToBegin } from './form-pages.js'
import { assessmentForm } from './forms.js'
import { answeredByStay, asksForBed, nextStep } from './next-step-rules.js'
import type { CareSite } from './outcome-rules.js'
import { aroundAssessment, findAssessment, latestAssessment } from './queries.js'
import { resultPage, shownResult } from './result-pages.js'
import { sitesToDecide, waitsForSignOff } from './site-decision-rules.js'

/** The triage of a patient by reception, doctor or admin; mounted under the patient's page of each portal. */
export const staffTriageRoutes = routes()

staffTriageRoutes.get('/new', 'triage.create', async (req, res) => {
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const latest = await latestAssessment(patient.id)
  showForm(req, res, patient, openForm(req, valuesToBegin(latest, new Date())))
})

staffTriageRoutes.post('/', 'triage.create', async (req, res) => {
  const now = new Date()
  const patient = await findPatient(actor(req), idParam(req), now)
  const recorded = await submit(req, assessmentForm(dayIn(now, config.zone)), (form) =>
    recordAssessment(actor(req), patient.id, form, now),
  )
  if (!recorded.ok) return showForm(req, res.status(recorded.status), patient, recorded.form)
  flash(req, 'success', res.locals.t('The triage of {{name}} was recorded.', { name: patient.name }))
  res.redirect(303, `${req.baseUrl}/${recorded.value.id}`)
})

staffTriageRoutes.get('/:assessmentId', 'triage.view', async (req, res) => {
  const { t, format, base, site } = res.locals
  const now = new Date()
  const patient = await findPatient(actor(req), idParam(req), now)
  const assessment = await findAssessment(actor(req), idParam(req, 'assessmentId'), now, patient.id)
  const { newestId, recordedBy, decisions } = await aroundAssessment(assessment)
  const isNewest = newestId === assessment.id
  const around = {
    voice: 'staff' as const,
    phone: site.hospital.phone,
    staff: { patientId: patient.id, banner: bannerOf(patient, t, base) },
    recordedBy,
    decisions,
    stay: stayOf(patient, t),
    newer: isNewest ? null : `${req.baseUrl}/${newestId}`,
    readings: shownReadings(assessment.result.told.readings, t, assessment.result.told.ageYears),
    actions: isNewest ? actionsAfter(assessment, decisions[0]?.site ?? null, patient, res) : [],
  }
  resultPage(res, shownResult(assessment, around, format, t))
})

/** What staff do next with the newest triage of this patient, as far as they may. */
function actionsAfter(
  assessment: FullAssessment,
  decided: CareSite | null,
  patient: PatientInBanner,
  res: Response,
): ActionLink[] {
  const { t, can, base } = res.locals
  const record = `${base}/patients/${patient.id}`
  const { where, dischargedAt } = patient
  const answered = answeredByStay(assessment, dischargedAt)
  const waits = asksForBed(nextStep(assessment.result, decided)) && !answered
  const actions: ActionLink[] = []
  if (assessment.result.missing.includes('ageYears') && can('patient.edit'))
    actions.push({ label: t('Record the date of birth'), href: `${record}/edit`, icon: 'edit' })
  if (where.at === 'HOME')
    actions.push({
      label: t('Instructions to print'),
      href: `${record}/isolation`,
      icon: 'printer',
      tone: 'primary',
    })
  if (
    where.at !== 'BED' &&
    !answered &&
    can('triage.decide') &&
    sitesToDecide(assessment.result, decided).length > 0
  )
    actions.push({
      label: waitsForSignOff(assessment.result, decided) ? t('Evaluate for home') : t('Decide otherwise'),
      href: `${record}/triage/${assessment.id}/decision`,
      icon: 'stethoscope',
      ...(waitsForSignOff(assessment.result, decided) && { tone: 'primary' as const }),
    })
  if (can('triage.create'))
    actions.push({ label: t('Triage again'), href: `${record}/triage/new`, icon: 'refresh' })
  if (waits && where.at !== 'BED' && can('admission.create'))
    actions.push({ label: t('Admit'), href: `${record}/admissions/new`, icon: 'door-enter', tone: 'primary' })
  return actions
}

function showForm(req: Request, res: Response, patient: PatientInBanner, form: Form) {
  const { t, base, can } = res.locals
  const record = `${base}/patients/${patient.id}`
  const today = dayIn(new Date(), config.zone)
  newTriagePage(res, {
    staff: { patientId: patient.id, banner: bannerOf(patient, t, base) },
    birthday: patient.dateOfBirth === null && can('patient.edit') ? `${record}/edit` : null,
    form,
    triage: triageForm({ voice: 'staff', patient, action: req.baseUrl, cancel: record, today }, t),
  })
}
