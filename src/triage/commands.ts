import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { triagesOf } from '../access/record-scopes.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { recordObservation } from '../observations/commands.js'
import { lockPatient } from '../patients/locking.js'
import { ageOn, type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { askAfterTriage } from './bed-requests.js'
import type { Assessment } from './forms.js'
import { beginIsolation, ENDED_BY_TRIAGE, endIsolation } from './home-isolation.js'
import { lastFeverOn } from './isolation-period-rules.js'
import type { TriageResult } from './outcome-rules.js'
import type { Presentation } from './presentation-rules.js'
import { triage } from './rules.js'
import { storedResult } from './stored-result.js'

/**
 * Records a triage: the round of readings, what was told, what the rules say and why, never to be changed. Mild
 * and fit for home begins home isolation, unless the patient is admitted; a decision for elsewhere ends it.
 */
export function recordAssessment(
  actor: Actor,
  patientId: string,
  form: Assessment,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'triage.create', { patientId })
  const submission = { ...form, patientId }
  return once(actor.id, 'triage.create', submission, (tx) => record(tx, actor, patientId, form, now))
}

/**
 * Clinical data entry completes a triage: a new one with all that is known now. The incomplete one stays as it
 * was; it can be completed as long as no later one was made.
 */
export function completeAssessment(
  actor: Actor,
  assessmentId: string,
  form: Assessment,
  now: Date,
): Promise<{ id: string }> {
  const submission = { ...form, assessmentId }
  return once(actor.id, 'triage.complete', submission, async (tx) => {
    const incomplete = await tx.triageAssessment.findFirst({
      where: { id: assessmentId, status: 'INCOMPLETE', AND: triagesOf(actor, now) },
      select: { patientId: true },
    })
    if (!incomplete) throw new NotFound()
    const { patientId } = incomplete
    authorize(actor, 'triage.create', { patientId })
    await lockPatient(tx, patientId)
    const newest = await tx.triageAssessment.findFirst({
      where: { patientId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    })
    if (newest?.id !== assessmentId)
      throw new Refusal('A newer triage of this patient was recorded meanwhile. Go back to the list.')
    return record(tx, actor, patientId, form, now)
  })
}

async function record(tx: Tx, actor: Actor, patientId: string, form: Assessment, now: Date) {
  const today = dayIn(now, config.zone)
  await lockPatient(tx, patientId)
  const patient = await tx.patient.findFirst({
    where: { id: patientId, deactivatedAt: null, AND: patientsOf(actor, now) },
    select: { dateOfBirth: true, admissions: { where: { dischargedAt: null }, select: { id: true } } },
  })
  if (!patient) throw new NotFound()

  const presentation = presentationOf(form, patient.dateOfBirth && dayFromColumn(patient.dateOfBirth), today)
  const result = triage(presentation)
  const observationId = await recordObservation(tx, actor, patientId, {
    round: form.readings,
    takenAt: now,
    pregnant: form.pregnant,
    source: actor.patientId === patientId ? 'PATIENT' : 'STAFF',
  })
  const { id } = await tx.triageAssessment.create({
    data: {
      patientId,
      observationId,
      recordedById: actor.id,
      createdAt: now,
      ...asTold(form),
      ...asDecided(result),
      result: storedResult(presentation, result),
    },
    select: { id: true },
  })
  await audit(tx, actor, 'triage.create', { type: 'triage_assessment', id, patientId })
  await announce(tx, ['triages'])

  const admitted = patient.admissions.length > 0
  if (!admitted) await askAfterTriage(tx, actor, { patientId, assessmentId: id, result }, now)
  if (isElsewhere(result)) await endIsolation(tx, actor, patientId, ENDED_BY_TRIAGE, now)
  else if (isForHome(result) && !admitted) {
    const fever = lastFeverOn(presentation, today)
    await beginIsolation(
      tx,
      actor,
      {
        ...{ patientId, assessmentId: id, testedOn: form.testedOn },
        ...{ lastFeverOn: fever, highRisk: result.highRisk },
      },
      now,
    )
  }
  return { id }
}

function presentationOf(form: Assessment, dateOfBirth: Day | null, today: Day): Presentation {
  const { readings, symptoms, breathlessness, feverDays, conditions, pregnant, homeFacility, caregiver } =
    form
  const age = dateOfBirth && ageOn(dateOfBirth, today)
  return {
    ageYears: age?.years ?? null,
    ...(age && age.years < 2 && { ageMonths: age.years * 12 + age.months }),
    readings,
    symptoms,
    breathlessness,
    feverDays,
    conditions,
    pregnant,
    homeFacility,
    caregiver,
  }
}

function asTold({ testedOn, testKind, laboratory, conditions, ...form }: Assessment) {
  const { breathlessness, feverDays, pregnant, homeFacility, caregiver } = form
  const symptoms = new Set(form.symptoms)
  if (breathlessness) symptoms.add('BREATHLESSNESS')
  return {
    testedOn: dayToColumn(testedOn),
    testKind,
    laboratory,
    symptoms: [...symptoms],
    conditions: conditions ?? [],
    breathlessness,
    feverDays,
    pregnant,
    homeFacility,
    caregiver,
  }
}

function asDecided({ status, severity, site, homeIsolation, highRisk, problems, ruleSet }: TriageResult) {
  // The form refuses whatever is impossible before; this is for an impossible age.
  if (status === 'INVALID') throw new Refusal(problems[0]?.text ?? '', { values: problems[0]?.values ?? {} })
  return { status, severity, site, homeIsolation, highRisk, ruleSetVersion: ruleSet.version }
}

const isForHome = ({ status, site, homeIsolation }: TriageResult) =>
  status === 'OK' && site === 'HOME' && homeIsolation === 'ELIGIBLE'

/** Decided, or certain already. While nothing is certain a patient at home stays on the list of those at home. */
function isElsewhere({ status, site, atLeast }: TriageResult): boolean {
  const decided = site ?? atLeast?.site
  return status === 'NOT_APPLICABLE' || (decided !== null && decided !== undefined && decided !== 'HOME')
}
