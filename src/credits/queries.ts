import type { Actor } from '../access/actor.js'
import { invoicesOf } from '../access/money-scopes.js'
import { db, type Tx } from '../db/client.js'
import { keptHead } from '../invoices/letterhead.js'
import type { LineKind } from '../invoices/rules.js'
import type { Balance } from '../invoices/state-rules.js'
import type { Day } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { CreditableLine } from './rules.js'

export interface InvoiceToCredit {
  id: string
  number: string
  patientId: string
  currency: string
  balance: Balance
  lines: (CreditableLine & {
    position: number
    kind: LineKind
    description: string
    /** The day of the work, where the line is of one day. */
    occurredOn: Day | null
    taxBasisPoints: number
  })[]
}

/** An invoice with what may be credited of each of its lines, by the scope of who is asking. Throws NotFound. */
export async function invoiceToCredit(client: Tx, actor: Actor, id: string): Promise<InvoiceToCredit> {
  const invoice = await client.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: {
      ...{ id: true, number: true, patientId: true, currency: true },
      balance: { select: { totalMinor: true, creditedMinor: true, paidMinor: true, voidedAt: true } },
    },
  })
  if (!invoice?.balance) throw new NotFound()
  const lines = await client.$queryRaw<InvoiceToCredit['lines']>`
    SELECT l.id, l.position, l.kind::text, l.description, to_char(l.occurred_on, 'YYYY-MM-DD') AS "occurredOn",
      l.tax_basis_points AS "taxBasisPoints",
      l.amount_minor - l.discount_minor AS "netMinor", l.tax_minor AS "taxMinor",
      coalesce(sum(c.net_minor), 0)::bigint AS "creditedNetMinor",
      coalesce(sum(c.tax_minor), 0)::bigint AS "creditedTaxMinor"
    FROM invoice_line l LEFT JOIN credit_note_line c ON c.invoice_line_id = l.id
    WHERE l.invoice_id = ${id}::uuid GROUP BY l.id ORDER BY l.position`
  return { ...invoice, balance: invoice.balance, lines }
}

/** One credit note with the invoice that it corrects, by the scope of who is asking. Throws NotFound. */
export async function findCreditNote(actor: Actor, id: string) {
  const note = await db.creditNote.findFirst({
    where: { id, invoice: { AND: invoicesOf(actor) } },
    select: {
      ...{ id: true, number: true, reason: true, totalMinor: true, issuedAt: true, issuedById: true },
      invoice: {
        select: {
          ...{ id: true, number: true, issuedAt: true, currency: true },
          ...{ ...keptHead, patientAddress: true, patientPhone: true },
          patient: { select: { id: true, number: true } },
        },
      },
      lines: {
        orderBy: { position: 'asc' },
        select: {
          ...{ netMinor: true, taxMinor: true },
          invoiceLine: { select: { description: true, taxBasisPoints: true } },
        },
      },
    },
  })
  if (!note) throw new NotFound()
  return note
}

export type CreditNoteRecord = Awaited<ReturnType<typeof findCreditNote>>

/** What of an invoice's payments became the patient's credit by a note that was reached through its scope. */
export function releasedBy(note: { issuedAt: Date; invoice: { id: string } }) {
  return db.$queryRaw<{ paymentId: string; number: string; minor: bigint }[]>`
    SELECT p.id AS "paymentId", p.number, -a.amount_minor AS minor
    FROM payment_allocation a JOIN payment p ON p.id = a.payment_id
    WHERE a.invoice_id = ${note.invoice.id}::uuid AND a.at = ${note.issuedAt} AND a.amount_minor < 0
    ORDER BY p.received_at DESC, p.id DESC`
}
