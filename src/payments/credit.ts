import type { Actor } from '../access/actor.js'
import { invoicesOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { written } from '../counter/written.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { owedMinor } from '../invoices/state-rules.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { sum } from '../shared/money.js'
import { drawn } from './rules.js'

export interface Owing {
  id: string
  number: string
  patientId: string
  owedMinor: bigint
}

/**
 * An invoice of which something is owed, with its patient held until the transaction ends: whoever else takes money for
 * it comes after, and finds what is owed then. Refused where nothing is owed.
 */
export async function owingInvoice(tx: Tx, actor: Actor, id: string): Promise<Owing> {
  const found = await tx.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: { number: true, patientId: true, currency: true },
  })
  if (!found) throw new NotFound()
  const { number, patientId, currency } = found
  if (currency !== config.currency)
    throw new Refusal('This invoice is in {{currency}}, which is not taken any more.', {
      values: { currency },
    })
  await lockPatient(tx, patientId)
  const balance = await tx.invoiceBalance.findUniqueOrThrow({ where: { invoiceId: id } })
  if (balance.voidedAt)
    throw new Refusal('Invoice {{number}} is void: nothing is paid on it.', { values: { number } })
  const owed = owedMinor(balance)
  if (owed === 0n)
    throw new Refusal('Nothing is owed of invoice {{number}} any more.', { values: { number } })
  return { id, number, patientId, owedMinor: owed }
}

export const moreThanOwed = (owedMinor: bigint) =>
  new Refusal('Only {{owed}} is owed. What is more is taken as an advance.', {
    field: 'amount',
    values: { owed: written(owedMinor) },
  })

/** Puts parts of payments to an invoice; the caller holds their patient. */
export async function allocate(
  tx: Tx,
  actor: Actor,
  parts: readonly { paymentId: string; invoiceId: string; amountMinor: bigint }[],
  at: Date,
): Promise<void> {
  await tx.paymentAllocation.createMany({ data: parts.map((part) => ({ ...part, at, byId: actor.id })) })
}

export interface Credit {
  id: string
  number: string
  creditMinor: bigint
}

/** The payments of a patient of which something is left, the oldest first. */
export const creditsOf = (client: Tx, patientId: string): Promise<Credit[]> => client.$queryRaw<Credit[]>`
  SELECT id, number, amount_minor - allocated_minor - refunded_minor AS "creditMinor" FROM payment
  WHERE patient_id = ${patientId}::uuid AND currency = ${config.currency} AND cancelled_at IS NULL
    AND amount_minor > allocated_minor + refunded_minor
  ORDER BY received_at, id`

/** What a patient has paid that is put nowhere, all of it. */
export const creditOf = async (client: Tx, patientId: string): Promise<bigint> =>
  sum((await creditsOf(client, patientId)).map((credit) => credit.creditMinor))

/** What a patient paid in advance, or too much of, goes to an invoice; the oldest payment first. */
export function useCredit(
  actor: Actor,
  invoiceId: string,
  form: { idempotency_key: string; credit: bigint },
  now: Date,
): Promise<{ number: string }> {
  authorize(actor, 'payment.use-credit')
  return once(actor.id, `payment.use-credit ${invoiceId}`, form, async (tx) => {
    const { number, patientId, owedMinor } = await owingInvoice(tx, actor, invoiceId)
    const credits = await creditsOf(tx, patientId)
    const left = sum(credits.map((credit) => credit.creditMinor))
    if (form.credit > owedMinor)
      throw new Refusal('Only {{owed}} is owed.', { field: 'credit', values: { owed: written(owedMinor) } })
    if (form.credit > left)
      throw new Refusal('The credit is only {{left}}.', { field: 'credit', values: { left: written(left) } })
    const parts = drawn(credits, form.credit)
    await allocate(
      tx,
      actor,
      parts.map(({ credit, minor }) => ({ paymentId: credit.id, invoiceId, amountMinor: minor })),
      now,
    )
    const details = { amountMinor: String(form.credit), receipts: parts.map(({ credit }) => credit.number) }
    await audit(tx, actor, 'payment.use-credit', { type: 'invoice', id: invoiceId, patientId, details })
    return { number }
  })
}
