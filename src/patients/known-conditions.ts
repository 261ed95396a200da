import { db } from '../db/client.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'

/** What a patient is known to have, as they may read it themselves; the newest first. */
export async function knownConditions(patientId: string): Promise<{ name: string; since: Day | null }[]> {
  const rows = await db.condition.findMany({
    where: { patientId, status: 'ACTIVE' },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    take: 50,
    select: { name: true, since: true },
  })
  return rows.map(({ name, since }) => ({ name, since: since && dayFromColumn(since) }))
}
