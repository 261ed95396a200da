import type { Actor } from '../access/actor.js'
import { sessionsOf } from '../access/money-scopes.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { Movement } from './rules.js'

const PAGE_ROWS = 50

const fields = {
  ...{ id: true, openedAt: true, closedAt: true, floatMinor: true, note: true },
  ...{ counts: true, countedMinor: true, expectedMinor: true, closedById: true, closingReason: true },
  cashier: { select: { id: true, name: true } },
} satisfies Prisma.CashSessionSelect

export type CounterRow = Prisma.CashSessionGetPayload<{ select: typeof fields }>

/** The open counter of a cashier. */
export const ownCounter = (cashierId: string): Promise<CounterRow | null> =>
  db.cashSession.findFirst({ where: { cashierId, closedAt: null }, select: fields })

export const hasOpenCounter = async (cashierId: string): Promise<boolean> =>
  (await db.cashSession.count({ where: { cashierId, closedAt: null } })) > 0

/** Counters that this person reaches, or of one cashier alone; the newest first, from after that one on. */
export async function listCounters(
  actor: Actor,
  { cashierId, after, rows = PAGE_ROWS }: { cashierId?: string; after: string | null; rows?: number },
): Promise<{ rows: CounterRow[]; more: boolean }> {
  const found = await db.cashSession.findMany({
    where: { ...(cashierId && { cashierId }), AND: sessionsOf(actor) },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    ...(after && { cursor: { id: after }, skip: 1 }),
    take: rows + 1,
    select: fields,
  })
  return { rows: found.slice(0, rows), more: found.length > rows }
}

/** One counter, by the scope of who is asking. Throws NotFound. */
export async function findCounter(actor: Actor, id: string): Promise<CounterRow> {
  const found = await db.cashSession.findFirst({ where: { id, AND: sessionsOf(actor) }, select: fields })
  if (!found) throw new NotFound()
  return found
}

/** Who closed counters in the place of their cashiers, by the accounts. */
export async function closersOf(counters: readonly CounterRow[]): Promise<Map<string, string>> {
  const ids = counters.flatMap(({ closedById }) => closedById ?? [])
  const accounts =
    ids.length === 0
      ? []
      : await db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(accounts.map(({ id, name }) => [id, name]))
}

/** What came in and went out at a counter, by method; without receipts that were cancelled. */
export const movementsAt = (client: Tx, sessionId: string): Promise<Movement[]> => client.$queryRaw<
  Movement[]
>`
  SELECT m.method, sum(m.received)::bigint AS "receivedMinor", sum(m.returned)::bigint AS "returnedMinor"
  FROM (
    SELECT method, amount_minor AS received, 0 AS returned FROM payment
    WHERE session_id = ${sessionId}::uuid AND cancelled_at IS NULL
    UNION ALL
    SELECT method, 0, amount_minor FROM refund WHERE session_id = ${sessionId}::uuid AND status = 'PAID') m
  GROUP BY m.method`

/** A receipt or a refund at a counter. */
export interface Entry {
  kind: 'RECEIPT' | 'REFUND'
  id: string
  number: string
  at: Date
  method: PaymentMethod
  amountMinor: bigint
  patient: string
  cancelled: boolean
}

/** Receipts and refunds of a counter that was reached through the scope, the newest first, from after that one on. */
export async function entriesAt(
  sessionId: string,
  after: string | null,
): Promise<{ rows: Entry[]; more: boolean }> {
  const found = await db.$queryRaw<Entry[]>`
    WITH entry AS (
      SELECT 'RECEIPT' AS kind, p.id, p.number, p.received_at AS at, p.method, p.amount_minor AS "amountMinor",
        p.patient_name AS patient, p.cancelled_at IS NOT NULL AS cancelled
      FROM payment p WHERE p.session_id = ${sessionId}::uuid
      UNION ALL
      SELECT 'REFUND', r.id, r.number, r.paid_at, r.method, r.amount_minor, p.patient_name, FALSE
      FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.session_id = ${sessionId}::uuid)
    SELECT * FROM entry
    ${
      after
        ? Prisma.sql`WHERE (at, id) < ((SELECT e.at FROM entry e WHERE e.id = ${after}::uuid), ${after}::uuid)`
        : Prisma.empty
    }
    ORDER BY at DESC, id DESC LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}
