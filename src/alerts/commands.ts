import type { Actor } from '../access/actor.js'
import { can } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { announce, type Topic } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { AlertKind } from '../generated/prisma/enums.js'
import type { Values } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
import type { Cause } from './cause-rules.js'
import { tellNext } from './chain.js'
import { factsOf, joinOpenAlert, leaveOpenAlert } from './joining.js'

export interface NewAlert {
  patientId: string
  kind: AlertKind
  /** The home check, round, result, isolation or event that it is about: each raises one alert. */
  subjectId: string
  /** A sentence key, whose values are `facts`. For clinical staff; the desk and mail are told only that there is something. */
  text: string
  facts?: Values
  /** Where an alert of this kind goes on with whatever comes while nobody has answered: how grave it is. */
  gravity?: Pick<Cause, 'grade' | 'finds'>
  /** The addressee; without one, the doctor in charge of the patient. */
  doctorId?: string | null
  /** Doctors who are told together with the addressee. */
  besides?: string[]
  /** Whoever reports it; they are not told of what they know. */
  raisedById?: string | null
}

/**
 * Raises an alert in the transaction of its cause, and tells the addressee and the desk at once; where the addressee is
 * away, their deputy, and where nobody is there, the administration. What has a gravity goes on with the alert that is
 * open, if any: people who are asked twice for one answer learn not to look. Gives its id; null: this cause was raised already.
 */
export async function raiseAlert(tx: Tx, alert: NewAlert, now: Date): Promise<string | null> {
  const { patientId, kind, subjectId, text, facts = {}, gravity, besides, raisedById = null } = alert
  const cause = gravity && { subjectId, at: now.toISOString(), text, facts, ...gravity }
  const open = cause && (await joinOpenAlert(tx, { patientId, kind, raisedById }, cause, now))
  if (open) return open
  const doctorId = alert.doctorId ?? (await doctorInCharge(tx, patientId))
  const id = newId()
  const raised = await tx.$executeRaw`
    INSERT INTO alert (id, patient_id, kind, subject_id, text, facts, doctor_id, raised_at, raised_by_id, next_step_at)
    VALUES (${id}::uuid, ${patientId}::uuid, ${kind}::"AlertKind", ${subjectId}::uuid, ${text},
      ${JSON.stringify(factsOf(facts, cause ? [cause] : []))}::jsonb, ${doctorId}::uuid, ${now}, ${raisedById}::uuid, ${now})
    ON CONFLICT (kind, subject_id) DO NOTHING`
  if (raised === 0) return null
  await audit(tx, null, 'system.alert-raise', { type: 'alert', id, patientId, details: { kind } })
  await tellNext(tx, id, now, besides)
  return id
}

/** Of the isolation at home that is open, or else who was assigned last. */
async function doctorInCharge(tx: Tx, patientId: string): Promise<string | null> {
  const isolation = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null, doctorId: { not: null } },
    orderBy: { startedAt: 'desc' },
    select: { doctorId: true },
  })
  if (isolation) return isolation.doctorId
  const assignment = await tx.careAssignment.findFirst({
    where: { patientId, endedAt: null },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    select: { doctorId: true },
  })
  return assignment?.doctorId ?? null
}

/**
 * Answers the alerts of a cause, where somebody says elsewhere what is done about it (the result is acknowledged, a bed
 * is held). Those who may not answer alerts of this kind leave it as it is. Gives whether any was answered.
 */
export async function acknowledgeSubject(
  tx: Tx,
  actor: Actor,
  kind: AlertKind,
  subjectId: string | string[],
  action: string,
  now: Date,
): Promise<boolean> {
  if (!can(actor, 'alert.acknowledge', { kind })) return false
  const data = { status: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedById: actor.id } as const
  const answered = await endAll(tx, kind, [subjectId].flat(), { ...data, action })
  for (const { id, patientId } of answered)
    await audit(tx, actor, 'alert.acknowledge', { type: 'alert', id, patientId })
  return answered.length > 0
}

/** One of the causes is gone: its round was struck out. With the last of them the alert is closed. `reason` is a sentence key. */
export async function withdrawCause(
  tx: Tx,
  { patientId, kind, subjectId }: Pick<NewAlert, 'patientId' | 'kind' | 'subjectId'>,
  reason: string,
  now: Date,
): Promise<void> {
  if (await leaveOpenAlert(tx, { patientId, kind }, subjectId, now)) return
  await closeAlerts(tx, kind, [subjectId], reason, now)
}

/** The cause is gone: the patient is not at home any more. `reason` is a sentence key. */
export async function closeAlerts(
  tx: Tx,
  kind: AlertKind,
  subjectIds: string[],
  reason: string,
  now: Date,
): Promise<void> {
  const closed = await endAll(tx, kind, subjectIds, { status: 'CLOSED', closedAt: now, action: reason })
  for (const { id, patientId } of closed)
    await audit(tx, null, 'system.alert-close', { type: 'alert', id, patientId, details: { reason } })
}

type Ending =
  | { status: 'ACKNOWLEDGED'; acknowledgedAt: Date; acknowledgedById: string; action: string }
  | { status: 'CLOSED'; closedAt: Date; action: string }

/** Ends what is open of these, and lets everybody who was told know. One who answers at the same instant is first or too late. */
export async function endAll(tx: Tx, kind: AlertKind, subjectIds: string[], ending: Ending) {
  const ended = await tx.alert.updateManyAndReturn({
    where: { kind, subjectId: { in: subjectIds }, status: 'OPEN' },
    data: { ...ending, nextStepAt: null, version: { increment: 1 } },
    select: { id: true, patientId: true },
  })
  if (ended.length > 0)
    await announceAnswer(
      tx,
      ended.map(({ id }) => id),
    )
  return ended
}

/** The lists, and the count on every page of those who were told. */
export async function announceAnswer(tx: Tx, ids: string[]): Promise<void> {
  const steps = await tx.alertStep.findMany({
    where: { alertId: { in: ids }, accountId: { not: null } },
    distinct: ['accountId'],
    select: { accountId: true },
  })
  await announce(tx, ['alerts', ...steps.map(({ accountId }): Topic => `account:${accountId}`)])
}
