import { db } from '../db/client.js'

/** Another time that is held for a visit now, for a link to its page; null where there is none. */
export function alternativeFor(visitId: string, now: Date): Promise<{ id: string; startsAt: Date } | null> {
  return db.slotHold.findFirst({
    where: { appointmentId: visitId, status: 'OPEN', heldUntil: { gt: now } },
    orderBy: { heldUntil: 'asc' },
    select: { id: true, startsAt: true },
  })
}
