import { currencyOf } from '../invoices/document.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import type { CreditNoteDocument } from './pdf.js'
import type { CreditNoteRecord } from './queries.js'

/** A credit note of the database as it is shown and printed, with hospital and patient as its invoice names them. */
export function documentOf(
  { invoice, lines, ...note }: CreditNoteRecord,
  { zone, locale }: { zone: string; locale: string },
): CreditNoteDocument {
  return {
    hospital: {
      name: invoice.hospitalName,
      address: invoice.hospitalAddress,
      phone: invoice.hospitalPhone,
      email: invoice.hospitalEmail,
    },
    number: note.number,
    issuedOn: dayIn(note.issuedAt, zone),
    invoice: { number: invoice.number, issuedOn: dayIn(invoice.issuedAt, zone) },
    reason: note.reason,
    patient: {
      name: invoice.patientName,
      localName: invoice.patientLocalName,
      number: patientNumber(invoice.patient.number),
      address: invoice.patientAddress,
      phone: invoice.patientPhone,
    },
    lines: lines.map(({ invoiceLine, ...amounts }) => ({ ...invoiceLine, ...amounts })),
    totalMinor: note.totalMinor,
    currency: currencyOf(invoice.currency),
    locale,
  }
}
