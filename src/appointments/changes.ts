import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { appointmentsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import type { AppointmentEventKind, AppointmentStatus } from '../generated/prisma/enums.js'
import { addJob } from '../jobs/queue.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { showAnew, type Told, tell } from './telling.js'
import { type Change, refusalOf, transitions } from './transition-rules.js'

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
  calledAt: true,
  version: true,
} as const

/** Carries out one change of the table, with its history, its audit row and its messages in one transaction. */
export function changeAppointment(
  actor: Actor,
  id: string,
  change: Exclude<Change, 'check-in'>,
  { reason = null }: { reason?: string | null },
  now: Date,
): Promise<{ id: string; patientId: string }> {
  const { to, action, event, needsReason } = transitions[change]
  authorize(actor, action)
  if (needsReason && !reason)
    throw new Refusal('Enter the reason: the other side reads it.', { field: 'reason' })
  return transaction(async (tx) => {
    const visit = await visitOf(tx, actor, id)
    const { cancelCutoffMinutes } = await schedulingSettings(tx)
    const moment = { now, today: dayIn(now, config.zone), cancelCutoffMinutes }
    const refusal = refusalOf(change, { ...visit, day: dayFromColumn(visit.day) }, actor.role, moment)
    if (refusal) throw new Refusal(refusal)
    await setState(tx, visit, {
      status: to,
      ...(needsReason && { statusReason: reason }),
      ...stamps(change, now),
    })
    await recordEvent(tx, actor, id, event, reason, { change })
    if (frees(visit.status, to)) await slotFreed(tx, visit)
    await audit(tx, actor, action, {
      type: 'appointment',
      id,
      patientId: visit.patientId,
      details: { change },
    })
    const told = messages[change]
    await (told ? tell(tx, visit, told) : showAnew(tx, visit))
    return { id, patientId: visit.patientId }
  })
}

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

/** Somebody on the waiting list may want the time that nobody holds any more. */
export async function slotFreed(
  tx: Tx,
  { doctorId, startsAt, walkIn }: { doctorId: string; startsAt: Date; walkIn: boolean },
): Promise<void> {
  if (!walkIn) await addJob(tx, 'offers.slot-freed', { doctorId, startsAt: startsAt.toISOString() })
}

const messages: Partial<Record<Change, Told>> = {
  confirm: 'confirmed',
  reject: 'rejected',
  cancel: 'cancelled',
}

const frees = (from: AppointmentStatus, to: AppointmentStatus) =>
  (to === 'REJECTED' || to === 'CANCELLED') && from !== 'CHECKED_IN'

/** Which of the visit's own times a change sets or takes back. */
function stamps(change: Change, now: Date) {
  switch (change) {
    case 'call':
      return { calledAt: now }
    case 'complete':
      return { completedAt: now }
    case 'cancel':
    case 'reject':
      return { strandedAt: null }
    case 'undo-check-in':
      return { checkedInAt: null, token: null }
    case 'undo-call':
      return { calledAt: null }
    case 'undo-completion':
      return { completedAt: null }
    default:
      return {}
  }
}
