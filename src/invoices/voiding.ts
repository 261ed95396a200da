import type { Actor } from '../access/actor.js'
import { invoicesOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
import { supersede } from '../verification/printing.js'
import { addCharge, type NewCharge } from './charges.js'
import { undoneUnits } from './overbilled-queries.js'
import type { Voiding } from './voiding-forms.js'

/**
 * Says that an invoice should not have been issued. Its number and its paper stay, and nothing is owed on it; what it
 * billed is open again, each charge by a fresh copy of the same source. Refused once something was paid or credited:
 * then a credit note puts it right.
 */
export function voidInvoice(
  actor: Actor,
  id: string,
  form: Voiding,
  now: Date,
): Promise<{ number: string; patientId: string }> {
  authorize(actor, 'invoice.void')
  return once(actor.id, `invoice.void ${id}`, form, async (tx) => {
    const { number, patientId } = await lockInvoice(tx, actor, id)
    const balance = await tx.invoiceBalance.findUniqueOrThrow({ where: { invoiceId: id } })
    if (balance.voidedAt) throw new Refusal('This invoice is void already.')
    if (balance.paidMinor > 0n || balance.creditedMinor > 0n)
      throw new Refusal('Something was paid or credited on this invoice. Write a credit note instead.')
    const { reason } = form
    await tx.invoiceVoiding.create({ data: { invoiceId: id, reason, voidedAt: now, voidedById: actor.id } })
    const opened = await openAgain(tx, actor, id, reason, now)
    await supersede(tx, 'INVOICE', id, now)
    const details = { invoice: number, why: reason, charges: opened }
    await audit(tx, actor, 'invoice.void', { type: 'invoice', id, patientId, details })
    return { number, patientId }
  })
}

/** An invoice that this person reaches, its patient held until the transaction ends. */
async function lockInvoice(tx: Tx, actor: Actor, id: string) {
  const invoice = await tx.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: { number: true, patientId: true },
  })
  if (!invoice) throw new NotFound()
  await lockPatient(tx, invoice.patientId)
  return invoice
}

/**
 * A line that came from no charge is opened as a charge by hand; what was not done after all is not
 * opened. Answers with how many are open.
 */
async function openAgain(
  tx: Tx,
  actor: Actor,
  invoiceId: string,
  reason: string,
  now: Date,
): Promise<number> {
  const { patientId, admissionId, issuedAt, lines } = await tx.invoice.findUniqueOrThrow({
    where: { id: invoiceId },
    select: {
      ...{ patientId: true, admissionId: true, issuedAt: true },
      lines: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, kind: true, description: true, quantity: true, unitPriceMinor: true },
          charge: { select: { admissionId: true, sourceType: true, sourceId: true, occurredAt: true } },
        },
      },
    },
  })
  const undone = await undoneUnits(tx, invoiceId)
  await tx.charge.updateMany({
    where: { invoiceLine: { invoiceId } },
    data: { voidedAt: now, voidReason: reason },
  })
  // The days in a bed of an older invoice have no charge: they are reckoned again when the stay is billed again.
  const open = lines
    .filter(({ charge, kind }) => charge !== null || admissionId === null || kind !== 'ROOM')
    .map(({ id, ...line }) => ({ ...line, quantity: line.quantity - (undone.get(id) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  for (const { charge, ...line } of open) {
    const source = charge ?? {
      ...{ admissionId, sourceType: 'manual', sourceId: newId(), occurredAt: issuedAt },
    }
    const again: NewCharge = { ...line, ...source, patientId, createdById: actor.id }
    await addCharge(tx, again)
  }
  return open.length
}
