import { recordEvent } from '../appointments/changes.js'
import { keepTimetable } from '../availability/locking.js'
import type { Slot } from '../availability/slot-rules.js'
import { type Tx, transaction } from '../db/client.js'
import { asRefusal } from '../db/errors.js'
import type { HoldKind } from '../generated/prisma/enums.js'
import { addJob } from '../jobs/queue.js'
import { Refusal } from '../shared/errors.js'
import { newSecret } from '../shared/secrets.js'
import { tellOffer } from './telling.js'

export interface Offered {
  kind: Exclude<HoldKind, 'VISITOR'>
  patientId: string
  /** The visit that moves when the offer is accepted; without one, accepting books a new visit. */
  appointmentId: string | null
  waitingEntryId: string | null
}

/**
 * Holds a slot that is known to be free for one patient, tells them, and has it lapse by itself. Who takes the slot in
 * the same instant is kept out by the constraints of held_time.
 */
export async function offerSlot(
  tx: Tx,
  { kind, patientId, appointmentId, waitingEntryId }: Offered,
  doctorId: string,
  slot: Slot,
  heldUntil: Date,
): Promise<void> {
  const { startsAt, endsAt, room, visitKind } = slot
  const { id } = await tx.slotHold.create({
    data: {
      ...{ kind, patientId, appointmentId, waitingEntryId, doctorId },
      ...{ startsAt, endsAt, room, visitKind, heldUntil },
    },
    select: { id: true },
  })
  const { secret, hash } = newSecret()
  await tx.linkToken.create({ data: { purpose: 'OFFER', hash, holdId: id }, select: { id: true } })
  await addJob(tx, 'offers.lapse', { holdId: id }, { runAt: heldUntil, key: lapseKey(id) })
  if (appointmentId)
    await recordEvent(tx, null, appointmentId, 'OFFERED', null, detailsOf(doctorId, startsAt))
  await tellOffer(tx, id, secret)
}

/** The visit stays as it is until the transaction ends; the doctor's timetable is taken before, as a booking takes it. */
export async function lockVisit(tx: Tx, id: string, doctorId: string): Promise<void> {
  await keepTimetable(tx, doctorId)
  await tx.$queryRaw`SELECT 1 FROM "appointment" WHERE "id" = ${id}::uuid FOR UPDATE`
}

/** Before an offer is touched: whoever moves or cancels the visit takes the visit first, and then what is held for it. */
export async function lockWhatMoves(
  tx: Tx,
  { appointmentId, doctorId }: { appointmentId: string | null; doctorId: string },
): Promise<void> {
  if (appointmentId) await lockVisit(tx, appointmentId, doctorId)
}

export const lapseKey = (holdId: string) => `lapse ${holdId}`

export const detailsOf = (doctorId: string, startsAt: Date) => ({
  toDoctorId: doctorId,
  to: startsAt.toISOString(),
})

/** Offers a slot in a transaction; false where it is not to be had any more, so that another may be tried. */
export async function offeredUnlessTaken(offer: (tx: Tx) => Promise<boolean>): Promise<boolean> {
  try {
    return await transaction(offer)
  } catch (error) {
    if (asRefusal(error) instanceof Refusal) return false
    throw error
  }
}
