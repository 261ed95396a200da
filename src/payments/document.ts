import { currencyOf } from '../invoices/document.js'
import { headOf } from '../invoices/letterhead.js'
import { dayIn } from '../shared/calendar.js'
import { sum } from '../shared/money.js'
import type { Mark } from '../web/pdf-qr.js'
import type { ReceiptDocument } from './pdf.js'
import type { PaymentRecord } from './queries.js'

/**
 * A receipt of the database as it is printed: as of the moment at which the money came in, whatever became of it since.
 * Only that it was cancelled is said besides.
 */
export function documentOf(
  payment: PaymentRecord,
  { zone, locale, mark }: { zone: string; locale: string; mark: Mark },
): ReceiptDocument {
  const first = payment.allocations.filter(({ at }) => at.getTime() === payment.receivedAt.getTime())
  const { amountMinor, cancelledAt, cancelReason } = payment
  return {
    ...headOf(payment),
    number: payment.number,
    receivedAt: payment.receivedAt,
    receivedOn: dayIn(payment.receivedAt, zone),
    receivedBy: payment.receivedBy,
    ...{ method: payment.method, reference: payment.reference, payer: payment.payer },
    invoices: first.map(({ invoice, amountMinor: minor }) => ({ number: invoice.number, minor })),
    creditMinor: amountMinor - sum(first.map(({ amountMinor: minor }) => minor)),
    amountMinor,
    cancelled: cancelledAt && { on: dayIn(cancelledAt, zone), reason: cancelReason ?? '' },
    currency: currencyOf(payment.currency),
    ...{ locale, mark },
  }
}
