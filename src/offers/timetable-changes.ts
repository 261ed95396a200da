import { requireDoctor } from '../appointments/booking.js'
import { requireFreeSlot } from '../availability/queries.js'
import { config } from '../config.js'
import { db, transaction } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { addDays, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { findAlternative } from './alternatives.js'
import { endOffer, offerFields } from './closing.js'
import { lockWhatMoves } from './holding.js'
import { withoutAlternative } from './in-need-queries.js'
import { offerTimes } from './passing-on.js'

/** After a doctor's hours, leave or holidays changed: offers that do not stand any longer, and times that are new. */
export async function reviewOffers({ doctorId }: { doctorId: string }): Promise<void> {
  const now = new Date()
  const open = await db.slotHold.findMany({
    where: { doctorId, kind: { in: ['RESCUE', 'WAITING'] }, status: 'OPEN', heldUntil: { gt: now } },
    select: { id: true },
  })
  for (const { id } of open) await withdrawWhereNotOffered(id, now)
  // Before the waiting list: these had a time, and lost it.
  for (const appointmentId of await withoutAlternative(doctorId, now))
    await findAlternative({ appointmentId })
  const { horizonDays } = await schedulingSettings()
  const today = dayIn(now, config.zone)
  await offerTimes(doctorId, { from: today, to: addDays(today, horizonDays) })
}

async function withdrawWhereNotOffered(id: string, now: Date): Promise<void> {
  await transaction(async (tx) => {
    const offer = await tx.slotHold.findUniqueOrThrow({ where: { id }, select: offerFields })
    const { patientId, appointmentId, kind } = offer
    await lockWhatMoves(tx, offer)
    if (!patientId || (await stands(tx, offer, now))) return
    const { count } = await tx.slotHold.updateMany({
      where: { id, status: 'OPEN' },
      data: { status: 'WITHDRAWN', decidedAt: now },
    })
    if (count === 0) return
    await endOffer(tx, null, { ...offer, patientId }, null, now)
    if (kind === 'RESCUE' && appointmentId)
      await addJob(tx, 'offers.rescue', { appointmentId }, { key: `rescue ${appointmentId}` })
  })
}

/** Whether a time that is held can still be had: the doctor works then, and nothing else fills it. */
export async function stands(
  tx: Parameters<typeof requireFreeSlot>[0],
  { id, doctorId, startsAt }: { id: string; doctorId: string; startsAt: Date },
  now: Date,
): Promise<boolean> {
  try {
    await requireDoctor(tx, doctorId)
    await requireFreeSlot(tx, { doctorId, startsAt }, { now, audience: 'staff', urgent: true, except: id })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
