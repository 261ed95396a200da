import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { observationsOf } from '../access/record-scopes.js'
import { withdrawCause } from '../alerts/commands.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { ObservationSource } from '../generated/prisma/enums.js'
import { openRecord } from '../patients/open-record.js'
import { ageOn, dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { alertOfScore } from './emergency-scores.js'
import { type Round, roundOf } from './entry-rules.js'
import type { RoundEntry, ScaleEntry, Strike } from './forms.js'
import type { Readings } from './rules.js'
import { backgroundOf } from './score-queries.js'
import { scoreOf } from './score-rules.js'
import { storedScore } from './stored-score.js'

interface Written {
  round: Round | Readings
  takenAt: Date
  pregnant?: boolean
  source?: ObservationSource
  /** False for what was measured at home: a NEWS2 is for rounds by staff. */
  scored?: boolean
  /** When it is written down; without it, when it was taken. */
  now?: Date
}

/**
 * Writes down one round of readings with its NEWS2, in the transaction of what it was taken for. It belongs to the
 * stay that was open when it was taken. The caller has reached the patient. Gives its id.
 */
export async function recordObservation(
  tx: Tx,
  actor: Actor,
  patientId: string,
  { round: measured, takenAt, pregnant = false, source = 'STAFF', scored = true, now = takenAt }: Written,
): Promise<string> {
  const round = 'pain' in measured ? measured : roundOf(measured)
  const { bornOn, admissionId, decision, earlier } = await backgroundOf(tx, patientId, takenAt)
  const ageYears = bornOn && ageOn(bornOn, dayIn(takenAt, config.zone)).years
  const score = scoreOf(round, { ageYears, pregnant, decision, earlier })
  const { id } = await tx.observation.create({
    data: {
      ...round,
      patientId,
      admissionId,
      recordedById: actor.id,
      takenAt,
      source,
      pregnant,
      spo2Scale: score.spo2Scale,
      ...(scored && { news2: storedScore(score), news2Total: score.total, news2Band: score.band }),
    },
    select: { id: true },
  })
  if (scored && source === 'STAFF') await alertOfScore(tx, { id, patientId, takenAt, ...score }, now)
  if (admissionId) await announce(tx, ['beds'])
  return id
}

/** A round by staff. */
export function recordRound(
  actor: Actor,
  patientId: string,
  form: RoundEntry,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'observation.create')
  return once(actor.id, `observation.create ${patientId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const { round, pregnant, takenAt } = form
    const id = await recordObservation(tx, actor, patientId, {
      ...{ round, pregnant, takenAt: takenAt ?? now, now },
    })
    await audit(tx, actor, 'observation.create', { type: 'observation', id, patientId })
    return { id }
  })
}

/** A wrong round: it stays in sight with the reason, and counts for nothing any more. Never edited, never undone. */
export function strikeOut(
  actor: Actor,
  patientId: string,
  id: string,
  form: Strike,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'observation.strike')
  return once(actor.id, `observation.strike ${id}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const mine = { id, patientId, AND: observationsOf(actor, now) }
    const { count } = await tx.observation.updateMany({
      where: { ...mine, struckAt: null },
      data: { struckAt: now, struckById: actor.id, struckReason: form.reason },
    })
    if (count === 0) {
      if (await tx.observation.findFirst({ where: mine, select: { id: true } }))
        throw new Refusal('This round was struck out meanwhile.')
      throw new NotFound()
    }
    const cause = { patientId, kind: 'NEWS2', subjectId: id } as const
    await withdrawCause(tx, cause, 'The round was struck out.', now)
    await announce(tx, ['beds'])
    await audit(tx, actor, 'observation.strike', { type: 'observation', id, patientId })
    return { id }
  })
}

/** The doctor's decision on which scale the SpO2 of a patient is scored, from now on. */
export function decideScale(
  actor: Actor,
  patientId: string,
  form: ScaleEntry,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'observation.set-scale')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return once(actor.id, `observation.set-scale ${patientId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const { id } = await tx.spo2ScaleDecision.create({
      data: { patientId, doctorId, scale: Number(form.scale), reason: form.reason, decidedAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'observation.set-scale', { type: 'spo2_scale_decision', id, patientId })
    return { id }
  })
}
