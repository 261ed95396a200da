import { movableStates } from '../appointments/transition-rules.js'
import { db } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import type { Prisma } from '../generated/prisma/client.js'

/** Needs another time, and none is held: who has arrived does so also once the old time has come. */
export const inNeed = (now: Date): Prisma.AppointmentWhereInput => ({
  strandedAt: { not: null },
  walkIn: false,
  OR: [{ status: { in: [...movableStates] }, startsAt: { gt: now } }, { status: 'CHECKED_IN' }],
  holds: { none: { kind: 'RESCUE', status: 'OPEN', heldUntil: { gt: now } } },
})

/**
 * The visits that this doctor could take over: their time fell away, and there was no other. Who declined one since
 * then, or did not answer, speaks with the desk. Emergencies come first, then urgent visits, then the soonest.
 */
export async function withoutAlternative(doctorId: string, now: Date): Promise<string[]> {
  const visits = await db.appointment.findMany({
    where: {
      ...inNeed(now),
      doctor: { specialisation: { doctors: { some: { id: doctorId, ...atWork } } } },
    },
    orderBy: [{ priority: 'desc' }, { startsAt: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: {
      ...{ id: true, strandedAt: true },
      holds: {
        where: { kind: 'RESCUE', status: { in: ['DECLINED', 'LAPSED'] } },
        select: { createdAt: true },
      },
    },
  })
  return visits
    .filter(({ strandedAt, holds }) => !holds.some(({ createdAt }) => strandedAt && createdAt >= strandedAt))
    .map(({ id }) => id)
}

/** Of more than these only the first are looked at. */
const MOST = 200
