import { config } from '../config.js'
import { db, transaction } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { endOffer, offerFields } from './closing.js'
import { lapseKey, lockWhatMoves } from './holding.js'

/** The time to answer an offer is over. What follows is done once, also where a booking has freed the slot already. */
export async function lapseOffer({ holdId }: { holdId: string }): Promise<void> {
  const now = new Date()
  await transaction(async (tx) => {
    const held = await tx.slotHold.findUnique({ where: { id: holdId }, select: offerFields })
    if (!held) return
    await lockWhatMoves(tx, held)
    // An answer at the same instant comes before or after this, never in between.
    await tx.slotHold.updateMany({
      where: { id: holdId, status: 'OPEN', heldUntil: { lte: now } },
      data: { status: 'LAPSED', decidedAt: now },
    })
    const offer = await tx.slotHold.findUniqueOrThrow({ where: { id: holdId }, select: offerFields })
    if (!offer.patientId) return
    if (offer.status === 'OPEN')
      return addJob(tx, 'offers.lapse', { holdId }, { runAt: offer.heldUntil, key: lapseKey(holdId) })
    if (offer.status === 'LAPSED')
      await endOffer(tx, null, { ...offer, patientId: offer.patientId }, 'OFFER_LAPSED', now)
  })
}

/** The safety net under the jobs: offers that lapsed and that nobody followed up, and wishes whose days are over. */
export async function sweepOffers(): Promise<void> {
  const now = new Date()
  const lapsed = await db.slotHold.findMany({
    where: {
      kind: { in: ['RESCUE', 'WAITING'] },
      heldUntil: { lte: now, gt: new Date(now.getTime() - LOOKED_BACK_MS) },
      OR: [{ status: 'OPEN' }, { status: 'LAPSED', links: { some: { revokedAt: null } } }],
    },
    select: { id: true },
  })
  for (const { id } of lapsed) await lapseOffer({ holdId: id })
  await db.waitingEntry.updateMany({
    where: { status: 'WAITING', latestOn: { lt: dayToColumn(dayIn(now, config.zone)) } },
    data: { status: 'WITHDRAWN' },
  })
}

const LOOKED_BACK_MS = 7 * 24 * 60 * 60 * 1000
