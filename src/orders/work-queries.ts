import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { asOrder, type OrderRow, orderColumns, orderTables, type RawOrder } from './queries.js'

/** The order of a number that somebody typed or scanned; null where there is none. Only for those who reach all. */
export async function orderOfNumber(number: number): Promise<{ id: string } | null> {
  return db.clinicalOrder.findUnique({ where: { number }, select: { id: true } })
}

export const PAGE_ROWS = 50

export const deskLists = ['to-schedule', 'scheduled'] as const
export type DeskList = (typeof deskLists)[number]

/** What the desk has to find a time for, the most urgent first; or what has one, the next first. */
export async function deskOrders(
  list: DeskList,
  after: string | null,
): Promise<{ rows: OrderRow[]; more: boolean }> {
  return list === 'to-schedule'
    ? mostUrgent(Prisma.sql`o.status = 'ORDERED'`, after)
    : pageOf(
        Prisma.sql`o.status = 'SCHEDULED' ${
          after
            ? Prisma.sql`AND (o.scheduled_at, o.id) > ((SELECT scheduled_at FROM clinical_order WHERE id = ${after}::uuid), ${after}::uuid)`
            : Prisma.empty
        }`,
        Prisma.sql`o.scheduled_at, o.id`,
      )
}

export const workLists = ['all', 'tests', 'treatments', 'preliminary'] as const
export type WorkList = (typeof workLists)[number]

/** What waits for a result or to be given, the most urgent first, then the oldest. */
export const waitingOrders = (list: WorkList, after: string | null, limit = PAGE_ROWS) =>
  mostUrgent(waiting[list], after, limit)

const isOpen = Prisma.sql`o.status IN ('ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY')`
const waiting: Record<WorkList, Prisma.Sql> = {
  all: isOpen,
  tests: Prisma.sql`${isOpen} AND o.kind = 'TEST' AND o.status <> 'PRELIMINARY'`,
  treatments: Prisma.sql`${isOpen} AND o.kind = 'TREATMENT'`,
  preliminary: Prisma.sql`o.status = 'PRELIMINARY'`,
}

function mostUrgent(which: Prisma.Sql, after: string | null, limit = PAGE_ROWS) {
  const edge = Prisma.sql`SELECT priority FROM clinical_order WHERE id = ${after}::uuid`
  const beyond = Prisma.sql`AND o.priority <= (${edge}) AND (o.priority < (${edge})
    OR (o.ordered_at, o.id) > ((SELECT ordered_at FROM clinical_order WHERE id = ${after}::uuid), ${after}::uuid))`
  return pageOf(
    Prisma.sql`${which} ${after ? beyond : Prisma.empty}`,
    Prisma.sql`o.priority DESC, o.ordered_at, o.id`,
    limit,
  )
}

/** The few rows of a page first, and only then whom they are about. */
async function pageOf(which: Prisma.Sql, sorted: Prisma.Sql, limit = PAGE_ROWS) {
  const found = await db.$queryRaw<RawOrder[]>`
    SELECT ${orderColumns} FROM ${orderTables} WHERE ${which} ORDER BY ${sorted} LIMIT ${limit + 1}`
  return { rows: found.slice(0, limit).map(asOrder), more: found.length > limit }
}

export interface WaitingCounts {
  toSchedule: number
  scheduled: number
  tests: number
  treatments: number
  preliminary: number
  emergencies: number
}

/** How many orders wait for what; those that are open are few, and have an index of their own. */
export async function countWaiting(): Promise<WaitingCounts> {
  const [counts] = await db.$queryRaw<[WaitingCounts]>`
    SELECT count(*) FILTER (WHERE o.status = 'ORDERED')::int AS "toSchedule",
      count(*) FILTER (WHERE o.status = 'SCHEDULED')::int AS scheduled,
      count(*) FILTER (WHERE o.kind = 'TEST' AND o.status <> 'PRELIMINARY')::int AS tests,
      count(*) FILTER (WHERE o.kind = 'TREATMENT')::int AS treatments,
      count(*) FILTER (WHERE o.status = 'PRELIMINARY')::int AS preliminary,
      count(*) FILTER (WHERE o.priority = 'EMERGENCY')::int AS emergencies
    FROM clinical_order o WHERE ${isOpen}`
  return counts
}

/** For a question of several parts: how many orders need a time. */
export const toScheduleCount = Prisma.sql`(
  SELECT count(*)::int FROM clinical_order o WHERE o.status = 'ORDERED')`
