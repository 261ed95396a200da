import type { Actor } from '../access/actor.js'
import { appointmentsOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { AppointmentEventKind, AppointmentStatus, Role } from '../generated/prisma/enums.js'
import { addJob } from '../jobs/queue.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { chargeConsultation, unchargeConsultation } from './consultation.js'
import { stamps } from './stamp-rules.js'
import { showAnew, tell } from './telling.js'
import type { Told } from './telling-patients.js'
import { type Change, needsAnotherTime, refusalOf, stateAfter, transitions } from './transition-rules.js'

/** What a change needs to know of a visit. */
export const visitFields = {
  id: true,
  patientId: true,
  doctorId: true,
  status: true,
  priority: true,
  visitKind: true,
  walkIn: true,
  room: true,
  day: true,
  startsAt: true,
  endsAt: true,
  token: true,
  checkedInAt: true,
  calledAt: true,
  strandedAt: true,
  version: true,
} as const

/**
 * Carries out one change of the table, with its history, its audit row and its messages in one transaction. With the
 * one-time key of a form, a repeat of it answers with the first result.
 */
export function changeAppointment(
  actor: Actor,
  id: string,
  change: Exclude<Change, 'check-in'>,
  { reason = null, key = null }: { reason?: string | null; key?: string | null },
  now: Date,
): Promise<{ id: string; patientId: string }> {
  const { action, needsReason } = transitions[change]
  authorize(actor, action)
  if (needsReason && !reason) throw new Refusal('Enter the reason.', { field: 'reason' })
  const form = { idempotency_key: key ?? '', id, change, reason }
  const inOne = <Result extends { id: string }>(work: (tx: Tx) => Promise<Result>) =>
    key ? once(actor.id, action, form, work) : transaction(work)
  return inOne((tx) => changeVisit(tx, actor, id, change, reason, now))
}

/** One change of the table as a part of somebody's transaction. */
export async function changeVisit(
  tx: Tx,
  actor: Actor,
  id: string,
  change: Exclude<Change, 'check-in'>,
  reason: string | null,
  now: Date,
): Promise<{ id: string; patientId: string }> {
  const { action } = transitions[change]
  authorize(actor, action)
  const visit = await visitOf(tx, actor, id)
  await requireOpen(tx, visit, change, actor.role, now)
  await carryOut(tx, visit, change, { by: actor, as: action, reason, now })
  return { id, patientId: visit.patientId }
}

/** Throws a Refusal where this change cannot be made to this visit now. */
export async function requireOpen(
  tx: Tx,
  visit: VisitToChange,
  change: Change,
  role: Role,
  now: Date,
): Promise<void> {
  const { cancelCutoffMinutes } = await schedulingSettings(tx)
  const moment = { now, today: dayIn(now, config.zone), cancelCutoffMinutes }
  const refusal = refusalOf(change, { ...visit, day: dayFromColumn(visit.day) }, role, moment)
  if (refusal) throw new Refusal(refusal)
  if ((change === 'confirm' || change === 'check-in') && visit.strandedAt)
    throw new Refusal('The time of this visit fell away. Move it to another one.')
}

interface Deed {
  /** Null is the system, or who came by the link in their mail. */
  by: Actor | null
  /** What the audit trail calls it. */
  as: Parameters<typeof audit>[2]
  reason: string | null
  now: Date
  details?: Record<string, string>
}

/** A change that may be made: the new state, its history, its audit row, and whoever hears of it. */
export async function carryOut(
  tx: Tx,
  visit: VisitToChange,
  change: Exclude<Change, 'check-in'>,
  { by, as, reason, now, details = {} }: Deed,
): Promise<void> {
  const { event, needsReason } = transitions[change]
  const { id, patientId } = visit
  const to = stateAfter(change, visit)
  if (to === 'IN_CONSULTATION') await requireFreeDoctor(tx, visit)
  await setState(tx, visit, {
    status: to,
    ...(needsReason && { statusReason: reason }),
    ...stamps(change, now),
  })
  await recordEvent(tx, by, id, event, reason, { change, ...details })
  if (change === 'complete') await chargeConsultation(tx, visit, by, now)
  if (change === 'undo-completion') await unchargeConsultation(tx, id, now)
  if (frees(visit.status, to) && visit.startsAt > now) await slotFreed(tx, visit)
  if (to === 'REJECTED' || to === 'CANCELLED') await seekNoTime(tx, id, now)
  // The doctor is there after all, or the day is over: no other time is needed any more.
  else if (visit.strandedAt && !needsAnotherTime({ ...visit, status: to })) await withdrawHolds(tx, id, now)
  await audit(tx, by, as, { type: 'appointment', id, patientId, details: { change, ...details } })
  const told = messages[change]
  await (told ? tell(tx, visit, told, { by, now }) : showAnew(tx, visit))
  if (visit.token) await announce(tx, ['queue'])
}

export type VisitToChange = Awaited<ReturnType<typeof visitOf>>

/** The visit, as this person reaches it. Throws NotFound. */
export async function visitOf(tx: Tx, actor: Actor, id: string) {
  const visit = await tx.appointment.findFirst({
    where: { id, AND: appointmentsOf(actor) },
    select: visitFields,
  })
  if (!visit) throw new NotFound()
  return visit
}

/** Writes the new state, unless somebody else changed the visit since it was read. */
export async function setState(
  tx: Tx,
  { id, version }: { id: string; version: number },
  data: Parameters<Tx['appointment']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await tx.appointment.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (count === 0) throw new Refusal('This visit was changed meanwhile. Look at it again.')
}

export async function recordEvent(
  tx: Tx,
  actor: Actor | null,
  appointmentId: string,
  kind: AppointmentEventKind,
  reason: string | null = null,
  details: Record<string, string> = {},
): Promise<void> {
  await tx.appointmentEvent.create({
    data: { appointmentId, actorId: actor?.id ?? null, kind, reason, details },
    select: { id: true },
  })
}

/**
 * One patient at a time: whoever calls somebody in for this doctor takes turns, and nobody is called while another is
 * with the doctor.
 */
export async function requireFreeDoctor(
  tx: Tx,
  { id, doctorId, day }: { id: string; doctorId: string; day: Date },
): Promise<void> {
  await lockQueue(tx, doctorId, day)
  const inside = await tx.appointment.findFirst({
    where: { doctorId, day, status: 'IN_CONSULTATION', id: { not: id } },
    select: { token: true },
  })
  if (inside)
    throw new Refusal('{{token}} is with the doctor now. Complete that visit first.', {
      values: { token: inside.token ?? '' },
    })
}

/** One doctor's queue of one day, held until the transaction ends; it is there from the first token on. */
export async function lockQueue(tx: Tx, doctorId: string, day: Date): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM queue_day WHERE doctor_id = ${doctorId}::uuid AND day = ${day}::date FOR UPDATE`
}

/** Somebody on the waiting list may want the time that nobody holds any more. */
export async function slotFreed(
  tx: Tx,
  { doctorId, startsAt, walkIn }: { doctorId: string; startsAt: Date; walkIn: boolean },
): Promise<void> {
  if (!walkIn) await addJob(tx, 'offers.slot-freed', { doctorId, startsAt: startsAt.toISOString() })
}

/** Other times that were held for a visit are free: it has one, or needs none. */
export async function withdrawHolds(tx: Tx, appointmentId: string, now: Date): Promise<void> {
  const withdrawn = await tx.slotHold.updateManyAndReturn({
    where: { appointmentId, status: 'OPEN' },
    data: { status: 'WITHDRAWN', decidedAt: now },
    select: { doctorId: true, startsAt: true },
  })
  await tx.waitingEntry.updateMany({
    where: { appointmentId, status: 'OFFERED' },
    data: { status: 'WAITING' },
  })
  for (const hold of withdrawn) await slotFreed(tx, { ...hold, walkIn: false })
}

const messages: Partial<Record<Change, Told>> = {
  confirm: 'confirmed',
  reject: 'rejected',
  cancel: 'cancelled',
}

const frees = (from: AppointmentStatus, to: AppointmentStatus) =>
  (to === 'REJECTED' || to === 'CANCELLED') && from !== 'CHECKED_IN'

async function seekNoTime(tx: Tx, appointmentId: string, now: Date): Promise<void> {
  await withdrawHolds(tx, appointmentId, now)
  await tx.waitingEntry.updateMany({
    where: { appointmentId, status: 'WAITING' },
    data: { status: 'WITHDRAWN' },
  })
}
