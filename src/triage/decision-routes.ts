import type { Request, Response } from 'express'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { readPatient } from '../patients/reading.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import type { FullAssessment } from './assessment-rules.js'
import { decideSite } from './deciding.js'
import { decisionForm } from './decision-forms.js'
import { decisionPage, siteOptions } from './decision-pages.js'
import { decidingRules, shownRule } from './explanation-pages.js'
import { answeredByStay } from './next-step-rules.js'
import { careSiteLabels } from './outcome-rules.js'
import { aroundAssessment, findAssessment } from './queries.js'
import { sitesToDecide, waitsForSignOff } from './site-decision-rules.js'

/** A doctor decides about the newest triage of a patient; beside the pages of the triage. */
export const decisionRoutes = routes()

decisionRoutes.get('/:assessmentId/decision', 'triage.decide', async (req, res) => {
  const now = new Date()
  const patient = await readPatient(actor(req), idParam(req), now)
  const assessment = await assessmentOf(req, patient, now)
  await showDecision(req, res, patient, assessment, openForm(req))
})

decisionRoutes.post('/:assessmentId/decision', 'triage.decide', async (req, res) => {
  const { t } = res.locals
  const now = new Date()
  const patient = await findPatient(actor(req), idParam(req), now)
  const assessment = await assessmentOf(req, patient, now)
  const decided = await submit(req, decisionForm, (form) =>
    decideSite(actor(req), patient.id, assessment.id, form, now),
  )
  if (!decided.ok) return showDecision(req, res.status(decided.status), patient, assessment, decided.form)
  const site = t(careSiteLabels[decided.value.site])
  flash(req, 'success', t('Decided for {{name}}: {{site}}.', { name: patient.name, site }))
  res.redirect(303, `${req.baseUrl}/${assessment.id}`)
})

const assessmentOf = (req: Request, patient: PatientInBanner, now: Date) =>
  findAssessment(actor(req), idParam(req, 'assessmentId'), now, patient.id)

async function showDecision(
  req: Request,
  res: Response,
  patient: PatientInBanner,
  assessment: FullAssessment,
  form: Form,
) {
  const { t, base } = res.locals
  const { newestId, decisions, isolationEnded } = await aroundAssessment(assessment)
  const [last] = decisions
  const sites = sitesToDecide(assessment.result, last?.site ?? null)
  const answered = answeredByStay(assessment, patient.dischargedAt)
  if (newestId !== assessment.id || sites.length === 0 || answered) throw new NotFound()
  const signOff = waitsForSignOff(assessment.result, last?.site ?? null)
  const holds = last?.site ?? assessment.result.site ?? assessment.result.atLeast?.site
  const why = decidingRules(assessment).map((rule) => shownRule(rule, [], t).text)
  decisionPage(res, {
    patient: { id: patient.id, banner: bannerOf(patient, t, base) },
    form,
    action: `${req.baseUrl}/${assessment.id}/decision`,
    cancel: `${req.baseUrl}/${assessment.id}`,
    seen: decisions.length,
    signOff,
    holds: holds ? t(careSiteLabels[holds]) : t('Not decided'),
    why: last ? [`${last.doctor}: ${last.reason}`, ...why] : why,
    options: siteOptions(
      sites.filter((site) => site !== 'HOME' || !isolationEnded),
      t,
    ),
  })
}
