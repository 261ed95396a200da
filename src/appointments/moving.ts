import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { keepTimetable } from '../availability/locking.js'
import { requireFreeSlot } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { type Day, dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal, Stale } from '../shared/errors.js'
import { requireDoctor } from './booking.js'
import { recordEvent, setState, slotFreed, visitOf, withdrawHolds } from './changes.js'
import type { Move } from './forms.js'
import { tell } from './telling.js'
import { nextToken } from './tokens.js'
import { canBeMoved, tooLateToChange } from './transition-rules.js'

/**
 * Moves a visit to another time, or to another doctor; it stays the same visit, with its reason and its history, and
 * its own time is not in its way. What a patient moves is a request again; what staff move is confirmed.
 */
export function rescheduleAppointment(
  actor: Actor,
  id: string,
  form: Move,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'appointment.reschedule')
  return transaction(async (tx) => {
    // The hours first and then the visit, as who changes hours takes them.
    await keepTimetable(tx, form.doctorId)
    await tx.$queryRaw`SELECT 1 FROM "appointment" WHERE "id" = ${id}::uuid FOR UPDATE`
    const visit = await visitOf(tx, actor, id)
    const ofPatient = actor.role === 'PATIENT'
    // Who has arrived speaks with the desk.
    if (!canBeMoved(visit) || (ofPatient && visit.status === 'CHECKED_IN'))
      throw new Refusal('This visit cannot be moved any more.')
    if (ofPatient) {
      const { cancelCutoffMinutes } = await schedulingSettings(tx)
      const refusal = tooLateToChange(visit, { now, today: dayIn(now, config.zone), cancelCutoffMinutes })
      if (refusal) throw new Refusal(refusal)
    }
    if (visit.doctorId === form.doctorId && visit.startsAt.getTime() === form.startsAt.getTime()) {
      // The same click twice, or somebody else meant the same.
      if (visit.version !== form.version) return { id }
      throw new Refusal('The visit is at this time already. Choose another.', { field: 'startsAt' })
    }
    if (visit.version !== form.version)
      throw new Stale({ doctorId: visit.doctorId, startsAt: visit.startsAt.toISOString() }, visit.version)
    if (form.doctorId !== visit.doctorId) await requireDoctor(tx, form.doctorId)
    // Before the time is looked at: the one held for this visit may be the very one that is wanted.
    await withdrawHolds(tx, id, now)
    const slot = await requireFreeSlot(tx, form, {
      now,
      audience: ofPatient ? 'patient' : 'staff',
      urgent: visit.priority !== 'ROUTINE',
      patientId: visit.patientId,
      except: id,
    })
    await moveAppointment(tx, actor, visit, form.doctorId, slot, ofPatient ? 'REQUESTED' : 'CONFIRMED', now)
    await audit(tx, actor, 'appointment.reschedule', { type: 'appointment', id, patientId: visit.patientId })
    return { id }
  })
}

/**
 * Puts a visit into a slot that is known to be free; alternatives that were held for it are not needed any more. Who
 * has arrived and is seen today stays checked in, in the queue of whom they see now; else the arrival is taken back.
 */
export async function moveAppointment(
  tx: Tx,
  actor: Actor | null,
  visit: Awaited<ReturnType<typeof visitOf>>,
  doctorId: string,
  slot: Omit<Slot, 'keptBack'>,
  status: Extract<AppointmentStatus, 'REQUESTED' | 'CONFIRMED'>,
  now: Date,
): Promise<void> {
  const { day, startsAt, endsAt, room, visitKind } = slot
  await setState(tx, visit, {
    ...{ doctorId, startsAt, endsAt, room, visitKind, status },
    ...(visit.status === 'CHECKED_IN' && (await arrivalAt(tx, visit, doctorId, day, now))),
    day: dayToColumn(day),
    strandedAt: null,
  })
  // Only now: whoever was just offering another time had this row before us, and what they held is seen.
  await withdrawHolds(tx, visit.id, now)
  await recordEvent(tx, actor, visit.id, 'RESCHEDULED', null, {
    fromDoctorId: visit.doctorId,
    from: visit.startsAt.toISOString(),
    toDoctorId: doctorId,
    to: startsAt.toISOString(),
  })
  await slotFreed(tx, visit)
  await tell(tx, { id: visit.id, patientId: visit.patientId, doctorId }, 'changed', {
    ...{ by: actor, now },
    former: visit,
  })
  if (visit.token) await announce(tx, ['queue'])
}

async function arrivalAt(
  tx: Tx,
  visit: { doctorId: string; token: string | null },
  doctorId: string,
  day: Day,
  now: Date,
) {
  if (day !== dayIn(now, config.zone)) return { status: 'CONFIRMED', token: null, checkedInAt: null } as const
  const token = doctorId === visit.doctorId ? visit.token : await nextToken(tx, doctorId, dayToColumn(day))
  return { status: 'CHECKED_IN', token } as const
}
