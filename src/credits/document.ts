import { currencyOf } from '../invoices/document.js'
import { headOf } from '../invoices/letterhead.js'
import { dayIn } from '../shared/calendar.js'
import type { CreditNoteDocument } from './pdf.js'
import type { CreditNoteRecord } from './queries.js'

/** A credit note of the database as it is shown and printed, with hospital and patient as its invoice names them. */
export function documentOf(
  { invoice, lines, ...note }: CreditNoteRecord,
  { zone, locale }: { zone: string; locale: string },
): CreditNoteDocument {
  const { hospital, patient } = headOf(invoice)
  return {
    hospital,
    patient: { ...patient, address: invoice.patientAddress, phone: invoice.patientPhone },
    number: note.number,
    issuedOn: dayIn(note.issuedAt, zone),
    invoice: { number: invoice.number, issuedOn: dayIn(invoice.issuedAt, zone) },
    reason: note.reason,
    lines: lines.map(({ invoiceLine, ...amounts }) => ({ ...invoiceLine, ...amounts })),
    totalMinor: note.totalMinor,
    currency: currencyOf(invoice.currency),
    locale,
  }
}
