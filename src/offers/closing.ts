import type { Actor } from '../access/actor.js'
import { recordEvent, slotFreed } from '../appointments/changes.js'
import { showAnew } from '../appointments/telling.js'
import type { Tx } from '../db/client.js'
import { removeJob } from '../jobs/queue.js'
import { detailsOf, lapseKey } from './holding.js'

/** What the end of an offer needs to know of it. */
export const offerFields = {
  id: true,
  status: true,
  kind: true,
  patientId: true,
  doctorId: true,
  appointmentId: true,
  waitingEntryId: true,
  startsAt: true,
  heldUntil: true,
} as const

export interface EndedOffer {
  id: string
  patientId: string
  doctorId: string
  appointmentId: string | null
  waitingEntryId: string | null
  startsAt: Date
}

/** True for whoever comes first: the link of an offer is closed once, and what follows from its end is done with that. */
export async function closeOffer(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.linkToken.updateMany({
    where: { holdId: id, revokedAt: null },
    data: { revokedAt: now },
  })
  if (count > 0) await removeJob(tx, lapseKey(id))
  return count > 0
}

/**
 * What follows when an offer that nobody took came to its end, once: who waits waits on, a visit without a time stands
 * on the reception's list again by itself, and the slot goes to the next who fits.
 */
export async function endOffer(
  tx: Tx,
  actor: Actor | null,
  offer: EndedOffer,
  event: 'OFFER_DECLINED' | 'OFFER_LAPSED' | null,
  now: Date,
): Promise<boolean> {
  if (!(await closeOffer(tx, offer.id, now))) return false
  const { appointmentId, waitingEntryId, doctorId, startsAt } = offer
  if (appointmentId && event)
    await recordEvent(tx, actor, appointmentId, event, null, {
      ...detailsOf(doctorId, startsAt),
      ...(event === 'OFFER_DECLINED' && actor === null && { through: 'link' }),
    })
  if (waitingEntryId)
    await tx.waitingEntry.updateMany({
      where: { id: waitingEntryId, status: 'OFFERED', holds: { none: { status: 'OPEN' } } },
      data: { status: 'WAITING' },
    })
  await slotFreed(tx, { doctorId, startsAt, walkIn: false })
  await showAnew(tx, offer)
  return true
}
