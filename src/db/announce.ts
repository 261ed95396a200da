import { Prisma } from '../generated/prisma/client.js'
import type { Tx } from './client.js'

/** What changed, for the pages that show it live: never what it is now, which each reader asks for as themselves. */
export type Topic =
  | 'appointments'
  | 'queue'
  | 'orders'
  | 'beds'
  | 'alerts'
  | 'isolations'
  | 'triages'
  | 'services'
  | `doctor:${string}`
  | `patient:${string}`
  | `account:${string}`

export const LIVE_CHANNEL = 'wardwell_live'

/** Tells all processes, when and if this transaction commits. */
export async function announce(tx: Tx, topics: Topic[]): Promise<void> {
  await tx.$executeRaw(announcementsInSql(topics))
}

/** A query that announces these, for a statement that does more besides. */
export const announcementsInSql = (topics: Topic[]) =>
  Prisma.sql`SELECT ${announcedInSql(Prisma.sql`topic`)} FROM unnest(${topics}::text[]) topic`

/** The same of a topic that the statement itself knows, as a column. */
export const announcedInSql = (topic: Prisma.Sql) => Prisma.sql`pg_notify(${LIVE_CHANNEL}, ${topic})::text`
