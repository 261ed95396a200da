import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { type Currency, isCurrency } from '../shared/money.js'
import { headOf } from './letterhead.js'
import type { InvoiceDocument } from './pdf.js'
import type { InvoiceRecord } from './queries.js'

interface Around {
  zone: string
  locale: string
}

/** An invoice of the database as it is shown and printed: nothing of it is read anywhere else or worked out anew. */
export function documentOf(invoice: InvoiceRecord, { zone, locale }: Around): InvoiceDocument {
  const { admittedOn, dischargedOn, days } = invoice
  const { hospital, patient } = headOf(invoice)
  return {
    hospital,
    patient: { ...patient, address: invoice.patientAddress, phone: invoice.patientPhone },
    number: invoice.number,
    issuedOn: dayIn(invoice.issuedAt, zone),
    dueOn: invoice.dueOn && dayFromColumn(invoice.dueOn),
    voidOn: invoice.balance.voidedAt && dayIn(invoice.balance.voidedAt, zone),
    doctors: invoice.doctors,
    symptoms: invoice.symptoms,
    stay:
      admittedOn && dischargedOn && days !== null
        ? { admittedOn: dayFromColumn(admittedOn), dischargedOn: dayFromColumn(dischargedOn), days }
        : null,
    lines: invoice.lines,
    discountReason: invoice.discountReason,
    totalMinor: invoice.totalMinor,
    currency: currencyOf(invoice.currency),
    locale,
  }
}

/** Money is printed in the currency that it was billed in, whatever the hospital charges in now. */
export function currencyOf(code: string): Currency {
  if (!isCurrency(code)) throw new RangeError(`an invoice in a currency that is not known: ${code}`)
  return code
}
