import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { heldCounter } from '../counter/commands.js'
import { written } from '../counter/written.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { headToKeep } from '../invoices/letterhead.js'
import { nextNumber } from '../invoices/numbering.js'
import { lockPatient } from '../patients/locking.js'
import { settings } from '../settings/queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { allocate, moreThanOwed, owingInvoice } from './credit.js'
import type { PaymentForm } from './forms.js'
import { tellOfMoney } from './telling.js'

/** Money that comes in. */
export interface Money {
  method: PaymentMethod
  amountMinor: bigint
  reference: string | null
  payer: string | null
}

export interface Received {
  id: string
  number: string
}

/**
 * Writes the receipt, and puts of it to an invoice what is for that; the rest is the patient's credit. Within the
 * caller's transaction, which holds the patient and has checked what is owed; called last, for the number's sake. Cash
 * is taken at the open counter of whoever takes it, anything else is counted there too where one is open.
 */
export async function receive(
  tx: Tx,
  actor: Actor,
  { patientId, invoice }: { patientId: string; invoice: { id: string; minor: bigint } | null },
  money: Money,
  now: Date,
): Promise<Received> {
  const counter = await heldCounter(tx, actor.id)
  if (money.method === 'CASH' && !counter)
    throw new Refusal('Open your counter first: cash is taken there only.', { field: 'method' })
  const hospital = await settings(tx)
  const patient = await tx.patient.findUniqueOrThrow({
    where: { id: patientId },
    select: { name: true, localName: true },
  })
  const number = await nextNumber(tx, 'RCT', dayIn(now, config.zone))
  const { id } = await tx.payment.create({
    data: {
      ...{ ...money, number, patientId, currency: config.currency },
      ...{ receivedAt: now, receivedById: actor.id, sessionId: counter?.id ?? null },
      ...headToKeep(hospital, patient),
    },
    select: { id: true },
  })
  if (invoice)
    await allocate(tx, actor, [{ paymentId: id, invoiceId: invoice.id, amountMinor: invoice.minor }], now)
  const details = {
    ...{ receipt: number, method: money.method, amountMinor: String(money.amountMinor) },
    ...(invoice && { invoiceId: invoice.id }),
  }
  await audit(tx, actor, 'payment.create', { type: 'payment', id, patientId, details })
  return { id, number }
}

/** A patient, or somebody for them, pays an invoice or a part of it; never more than is owed. */
export function payInvoice(actor: Actor, invoiceId: string, form: PaymentForm, now: Date) {
  authorize(actor, 'payment.create')
  return once(actor.id, `payment.create ${invoiceId}`, form, async (tx) => {
    const { patientId, owedMinor } = await owingInvoice(tx, actor, invoiceId)
    if (form.amount > owedMinor) throw moreThanOwed(owedMinor)
    const invoice = { id: invoiceId, minor: form.amount }
    await tellOfMoney(tx, patientId, 'RECEIVED', { amount: written(form.amount) })
    return { ...(await receive(tx, actor, { patientId, invoice }, moneyOf(form), now)) }
  })
}

/** Money before there is an invoice for it: a deposit, an advance. */
export function takeAdvance(actor: Actor, patientId: string, form: PaymentForm, now: Date) {
  authorize(actor, 'payment.create')
  return once(actor.id, `payment.create-advance ${patientId}`, form, async (tx) => {
    const patient = await tx.patient.findFirst({
      where: { id: patientId, AND: patientsOf(actor, now) },
      select: { id: true },
    })
    if (!patient) throw new NotFound()
    await lockPatient(tx, patientId)
    await tellOfMoney(tx, patientId, 'RECEIVED', { amount: written(form.amount) })
    return { ...(await receive(tx, actor, { patientId, invoice: null }, moneyOf(form), now)) }
  })
}

const moneyOf = ({ method, amount, reference, payer }: PaymentForm): Money => ({
  ...{ method, amountMinor: amount, reference, payer },
})
