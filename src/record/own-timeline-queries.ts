import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { OwnEntry } from './own-entry-rules.js'
import { type OwnKind, ownKinds } from './own-timeline-rules.js'
import { ownSources } from './own-timeline-sources.js'
import { PAGE_ROWS, timelineOver } from './timeline-queries.js'
import type { Cursor } from './timeline-rules.js'

export interface OwnFilter {
  /** None: all. */
  kinds: readonly OwnKind[]
  /** Included. */
  from: Date | null
  /** Not included. */
  until: Date | null
  after: Cursor | null
}

/** The newest of a patient's own record, as they may read it; one more than a page says that there are more. One statement. */
export function ownTimeline(
  own: { patientId: string; accountId: string },
  filter: OwnFilter,
  limit = PAGE_ROWS + 1,
): Promise<OwnEntry[]> {
  return db.$queryRaw<OwnEntry[]>(ownTimelineStatement(own, filter, limit))
}

/** What came last, for the day's page: results and what was written of them, and prescriptions. One statement. */
export async function newestOfOwn(
  own: { patientId: string; accountId: string },
  limit: number,
): Promise<{ reports: OwnEntry[]; prescriptions: OwnEntry[] }> {
  const newest = (...kinds: OwnKind[]) =>
    Prisma.sql`SELECT * FROM (${ownTimelineStatement(own, { ...always, kinds }, limit)}) newest`
  const found = await db.$queryRaw<OwnEntry[]>`
    ${newest('RESULT', 'DOCUMENT', 'SUMMARY')} UNION ALL ${newest('PRESCRIPTION')} ORDER BY at DESC, id DESC`
  const isPrescription = ({ kind }: OwnEntry) => kind === 'PRESCRIPTION'
  return {
    reports: found.filter((entry) => !isPrescription(entry)),
    prescriptions: found.filter(isPrescription),
  }
}

const always = { from: null, until: null, after: null }

/** For the test that reads its plan, too. */
export const ownTimelineStatement = (
  { patientId, accountId }: { patientId: string; accountId: string },
  { kinds, ...part }: OwnFilter,
  limit: number,
): Prisma.Sql =>
  timelineOver(ownSources(accountId), kinds.length > 0 ? kinds : ownKinds, patientId, part, limit)
