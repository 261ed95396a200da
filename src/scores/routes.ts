import type { Request, Response } from 'express'
import { z } from 'zod'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import type { ScoreKind } from '../generated/prisma/enums.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { ADULT_FROM_YEARS } from '../triage/presentation-rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { recordFourC, recordProgression, recordSeverity } from './commands.js'
import { beginning, fourCFormPage, optionsOf, progressionFormPage, severityFormPage } from './form-pages.js'
import { fourCForm, progressionForm, severityForm } from './forms.js'
import { scorePage, scoresPage, type Whose } from './pages.js'
import { agesOf } from './person-rules.js'
import { findScore, knownOf, PAGE_ROWS, scoresOf } from './queries.js'
import { inBrief, kindAt, SCORE_KINDS, scoreKinds } from './rules.js'
import { scoreStatus, shownScore } from './shown-pages.js'

/** The scores of a patient, for doctors; the administration reads them. Mounted under the patient's page. */
export const scoreRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

scoreRoutes.get('/', 'score.view', async (req, res) => {
  const { t, can } = res.locals
  const patient = await reached(req, new Date())
  const { after } = query(req, asked)
  const found = await scoresOf(patient.id, after)
  const rows = found.slice(0, PAGE_ROWS)
  const mayBegin = can('score.record') && !patient.deactivatedAt
  scoresPage(res, {
    whose: whoseOf(patient, res),
    begin: mayBegin
      ? SCORE_KINDS.map((kind) => ({
          label: t(scoreKinds[kind].label),
          about: t(scoreKinds[kind].about),
          href: fits(kind, patient) ? `${req.baseUrl}/${scoreKinds[kind].slug}/new` : null,
        }))
      : [],
    rows: rows.map((row) => ({
      href: `${req.baseUrl}/${row.id}`,
      at: row.recordedAt,
      name: t(scoreKinds[row.kind].label),
      status: scoreStatus(row, t),
      by: row.recordedBy,
    })),
    newest: after ? req.baseUrl : null,
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?after=${rows.at(-1)?.id}` : null,
  })
})

scoreRoutes.get('/:kind/new', 'score.record', async (req, res) => {
  const { t, format } = res.locals
  const now = new Date()
  const kind = kindOf(req)
  const patient = await reached(req, now)
  if (!fits(kind, patient)) throw new NotFound()
  const known = await knownOf(patient.id, now)
  const admitted = patient.admissionId !== null
  const { values, filled } = beginning(known, { sex: patient.sex, admitted }, t, format)
  showForm(req, res, kind, patient, openForm(req, only(kind, values)), filled)
})

scoreRoutes.post('/:kind', 'score.record', async (req, res) => {
  const now = new Date()
  const kind = kindOf(req)
  const patient = await reached(req, now)
  const recorded = await record(req, kind, patient.id, now)
  if (!recorded.ok) return showForm(req, res.status(recorded.status), kind, patient, recorded.form, [])
  flash(req, 'success', res.locals.t('The score of {{name}} is in the record.', { name: patient.name }))
  res.redirect(303, `${req.baseUrl}/${recorded.value.id}`)
})

scoreRoutes.get('/:scoreId', 'score.view', async (req, res) => {
  const { t, can } = res.locals
  const patient = await reached(req, new Date())
  const found = await findScore(patient.id, idParam(req, 'scoreId'))
  if (!found) throw new NotFound()
  const { kind } = found.worked
  const again = can('score.record') && !patient.deactivatedAt && kind !== 'FOUR_C' && fits(kind, patient)
  scorePage(res, {
    whose: whoseOf(patient, res),
    at: found.recordedAt,
    by: found.recordedBy,
    score: shownScore(found.worked, { kind, ...inBrief(found.worked) }, t),
    ruleSet: found.ruleSetVersion,
    actions: again
      ? [{ label: t('Work out again'), href: `${req.baseUrl}/${scoreKinds[kind].slug}/new`, icon: 'refresh' }]
      : [],
  })
})

function record(req: Request, kind: ScoreKind, id: string, now: Date) {
  switch (kind) {
    case 'FOUR_C':
      return submit(req, fourCForm, (form) => recordFourC(actor(req), id, form, now))
    case 'WHO_SEVERITY':
      return submit(req, severityForm, (form) => recordSeverity(actor(req), id, form, now))
    case 'WHO_PROGRESSION':
      return submit(req, progressionForm, (form) => recordProgression(actor(req), id, form, now))
  }
}

const pages = {
  FOUR_C: fourCFormPage,
  WHO_SEVERITY: severityFormPage,
  WHO_PROGRESSION: progressionFormPage,
}

function showForm(
  req: Request,
  res: Response,
  kind: ScoreKind,
  patient: PatientInBanner,
  form: Form,
  filled: string[],
) {
  const { ageYears } = agesOf(patient.dateOfBirth, dayIn(new Date(), config.zone))
  pages[kind](res, {
    whose: whoseOf(patient, res),
    form,
    action: `${req.baseUrl}/${scoreKinds[kind].slug}`,
    cancel: req.baseUrl,
    filled,
    isChild: ageYears !== null && ageYears < ADULT_FROM_YEARS,
    options: optionsOf(res.locals.t),
  })
}

/** Only fields of the form: a strict form refuses others. */
function only(kind: ScoreKind, values: Record<string, string | string[]>) {
  const shape = { FOUR_C: fourCForm, WHO_SEVERITY: severityForm, WHO_PROGRESSION: progressionForm }[kind]
    .shape
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in shape))
}

/** 4C is for adults who are in a bed of the hospital. */
function fits(kind: ScoreKind, { admissionId, dateOfBirth }: PatientInBanner): boolean {
  if (kind !== 'FOUR_C') return true
  const { ageYears } = agesOf(dateOfBirth, dayIn(new Date(), config.zone))
  return admissionId !== null && (ageYears === null || ageYears >= ADULT_FROM_YEARS)
}

function kindOf(req: Request): ScoreKind {
  const kind = kindAt(String(req.params.kind))
  if (!kind) throw new NotFound()
  return kind
}

async function reached(req: Request, now: Date): Promise<PatientInBanner> {
  const patient = await findPatient(actor(req), idParam(req), now)
  await audit(db, actor(req), 'score.view', { type: 'clinical_score', patientId: patient.id })
  return patient
}

function whoseOf(patient: PatientInBanner, res: Response): Whose {
  const { t, base } = res.locals
  return { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) }
}
