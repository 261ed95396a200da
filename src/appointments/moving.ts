import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { requireFreeSlot } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal, Stale } from '../shared/errors.js'
import { requireDoctor } from './booking.js'
import { recordEvent, setState, slotFreed, visitOf } from './changes.js'
import type { Move } from './forms.js'
import { tell } from './telling.js'
import { movableStates, tooLateToChange } from './transition-rules.js'

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
    const visit = await visitOf(tx, actor, id)
    if (!movableStates.some((state) => state === visit.status))
      throw new Refusal('This visit cannot be moved any more.')
    const ofPatient = actor.role === 'PATIENT'
    if (ofPatient) {
      const { cancelCutoffMinutes } = await schedulingSettings(tx)
      const refusal = tooLateToChange(visit, { now, today: dayIn(now, config.zone), cancelCutoffMinutes })
      if (refusal) throw new Refusal(refusal)
    }
    if (visit.version !== form.version)
      throw new Stale({ doctorId: visit.doctorId, startsAt: visit.startsAt.toISOString() }, visit.version)
    if (form.doctorId !== visit.doctorId) await requireDoctor(tx, form.doctorId)
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

/** Puts a visit into a slot that is known to be free; alternatives that were held for it are not needed any more. */
export async function moveAppointment(
  tx: Tx,
  actor: Actor | null,
  visit: Awaited<ReturnType<typeof visitOf>>,
  doctorId: string,
  slot: Omit<Slot, 'keptBack'>,
  status: Extract<AppointmentStatus, 'REQUESTED' | 'CONFIRMED'>,
  now: Date,
): Promise<void> {
  await tx.slotHold.updateMany({
    where: { appointmentId: visit.id, kind: 'RESCUE', status: 'OPEN' },
    data: { status: 'WITHDRAWN', decidedAt: now },
  })
  const { day, startsAt, endsAt, room, visitKind } = slot
  await setState(tx, visit, {
    ...{ doctorId, startsAt, endsAt, room, visitKind, status },
    day: dayToColumn(day),
    strandedAt: null,
  })
  await recordEvent(tx, actor, visit.id, 'RESCHEDULED', null, {
    fromDoctorId: visit.doctorId,
    from: visit.startsAt.toISOString(),
    toDoctorId: doctorId,
    to: startsAt.toISOString(),
  })
  await slotFreed(tx, visit)
  await tell(tx, { id: visit.id, patientId: visit.patientId, doctorId }, 'changed')
}
