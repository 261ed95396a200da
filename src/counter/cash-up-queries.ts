import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { byMethod, type Movement } from './rules.js'

/** What one cashier took and gave back on one day. */
export interface CashUp {
  cashier: string
  byMethod: Movement[]
  /** By how much the counters that were closed on that day differed from what they should have held; null for none. */
  differenceMinor: bigint | null
  /** Who closed any of those in the cashier's place. */
  closedBy: string[]
}

interface Row extends Movement {
  id: string
  name: string
}

/** Of a stretch of time: each cashier's by name; who is no admin reads their own. */
export async function cashUps(actor: Actor, from: Date, until: Date): Promise<CashUp[]> {
  const own = (column: Prisma.Sql) =>
    actor.role === 'ADMIN' ? Prisma.empty : Prisma.sql`AND ${column} = ${actor.id}::uuid`
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.id, a.name, m.method, sum(m.received)::bigint AS "receivedMinor", sum(m.returned)::bigint AS "returnedMinor"
    FROM (
      SELECT received_by_id AS cashier, method, amount_minor AS received, 0 AS returned FROM payment
      WHERE received_at >= ${from} AND received_at < ${until} AND cancelled_at IS NULL
        ${own(Prisma.sql`received_by_id`)}
      UNION ALL
      SELECT paid_by_id, method, 0, amount_minor FROM refund
      WHERE status = 'PAID' AND paid_at >= ${from} AND paid_at < ${until} ${own(Prisma.sql`paid_by_id`)}) m
    JOIN account a ON a.id = m.cashier
    GROUP BY a.id, a.name, m.method ORDER BY a.name, a.id`
  const closed = await db.$queryRaw<
    { id: string; name: string; differenceMinor: bigint; closedBy: string[] }[]
  >`
    SELECT a.id, a.name, sum(s.counted_minor - s.expected_minor)::bigint AS "differenceMinor",
      array_remove(array_agg(DISTINCT b.name), NULL) AS "closedBy"
    FROM cash_session s JOIN account a ON a.id = s.cashier_id LEFT JOIN account b ON b.id = s.closed_by_id
    WHERE s.closed_at >= ${from} AND s.closed_at < ${until} ${own(Prisma.sql`s.cashier_id`)}
    GROUP BY a.id, a.name ORDER BY a.name, a.id`
  const names = new Map([...rows, ...closed].map(({ id, name }) => [id, name]))
  return [...names]
    .map(([id, cashier]) => ({
      cashier,
      byMethod: byMethod(rows.filter((row) => row.id === id)),
      differenceMinor: closed.find((counter) => counter.id === id)?.differenceMinor ?? null,
      closedBy: closed.find((counter) => counter.id === id)?.closedBy ?? [],
    }))
    .sort((one, other) => one.cashier.localeCompare(other.cashier))
}
