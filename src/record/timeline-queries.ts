import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Entry } from './entry-rules.js'
import { type Cursor, type EntryKind, entryKinds } from './timeline-rules.js'
import { type Source, sources } from './timeline-sources.js'

export interface TimelineFilter {
  /** None: all. */
  kinds: readonly EntryKind[]
  /** Included. */
  from: Date | null
  /** Not included. */
  until: Date | null
  after: Cursor | null
}

export const PAGE_ROWS = 50

/**
 * A page of everything recorded of a patient whom the caller has reached through their scope, newest first; one more
 * than a page says that there are more. One statement: of each table the next rows by its own index, put in order, and
 * only then what the few that are shown say. However long a history is, as much is read.
 */
export async function timelineOf(
  patientId: string,
  filter: TimelineFilter,
  limit = PAGE_ROWS + 1,
): Promise<Entry[]> {
  const found = await db.$queryRaw<RawEntry[]>(timelineStatement(patientId, filter, limit))
  return found.map(({ detail: { writtenAt, by, byAccountId, ...detail }, ...entry }) => ({
    ...entry,
    ...{ writtenAt: new Date(writtenAt), by, byAccountId },
    // The statement makes of each kind what EntryDetails says of it.
    detail: detail as never,
  }))
}

/** For the test that reads its plan, too. */
export function timelineStatement(patientId: string, filter: TimelineFilter, limit: number): Prisma.Sql {
  const kinds = filter.kinds.length > 0 ? filter.kinds : entryKinds
  return timelineOver(sources, kinds, patientId, filter, limit)
}

type Part = Omit<TimelineFilter, 'kinds'>

/** The entries of these kinds, as their sources tell them. */
export function timelineOver<Kind extends string>(
  sources: Record<Kind, Source>,
  kinds: readonly Kind[],
  patientId: string,
  part: Part,
  limit: number,
): Prisma.Sql {
  const branches = kinds.map((kind) => branch(kind, shownOnce(sources[kind], kinds), patientId, part, limit))
  const details = kinds.map((kind) => Prisma.sql`WHEN ${kind} THEN ${sources[kind].detail}`)
  return Prisma.sql`
    SELECT e.kind, e.id, e.at, CASE e.kind ${Prisma.join(details, ' ')} END AS detail
    FROM (
      SELECT * FROM (${Prisma.join(branches, ' UNION ALL ')}) every
      ORDER BY at DESC, id DESC LIMIT ${limit}) e
    ORDER BY e.at DESC, e.id DESC`
}

const shownOnce = ({ toldWith, ...source }: Source, kinds: readonly string[]): Source =>
  toldWith && kinds.includes(toldWith.kind)
    ? { ...source, which: Prisma.sql`${source.which ?? Prisma.sql`TRUE`} AND NOT (${toldWith.where})` }
    : source

function branch(
  kind: string,
  { table, at, which = Prisma.sql`TRUE` }: Source,
  patientId: string,
  { from, until, after }: Part,
  limit: number,
): Prisma.Sql {
  const within = [
    Prisma.sql`x.patient_id = ${patientId}::uuid`,
    which,
    ...(after ? [Prisma.sql`(${at}, x.id) < (${after.at}, ${after.id}::uuid)`] : []),
    ...(from ? [Prisma.sql`${at} >= ${from}`] : []),
    ...(until ? [Prisma.sql`${at} < ${until}`] : []),
  ]
  return Prisma.sql`(
    SELECT ${kind}::text AS kind, x.id, ${at} AS at FROM ${table} x
    WHERE ${Prisma.join(within, ' AND ')} ORDER BY ${at} DESC, x.id DESC LIMIT ${limit})`
}

type RawEntry = Pick<Entry, 'kind' | 'id' | 'at'> & {
  detail: { writtenAt: string; by: string | null; byAccountId: string | null }
}
