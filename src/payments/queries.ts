import type { Actor } from '../access/actor.js'
import { invoicesOf, paymentsOf } from '../access/money-scopes.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { RefundStatus } from '../generated/prisma/enums.js'
import { keptHead } from '../invoices/letterhead.js'
import type { Balance } from '../invoices/state-rules.js'
import { NotFound } from '../shared/errors.js'

const paymentFields = {
  ...{
    id: true,
    number: true,
    method: true,
    amountMinor: true,
    currency: true,
    reference: true,
    payer: true,
  },
  ...{ receivedAt: true, receivedById: true, allocatedMinor: true, refundedMinor: true },
  ...keptHead,
  ...{ cancelledAt: true, cancelledById: true, cancelReason: true },
  ...{ patientId: true, sessionId: true },
} satisfies Prisma.PaymentSelect

export interface AllocationRow {
  at: Date
  amountMinor: bigint
  invoice: { id: string; number: string }
}

export interface RefundOfPayment {
  id: string
  number: string | null
  status: RefundStatus
  amountMinor: bigint
  requestedAt: Date
}

/** A payment with what became of it, and the names of those who took and cancelled it. */
export interface PaymentRecord
  extends Omit<Prisma.PaymentGetPayload<{ select: typeof paymentFields }>, 'patientId' | 'sessionId'> {
  patient: { id: string; number: number }
  /** The counter at which it was taken. */
  session: { id: string; cashierId: string; closedAt: Date | null } | null
  receivedBy: string
  cancelledBy: string | null
  /** In their order; what was taken off an invoice again is below zero. */
  allocations: AllocationRow[]
  refunds: RefundOfPayment[]
}

/** One payment, by the scope of who is asking. Throws NotFound. */
export async function findPayment(actor: Actor, id: string): Promise<PaymentRecord> {
  const payment = await db.payment.findFirst({ where: { id, AND: paymentsOf(actor) }, select: paymentFields })
  if (!payment) throw new NotFound()
  const { patientId, sessionId, ...rest } = payment
  const [around, allocations, refunds] = await Promise.all([
    aroundOf(id),
    allocationsOf(id),
    db.refund.findMany({
      where: { paymentId: id },
      orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
      take: 100,
      select: { id: true, number: true, status: true, amountMinor: true, requestedAt: true },
    }),
  ])
  const { patientNumber, closedAt, ...names } = around
  return {
    ...{ ...rest, ...names, allocations, refunds },
    patient: { id: patientId, number: patientNumber },
    // Whoever took it did so at a counter of their own.
    session: sessionId === null ? null : { id: sessionId, cashierId: rest.receivedById, closedAt },
  }
}

interface Around {
  patientNumber: number
  receivedBy: string
  cancelledBy: string | null
  closedAt: Date | null
}

/** Who took a payment that was reached through the scope, whose it is, and whether its counter is closed: in one statement. */
async function aroundOf(paymentId: string): Promise<Around> {
  const [around] = await db.$queryRaw<Around[]>`
    SELECT p.number AS "patientNumber", r.name AS "receivedBy", c.name AS "cancelledBy", s.closed_at AS "closedAt"
    FROM payment y
    JOIN patient p ON p.id = y.patient_id
    JOIN account r ON r.id = y.received_by_id
    LEFT JOIN account c ON c.id = y.cancelled_by_id
    LEFT JOIN cash_session s ON s.id = y.session_id
    WHERE y.id = ${paymentId}::uuid`
  if (!around) throw new NotFound()
  return around
}

/** Where the parts of a payment went that was reached through the scope. */
async function allocationsOf(paymentId: string): Promise<AllocationRow[]> {
  const rows = await db.$queryRaw<{ at: Date; amountMinor: bigint; id: string; number: string }[]>`
    SELECT a.at, a.amount_minor AS "amountMinor", i.id, i.number
    FROM payment_allocation a JOIN invoice i ON i.id = a.invoice_id
    WHERE a.payment_id = ${paymentId}::uuid ORDER BY a.at, a.id LIMIT 500`
  return rows.map(({ id, number, ...row }) => ({ ...row, invoice: { id, number } }))
}

/** The people of some ids, by name. */
export async function namesOf(
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
  const people = await db.account.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (id) => (id && names.get(id)) ?? null
}

export interface InvoiceToPay {
  id: string
  number: string
  patientId: string
  balance: Balance
}

/** An invoice that somebody pays, by the scope of who is asking. Throws NotFound. */
export async function invoiceToPay(actor: Actor, id: string): Promise<InvoiceToPay> {
  const invoice = await db.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: {
      ...{ id: true, number: true, patientId: true },
      balance: { select: { totalMinor: true, creditedMinor: true, paidMinor: true, voidedAt: true } },
    },
  })
  if (!invoice?.balance) throw new NotFound()
  return { ...invoice, balance: invoice.balance }
}
