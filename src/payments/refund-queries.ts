import type { Actor } from '../access/actor.js'
import { refundsOf } from '../access/money-scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { RefundStatus } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import { namesOf } from './queries.js'

const PAGE_ROWS = 50

export const refundLists = ['to-decide', 'to-pay', 'over'] as const
export type RefundList = (typeof refundLists)[number]

const statusesIn: Record<RefundList, RefundStatus[]> = {
  'to-decide': ['REQUESTED'],
  'to-pay': ['APPROVED'],
  over: ['PAID', 'REJECTED'],
}

const listed = {
  ...{ id: true, number: true, amountMinor: true, reason: true, status: true },
  ...{ requestedById: true, requestedAt: true },
  patient: { select: { id: true, number: true, name: true } },
  payment: { select: { id: true, number: true } },
} satisfies Prisma.RefundSelect

const whole = {
  ...listed,
  ...{ decidedById: true, decidedAt: true, decisionReason: true, version: true },
  ...{ method: true, reference: true, paidAt: true, paidById: true },
} satisfies Prisma.RefundSelect

type Listed = Prisma.RefundGetPayload<{ select: typeof listed }> & { requestedBy: string }

export interface RefundRecord extends Prisma.RefundGetPayload<{ select: typeof whole }> {
  requestedBy: string
  decidedBy: string | null
  paidBy: string | null
}

/** Work waits from the oldest on; what is over stands the newest first. From after that one on. */
export async function listRefunds(
  actor: Actor,
  list: RefundList,
  after: string | null,
): Promise<{ rows: Listed[]; more: boolean }> {
  const order = list === 'over' ? 'desc' : 'asc'
  const found = await db.refund.findMany({
    where: { status: { in: statusesIn[list] }, AND: refundsOf(actor) },
    orderBy: [{ requestedAt: order }, { id: order }],
    ...(after && { cursor: { id: after }, skip: 1 }),
    take: PAGE_ROWS + 1,
    select: listed,
  })
  const rows = found.slice(0, PAGE_ROWS)
  const nameOf = await namesOf(rows.map(({ requestedById }) => requestedById))
  return {
    rows: rows.map((row) => ({ ...row, requestedBy: nameOf(row.requestedById) ?? '' })),
    more: found.length > PAGE_ROWS,
  }
}

/** How many refunds wait: to be decided, and to be paid. */
export async function countRefunds(): Promise<{ toDecide: number; toPay: number }> {
  const [counts] = await db.$queryRaw<{ toDecide: number; toPay: number }[]>(Prisma.sql`
    SELECT count(*) FILTER (WHERE status = 'REQUESTED')::int AS "toDecide",
      count(*) FILTER (WHERE status = 'APPROVED')::int AS "toPay"
    FROM refund WHERE status IN ('REQUESTED', 'APPROVED')`)
  return counts ?? { toDecide: 0, toPay: 0 }
}

/** One refund, by the scope of who is asking. Throws NotFound. */
export async function findRefund(actor: Actor, id: string): Promise<RefundRecord> {
  const refund = await db.refund.findFirst({ where: { id, AND: refundsOf(actor) }, select: whole })
  if (!refund) throw new NotFound()
  const nameOf = await namesOf([refund.requestedById, refund.decidedById, refund.paidById])
  return {
    ...refund,
    requestedBy: nameOf(refund.requestedById) ?? '',
    decidedBy: nameOf(refund.decidedById),
    paidBy: nameOf(refund.paidById),
  }
}
