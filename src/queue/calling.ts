import type { Actor } from '../access/actor.js'
import { appointmentsOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { changeVisit, lockQueue, recordEvent, visitOf } from '../appointments/changes.js'
import { showAnew } from '../appointments/telling.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { inTurn } from './queue-rules.js'

/**
 * Calls whoever is first in a doctor's queue of today. `finishing` is the visit that the page showed with the doctor:
 * it is completed first, in the same transaction, so that one click goes from one patient to the next. Two of these at
 * once take turns; the second finds somebody with the doctor.
 */
export function callNext(
  actor: Actor,
  doctorId: string,
  finishing: string | null,
  now: Date,
): Promise<{ id: string; token: string; name: string }> {
  authorize(actor, 'appointment.call')
  return transaction(async (tx) => {
    const day = dayToColumn(dayIn(now, config.zone))
    await lockQueue(tx, doctorId, day)
    if (finishing) await finish(tx, actor, finishing, doctorId, now)
    const [next] = inTurn(await waitingOf(tx, actor, doctorId, day))
    if (!next) throw new Refusal('Nobody is waiting.')
    await changeVisit(tx, actor, next.id, 'call', null, now)
    return { id: next.id, token: next.token, name: next.patient.name }
  })
}

/** Calls the patient who is to be with the doctor once more: the screen shows it anew. */
export function recall(actor: Actor, id: string): Promise<{ id: string; token: string }> {
  authorize(actor, 'appointment.call')
  return transaction(async (tx) => {
    const visit = await visitOf(tx, actor, id)
    if (visit.status !== 'IN_CONSULTATION' || visit.token === null)
      throw new Refusal('Only a patient who was called can be called again.')
    await recordEvent(tx, actor, id, 'RECALLED')
    await audit(tx, actor, 'appointment.call', {
      type: 'appointment',
      id,
      patientId: visit.patientId,
      details: { change: 'recall' },
    })
    await showAnew(tx, visit)
    await announce(tx, ['queue'])
    return { id, token: visit.token }
  })
}

/** A visit of an earlier day that was never closed: the patient was seen, only nobody said so. */
export function closeAsSeen(actor: Actor, id: string, now: Date): Promise<{ id: string }> {
  authorize(actor, 'appointment.complete')
  return transaction(async (tx) => {
    const visit = await visitOf(tx, actor, id)
    if (visit.status === 'CHECKED_IN') await bringIn(tx, visit, now)
    return changeVisit(tx, actor, id, 'complete', null, now)
  })
}

async function finish(tx: Tx, actor: Actor, id: string, doctorId: string, now: Date): Promise<void> {
  const visit = await visitOf(tx, actor, id)
  if (visit.doctorId !== doctorId) throw new NotFound()
  await changeVisit(tx, actor, id, 'complete', null, now)
}

async function bringIn(tx: Tx, { id, version }: { id: string; version: number }, now: Date): Promise<void> {
  const { count } = await tx.appointment.updateMany({
    where: { id, version, status: 'CHECKED_IN', day: { lt: dayToColumn(dayIn(now, config.zone)) } },
    data: { status: 'IN_CONSULTATION', calledAt: now, version: { increment: 1 } },
  })
  if (count === 0) throw new Refusal('This patient is still waiting. Call them first.')
}

async function waitingOf(tx: Tx, actor: Actor, doctorId: string, day: Date) {
  const waiting = await tx.appointment.findMany({
    where: { doctorId, day, status: 'CHECKED_IN', AND: appointmentsOf(actor) },
    select: {
      ...{ id: true, token: true, priority: true, startsAt: true, checkedInAt: true },
      patient: { select: { name: true } },
    },
  })
  return waiting.flatMap(({ token, checkedInAt, ...visit }) =>
    token !== null && checkedInAt !== null ? [{ ...visit, token, checkedInAt }] : [],
  )
}
