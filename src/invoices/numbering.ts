import type { Tx } from '../db/client.js'
import { type Day, dayToColumn, financialYearOf } from '../shared/calendar.js'
import { invoiceNumber } from './rules.js'

/** Each kind of paper counts for itself: invoices, receipts, credit notes, refunds. */
export type Series = 'INV' | 'RCT' | 'CRN' | 'RFD'

/**
 * The next number of a series in the financial year of a day. The counter's row stays locked until the transaction
 * ends, so a number is used once, and one that was not used goes to the next. Taken last, because everybody else who
 * issues waits for it; where a transaction takes several, in the order of `Series`.
 */
export async function nextNumber(tx: Tx, series: Series, today: Day): Promise<string> {
  const rule = await tx.financialYearStart.findFirst({
    where: { fromDay: { lte: dayToColumn(today) } },
    orderBy: { fromDay: 'desc' },
    select: { month: true },
  })
  const year = financialYearOf(today, rule?.month)
  const [counter] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO "invoice_counter" ("series", "financial_year", "last") VALUES (${series}, ${year}, 1)
    ON CONFLICT ("series", "financial_year") DO UPDATE SET "last" = "invoice_counter"."last" + 1
    RETURNING "last"`
  if (!counter) throw new Error(`the counter of ${series} gave no number`)
  return invoiceNumber(series, year, counter.last)
}
