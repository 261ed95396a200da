import type { Actor } from '../access/actor.js'
import { refundsOf } from '../access/money-scopes.js'
import { type Action, authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { cashIn, heldCounter } from '../counter/commands.js'
import { written } from '../counter/written.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { nextNumber } from '../invoices/numbering.js'
import { lockPatient } from '../patients/locking.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { lockedPayment } from './cancelling.js'
import { mayBecome, type RefundChange, refundSentences, refundTransitions } from './refund-rules.js'
import { creditMinor } from './rules.js'
import { tellOfMoney } from './telling.js'

/** Somebody asks that money goes back; from then on it is kept for that. Only what pays no invoice is given back. */
export function requestRefund(
  actor: Actor,
  paymentId: string,
  form: { idempotency_key: string; amount: bigint; reason: string },
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'refund.request')
  return once(actor.id, `refund.request ${paymentId}`, form, async (tx) => {
    const payment = await lockedPayment(tx, actor, paymentId)
    const { patientId, number } = payment
    if (payment.cancelledAt) throw new Refusal('This payment was cancelled: nothing of it is given back.')
    const left = creditMinor(payment)
    if (form.amount > left) throw moreThanLeft(left)
    const { id } = await tx.refund.create({
      data: {
        ...{ patientId, paymentId, amountMinor: form.amount, reason: form.reason },
        ...{ requestedById: actor.id, requestedAt: now },
      },
      select: { id: true },
    })
    const details = { receipt: number, amountMinor: String(form.amount) }
    await audit(tx, actor, 'refund.request', { type: 'refund', id, patientId, details })
    return { id }
  })
}

const moreThanLeft = (leftMinor: bigint) =>
  leftMinor === 0n
    ? new Refusal('Nothing is left of this payment to give back: all of it pays invoices or is given back.', {
        field: 'amount',
      })
    : new Refusal('Only {{left}} is left of this payment to give back.', {
        field: 'amount',
        values: { left: written(leftMinor) },
      })

/** Another person than who asked agrees; then it can be paid. */
export function approveRefund(actor: Actor, id: string, form: { version: number }, now: Date): Promise<void> {
  return decide(actor, id, 'approve', { ...form, reason: null }, now)
}

/** It is not given back, and is the patient's credit again. */
export function rejectRefund(
  actor: Actor,
  id: string,
  form: { version: number; reason: string },
  now: Date,
): Promise<void> {
  return decide(actor, id, 'reject', form, now)
}

function decide(
  actor: Actor,
  id: string,
  change: 'approve' | 'reject',
  { version, reason }: { version: number; reason: string | null },
  now: Date,
): Promise<void> {
  const { action, to } = refundTransitions[change]
  authorize(actor, action)
  return transaction(async (tx) => {
    const refund = await lockedRefund(tx, actor, id, change)
    if (change === 'approve' && refund.requestedById === actor.id)
      throw new Refusal('You asked for this refund yourself: another person approves it.')
    if (refund.version !== version) throw new Stale({}, refund.version)
    await tx.refund.update({
      where: { id },
      data: {
        ...{ status: to, decidedById: actor.id, decidedAt: now, decisionReason: reason },
        version: { increment: 1 },
      },
      select: { id: true },
    })
    await auditRefund(tx, actor, action, refund, { change, ...(reason && { reason }) })
  })
}

/** The money leaves: cash from the payer's own open counter, where there is enough of it. It has its number now. */
export function payRefund(
  actor: Actor,
  id: string,
  form: { idempotency_key: string; method: PaymentMethod; reference: string | null },
  now: Date,
): Promise<{ number: string }> {
  authorize(actor, 'refund.pay')
  return once(actor.id, `refund.pay ${id}`, form, async (tx) => {
    const refund = await lockedRefund(tx, actor, id, 'pay')
    const { method, reference } = form
    const counter = await heldCounter(tx, actor.id)
    if (method === 'CASH') {
      if (!counter)
        throw new Refusal('Open your counter first: cash is given there only.', { field: 'method' })
      const cash = await cashIn(tx, counter)
      if (cash < refund.amountMinor)
        throw new Refusal('There is only {{cash}} in your counter.', {
          field: 'method',
          values: { cash: written(cash) },
        })
    }
    await tellOfMoney(tx, refund.patientId, 'REFUNDED', { amount: written(refund.amountMinor) })
    const number = await nextNumber(tx, 'RFD', dayIn(now, config.zone))
    await tx.refund.update({
      where: { id },
      data: {
        ...{ status: refundTransitions.pay.to, number, method, reference },
        ...{ paidAt: now, paidById: actor.id, sessionId: counter?.id ?? null },
        version: { increment: 1 },
      },
      select: { id: true },
    })
    await auditRefund(tx, actor, 'refund.pay', refund, { refund: number, method })
    return { number }
  })
}

/** A refund that may become so, its patient held. */
async function lockedRefund(tx: Tx, actor: Actor, id: string, change: RefundChange) {
  const where = { id, AND: refundsOf(actor) }
  const found = await tx.refund.findFirst({ where, select: { patientId: true } })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ id: true, patientId: true, status: true, version: true },
      ...{ requestedById: true, amountMinor: true },
    },
  })
  if (!mayBecome(change, refund.status)) throw new Refusal(refundSentences[refund.status])
  return refund
}

async function auditRefund(
  tx: Tx,
  actor: Actor,
  action: Action,
  { id, patientId, amountMinor }: { id: string; patientId: string; amountMinor: bigint },
  details: Record<string, string>,
): Promise<void> {
  const all = { ...details, amountMinor: String(amountMinor) }
  await audit(tx, actor, action, { type: 'refund', id, patientId, details: all })
}
