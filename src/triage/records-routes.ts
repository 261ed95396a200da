import type { Request, Response } from 'express'
import { config } from '../config.js'
import { shownReadings } from '../observations/pages.js'
import { isSameRound } from '../observations/round-rules.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import type { FullAssessment } from './assessment-rules.js'
import { completeAssessment } from './commands.js'
import { completionPage, triageForm, valuesOf } from './form-pages.js'
import { assessmentForm } from './forms.js'
import { aroundAssessment, findAssessment, triagedPatient } from './queries.js'
import { missingLabels, resultPage, shownResult } from './result-pages.js'

/** Clinical data entry completes triages. It gets what that needs, and nothing else of the record. */
export const recordsTriageRoutes = routes()

recordsTriageRoutes.get('/:id/readings', 'triage.create', async (req, res) => {
  const assessment = await incomplete(req)
  const sameRound = isSameRound(assessment.createdAt, new Date())
  await showForm(req, res, assessment, openForm(req, valuesOf(assessment, sameRound)))
})

recordsTriageRoutes.post('/:id/readings', 'triage.create', async (req, res) => {
  const now = new Date()
  const assessment = await incomplete(req)
  const completed = await submit(req, assessmentForm(dayIn(now, config.zone)), (form) =>
    completeAssessment(actor(req), assessment.id, form, now),
  )
  if (!completed.ok) return showForm(req, res.status(completed.status), assessment, completed.form)
  const patient = await triagedPatient(actor(req), assessment.patientId, now)
  flash(req, 'success', res.locals.t('The triage of {{name}} was recorded.', { name: patient.name }))
  res.redirect(303, `${req.baseUrl}/${completed.value.id}`)
})

recordsTriageRoutes.get('/:id', 'triage.view', async (req, res) => {
  const { t, format, base, site } = res.locals
  const now = new Date()
  const assessment = await findAssessment(actor(req), idParam(req), now)
  const [person, { newestId, decisions }] = await Promise.all([
    triagedPatient(actor(req), assessment.patientId, now),
    aroundAssessment(assessment),
  ])
  const waits = assessment.status === 'INCOMPLETE' && newestId === assessment.id
  const around = {
    voice: 'staff' as const,
    phone: site.hospital.phone,
    person,
    decisions,
    stay: { inBed: null, dischargedAt: null },
    newer: null,
    readings: shownReadings(assessment.result.told.readings, t, assessment.result.told.ageYears),
    actions: waits
      ? [
          {
            label: t('Complete it'),
            href: `${base}/triage/${assessment.id}/readings`,
            icon: 'edit' as const,
            tone: 'primary' as const,
          },
        ]
      : [],
  }
  resultPage(res, shownResult(assessment, around, format, t))
})

/** Once completed by anybody, there is nothing left to complete. */
async function incomplete(req: Request): Promise<FullAssessment> {
  const assessment = await findAssessment(actor(req), idParam(req), new Date())
  if (assessment.status !== 'INCOMPLETE') throw new NotFound()
  return assessment
}

async function showForm(req: Request, res: Response, assessment: FullAssessment, form: Form) {
  const { t, base } = res.locals
  const now = new Date()
  const patient = await triagedPatient(actor(req), assessment.patientId, now)
  const action = `${req.baseUrl}/${assessment.id}/readings`
  completionPage(res, {
    patient: { ...patient, number: patientNumber(patient.number) },
    missing: missingLabels(assessment, t),
    toldAt: assessment.createdAt,
    earlier: isSameRound(assessment.createdAt, now)
      ? null
      : shownReadings(assessment.result.told.readings, t, assessment.result.told.ageYears),
    form,
    triage: triageForm({ voice: 'staff', patient, action, cancel: base, today: dayIn(now, config.zone) }, t),
  })
}
