import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { once } from '../db/once.js'
import { currencyOf } from '../invoices/document.js'
import { nextNumber } from '../invoices/numbering.js'
import { owedMinor } from '../invoices/state-rules.js'
import { lockPatient } from '../patients/locking.js'
import { releaseSurplus } from '../payments/releasing.js'
import { dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
import { formatMoney } from '../shared/money.js'
import { supersede } from '../verification/printing.js'
import { fieldOf } from './choosing-rules.js'
import type { CreditNoteForm } from './forms.js'
import { type InvoiceToCredit, invoiceToCredit } from './queries.js'
import { type CreditedLine, creditedLines, creditTotal, leftNet } from './rules.js'
import { tellOfCreditNote } from './telling.js'

/**
 * Corrects an invoice, which itself is never changed: so much less is to be paid of its lines. What was paid and is too
 * much now becomes the patient's credit. Once nothing is left of it, the printed invoice does not hold any more.
 */
export function issueCreditNote(
  actor: Actor,
  invoiceId: string,
  form: CreditNoteForm,
  now: Date,
): Promise<{ id: string; number: string }> {
  authorize(actor, 'credit-note.create')
  return once(actor.id, `credit-note.create ${invoiceId}`, form, async (tx) => {
    const { patientId } = await invoiceToCredit(tx, actor, invoiceId)
    await lockPatient(tx, patientId)
    const invoice = await invoiceToCredit(tx, actor, invoiceId)
    const lines = whatIsCredited(invoice, form)
    const totalMinor = creditTotal(lines)
    const surplus = totalMinor - owedMinor(invoice.balance)
    if (surplus > 0n) await releaseSurplus(tx, actor, { invoiceId, minor: surplus }, now)
    if (invoice.balance.creditedMinor + totalMinor === invoice.balance.totalMinor)
      await supersede(tx, 'INVOICE', invoiceId, now)
    const id = newId()
    await tellOfCreditNote(tx, invoice, { id, totalMinor })
    const number = await nextNumber(tx, 'CRN', dayIn(now, config.zone))
    await tx.creditNote.create({
      data: {
        ...{ id, number, invoiceId, reason: form.reason, totalMinor, issuedAt: now, issuedById: actor.id },
        lines: { createMany: { data: lines.map((line, index) => ({ position: index + 1, ...line })) } },
      },
    })
    const details = { creditNote: number, invoice: invoice.number, amountMinor: String(totalMinor) }
    await audit(tx, actor, 'credit-note.create', { type: 'credit-note', id, patientId, details })
    return { id, number }
  })
}

/** The lines of a note as they are asked for. Throws Refusal, beside the line of which too much is asked. */
export function whatIsCredited(
  { number, balance, lines, currency }: InvoiceToCredit,
  { whole, amounts }: Pick<CreditNoteForm, 'whole' | 'amounts'>,
): CreditedLine[] {
  if (balance.voidedAt)
    throw new Refusal('Invoice {{number}} is void: nothing is credited on it.', { values: { number } })
  const typed = new Map(amounts.map(({ position, netMinor }) => [position, netMinor]))
  if (amounts.some(({ position }) => !lines.some((line) => line.position === position)))
    throw new Refusal('This form does not fit the invoice. Open the page again.')
  const asked = lines.map((line) => (whole ? leftNet(line) : (typed.get(line.position) ?? 0n)))
  const over = lines.find((line, at) => (asked[at] ?? 0n) > leftNet(line))
  if (over)
    throw new Refusal('Only {{left}} is left of this line.', {
      field: fieldOf(over.position),
      values: { left: formatMoney(leftNet(over), currencyOf(currency), 'en-IN') },
    })
  const credited = creditedLines(lines, asked)
  if (credited.length > 0) return credited
  if (lines.every((line) => leftNet(line) === 0n))
    throw new Refusal('Nothing is left of invoice {{number}} to be credited.', { values: { number } })
  throw new Refusal('Enter how much is credited beside one line or more.', { field: 'whole' })
}
