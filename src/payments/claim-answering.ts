import type { Actor } from '../access/actor.js'
import { claimsOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { written } from '../counter/written.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { owedMinor } from '../invoices/state-rules.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { claimSentences, parted } from './claim-rules.js'
import { receive } from './receiving.js'
import { tellOfMoney } from './telling.js'

/**
 * What a patient says to have paid has come in: it gets its receipt and pays the invoice. Where less is owed by now,
 * the rest is the patient's credit.
 */
export function confirmClaim(
  actor: Actor,
  id: string,
  form: { idempotency_key: string },
  now: Date,
): Promise<{ number: string; patient: string }> {
  authorize(actor, 'claim.decide')
  return once(actor.id, `claim.decide confirm ${id}`, form, async (tx) => {
    const { patient, invoice, ...claim } = await lockedClaim(tx, actor, id)
    const { patientId, method, reference, amountMinor } = claim
    await refuseCounted(tx, claim)
    const { invoiceMinor } = parted(amountMinor, invoice.owedMinor)
    await tellOfMoney(tx, patientId, 'CONFIRMED', { amount: written(amountMinor), invoice: invoice.number })
    const part = invoiceMinor > 0n ? { id: invoice.id, minor: invoiceMinor } : null
    const money = { method, amountMinor, reference, payer: null }
    const receipt = await receive(tx, actor, { patientId, invoice: part }, money, now)
    await tx.paymentClaim.update({
      where: { id },
      data: {
        ...{ status: 'CONFIRMED', decidedById: actor.id, decidedAt: now, paymentId: receipt.id },
        version: { increment: 1 },
      },
      select: { id: true },
    })
    const details = { change: 'confirm', receipt: receipt.number, amountMinor: String(amountMinor) }
    await audit(tx, actor, 'claim.decide', { type: 'payment_claim', id, patientId, details })
    return { number: receipt.number, patient: patient.name }
  })
}

/** It did not come in, or not so: the patient reads why, and may tell it again. */
export function rejectClaim(
  actor: Actor,
  id: string,
  form: { idempotency_key: string; reason: string },
  now: Date,
): Promise<{ patient: string }> {
  authorize(actor, 'claim.decide')
  return once(actor.id, `claim.decide reject ${id}`, form, async (tx) => {
    const { patient, invoice, patientId, amountMinor } = await lockedClaim(tx, actor, id)
    const { reason } = form
    await tx.paymentClaim.update({
      where: { id },
      data: {
        ...{ status: 'REJECTED', decidedById: actor.id, decidedAt: now, decisionReason: reason },
        paymentId: null,
        version: { increment: 1 },
      },
      select: { id: true },
    })
    await tellOfMoney(tx, patientId, 'REJECTED', { amount: written(amountMinor), invoice: invoice.number })
    const details = { change: 'reject', reason, amountMinor: String(amountMinor) }
    await audit(tx, actor, 'claim.decide', { type: 'payment_claim', id, patientId, details })
    return { patient: patient.name }
  })
}

/** A claim that nobody has answered, or whose receipt was cancelled since; its patient held until the transaction ends, with what is owed now. */
async function lockedClaim(tx: Tx, actor: Actor, id: string) {
  const where = { id, AND: claimsOf(actor) }
  const found = await tx.paymentClaim.findFirst({ where, select: { patientId: true } })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  const { invoice, ...claim } = await tx.paymentClaim.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ patientId: true, status: true, method: true, reference: true, amountMinor: true },
      patient: { select: { name: true } },
      payment: { select: { cancelledAt: true } },
      invoice: {
        select: {
          ...{ id: true, number: true, currency: true },
          balance: { select: { totalMinor: true, creditedMinor: true, paidMinor: true, voidedAt: true } },
        },
      },
    },
  })
  if (claim.status !== 'SUBMITTED' && !claim.payment?.cancelledAt)
    throw new Refusal(claimSentences[claim.status])
  const { balance, currency, ...named } = invoice
  const owed = balance && currency === config.currency ? owedMinor(balance) : 0n
  return { ...claim, invoice: { ...named, owedMinor: owed } }
}

/** The same money is not counted twice: once at the counter, and once more because the patient told us of it. */
async function refuseCounted(
  tx: Tx,
  { patientId, method, reference }: { patientId: string; method: PaymentMethod; reference: string },
): Promise<void> {
  const counted = await tx.payment.findFirst({
    where: { patientId, method, reference: { equals: reference, mode: 'insensitive' }, cancelledAt: null },
    select: { number: true },
  })
  if (counted)
    throw new Refusal('Receipt {{number}} has this reference: this payment is counted already.', {
      values: { number: counted.number },
    })
}
