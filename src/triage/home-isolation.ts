import type { Actor } from '../access/actor.js'
import { closeAlerts } from '../alerts/commands.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { AlertKind } from '../generated/prisma/enums.js'
import { tellInCharge } from '../patients/telling.js'
import { type Day, dayIn, dayToColumn } from '../shared/calendar.js'
import { earliestEndDay, hoursBetweenReadings } from './isolation-period-rules.js'

interface Beginning {
  patientId: string
  assessmentId: string
  testedOn: Day
  /** The last day with fever that is known; see `lastFeverOn`. */
  lastFeverOn: Day | null
  highRisk: boolean
  /** Who takes charge; without one it is who cares for the patient already, the newest first. */
  doctorId?: string
}

/**
 * Home isolation from today on, in the transaction of what said so. Where the patient is at home already it goes on,
 * and only its earliest end is reckoned anew: newer fever moves it, nothing brings it forward.
 */
export async function beginIsolation(tx: Tx, actor: Actor, beginning: Beginning, now: Date): Promise<void> {
  const { patientId, assessmentId, testedOn, lastFeverOn, highRisk, doctorId } = beginning
  const earliestEndOn = dayToColumn(earliestEndDay(testedOn, lastFeverOn))
  await announce(tx, ['isolations'])
  const open = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: { id: true, earliestEndOn: true },
  })
  if (open) {
    // A triage is word from home as well: silence is reckoned from here on.
    const data = { startedAt: now, ...(open.earliestEndOn < earliestEndOn && { earliestEndOn }) }
    await tx.homeIsolation.update({ where: { id: open.id }, data })
    await closeAlertsAtHome(tx, patientId, ['SILENCE'], HEARD, now)
    if (doctorId) await takeChargeAtHome(tx, actor, { patientId, isolationId: open.id, doctorId }, now)
    return
  }
  const { id } = await tx.homeIsolation.create({
    data: {
      ...{ patientId, assessmentId, earliestEndOn, startedAt: now, createdAt: now },
      startedOn: dayToColumn(dayIn(now, config.zone)),
      checkHours: hoursBetweenReadings({ highRisk }),
    },
    select: { id: true },
  })
  await audit(tx, actor, 'system.isolation-begun', { type: 'home_isolation', id, patientId })
  const taking = doctorId ?? (await doctorInCharge(tx, patientId))
  if (taking) await takeChargeAtHome(tx, actor, { patientId, isolationId: id, doctorId: taking }, now)
}

/**
 * Puts a doctor in charge of a patient at home: red flags go there first, and the record is theirs to read. Whoever was
 * in charge before goes on treating the patient until somebody ends that.
 */
export async function takeChargeAtHome(
  tx: Tx,
  actor: Actor,
  { patientId, isolationId, doctorId }: { patientId: string; isolationId: string; doctorId: string },
  now: Date,
): Promise<void> {
  await tx.homeIsolation.update({ where: { id: isolationId }, data: { doctorId, version: { increment: 1 } } })
  await announce(tx, ['isolations'])
  await tellInCharge(tx, actor, { patientId, doctorIds: [doctorId] }, now)
  const known = { patientId, doctorId, endedAt: null }
  if (await tx.careAssignment.findFirst({ where: known, select: { id: true } })) return
  const { id } = await tx.careAssignment.create({
    data: { patientId, doctorId, assignedById: actor.id, startedAt: now },
    select: { id: true },
  })
  await audit(tx, actor, 'patient.assign-doctor', { type: 'care-assignment', id, patientId })
}

/**
 * Ends the home isolation that a patient is in, if any. `reason` is a sentence key for `t()`. Who is not at home any more
 * is not silent; a red flag waits for its answer, unless `closes` says that the patient is seen now.
 */
export async function endIsolation(
  tx: Tx,
  actor: Actor,
  patientId: string,
  reason: string,
  now: Date,
  closes: AlertKind[] = ['SILENCE'],
): Promise<void> {
  const open = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: { id: true },
  })
  if (!open) return
  await tx.homeIsolation.update({
    where: { id: open.id },
    data: { endedAt: now, endReason: reason, endedById: actor.id, version: { increment: 1 } },
  })
  await closeAlertsAtHome(tx, patientId, closes, reason, now)
  await announce(tx, ['isolations'])
  await audit(tx, actor, 'system.isolation-ended', { type: 'home_isolation', id: open.id, patientId })
}

/** Ends what is open of these alerts of a patient at home. `reason` is a sentence key. */
export async function closeAlertsAtHome(
  tx: Tx,
  patientId: string,
  kinds: AlertKind[],
  reason: string,
  now: Date,
): Promise<void> {
  const open = await tx.alert.findMany({
    where: { patientId, kind: { in: kinds }, status: 'OPEN' },
    select: { kind: true, subjectId: true },
  })
  for (const { kind, subjectId } of open) await closeAlerts(tx, kind, [subjectId], reason, now)
}

/** Why an alert of silence is closed. */
export const HEARD = 'The patient has reported again.'

export const ENDED_BY_TRIAGE = 'A later triage advised care elsewhere.'

async function doctorInCharge(tx: Tx, patientId: string): Promise<string | null> {
  const newest = await tx.careAssignment.findFirst({
    where: { patientId, endedAt: null },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    select: { doctorId: true },
  })
  return newest?.doctorId ?? null
}
