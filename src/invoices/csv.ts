import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { patientNumber } from '../patients/rules.js'
import { type Day, dayFromColumn, dayIn } from '../shared/calendar.js'
import { plainAmount } from '../shared/money.js'
import { sendStream } from '../web/stream.js'
import type { T } from '../web/words.js'
import { currencyOf } from './document.js'
import { filterQuery, type InvoiceFilter } from './list-forms.js'
import { type ListedInvoice, listInvoices } from './list-queries.js'
import { invoiceState, owedMinor, stateLabels } from './state-rules.js'

const BATCH = 500

/** The whole filtered list as a file for a spreadsheet, batch by batch: a long one is never in memory at once. */
export async function sendInvoicesCsv(
  res: Response,
  actor: Actor,
  filter: InvoiceFilter,
  now: Date,
): Promise<void> {
  authorize(actor, 'invoice.export')
  const today = dayIn(now, config.zone)
  // The search itself is not kept: it may be a name.
  const { q, ...kept } = filter
  await audit(db, actor, 'invoice.export', {
    type: 'invoice-list',
    details: { filter: String(filterQuery({ ...kept, q: '' })), bySearch: q !== '' },
  })
  res.type('text/csv; charset=utf-8')
  res.attachment(`invoices-${today}.csv`)
  await sendStream(res, Readable.from(linesOf(actor, filter, today, res.locals.t)))
}

async function* linesOf(actor: Actor, filter: InvoiceFilter, today: Day, t: T): AsyncGenerator<string> {
  yield stringify([heads.map((head) => t(head))], { bom: true })
  for (let after: string | null = null, more = true; more; ) {
    const page = await listInvoices(actor, filter, { after, before: null }, today, BATCH)
    // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
    yield stringify(
      page.rows.map((row) => cellsOf(row, t)),
      { escape_formulas: true },
    )
    after = page.rows.at(-1)?.id ?? null
    more = page.older
  }
}

const heads = [
  ...['Patient', 'Patient number', 'Invoice', 'Issued', 'To be paid by', 'State'],
  ...['Admitted on', 'Discharged on', 'Currency', 'Total', 'Credited', 'Paid', 'Owed'],
]

function cellsOf(row: ListedInvoice, t: T): string[] {
  const currency = currencyOf(row.currency)
  const amount = (minor: bigint) => plainAmount(minor, currency)
  const day = (date: Date | null) => (date ? dayFromColumn(date) : '')
  return [
    ...[row.patientName, patientNumber(row.patientNumber), row.number],
    ...[dayIn(row.issuedAt, config.zone), day(row.dueOn), t(stateLabels[invoiceState(row)])],
    ...[day(row.admittedOn), day(row.dischargedOn), currency],
    ...[amount(row.totalMinor), amount(row.creditedMinor), amount(row.paidMinor), amount(owedMinor(row))],
  ]
}
