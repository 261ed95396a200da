import type { Response } from 'express'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { formatMoney } from '../shared/money.js'
import { formatPhone } from '../shared/text.js'
import { printedMark } from '../verification/printing.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { shownAmounts } from './amount-pages.js'
import { roundingRule } from './amount-rules.js'
import { documentOf } from './document.js'
import { invoicePage } from './pages.js'
import { invoicePdf } from './pdf.js'
import { findInvoice, settlementsOf } from './queries.js'
import { actionsOn, settledRow, standingOf } from './standing-pages.js'
import { invoiceState, isOverdue, owedMinor } from './state-rules.js'
import { isPlain } from './total-rules.js'

/** One invoice, on screen and as PDF; the same for everybody who reaches it. */
export const invoiceDocumentRoutes = routes()

invoiceDocumentRoutes.get('/:id', 'invoice.view', async (req, res) => {
  const { t, base, can } = res.locals
  const invoice = await findInvoice(actor(req), idParam(req))
  const settlements = await settlementsOf(invoice.id)
  const { currency, locale, lines, totalMinor: _, patient, voidOn, ...document } = printed(res, invoice)
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const balance = { ...invoice.balance, dueOn: dayFromColumn(invoice.balance.dueOn) }
  const mayChange = can('invoice.create')
  invoicePage(res, {
    ...document,
    id: invoice.id,
    admissionId: invoice.admissionId,
    patient: { ...patient, id: invoice.patient.id, phone: patient.phone && formatPhone(patient.phone) },
    amounts: shownAmounts(lines, t, { currency, locale }),
    rounding: isPlain(lines) ? null : t(roundingRule),
    dueOn: balance.dueOn,
    state: `invoice.${invoiceState(balance)}`,
    isOverdue: isOverdue(balance, dayIn(new Date(), config.zone)),
    owed: money(owedMinor(balance)),
    isOwed: owedMinor(balance) > 0n,
    standing: standingOf(balance, t, money),
    settled: settlements.map((settlement) => settledRow(settlement, t, base, money)),
    voided: voidOn && { on: voidOn, reason: mayChange ? (invoice.voiding?.reason ?? null) : null },
    actions: actionsOn(invoice.id, balance, { t, base, mayChange }),
  })
})

invoiceDocumentRoutes.get('/:id/pdf', 'invoice.view', async (req, res) => {
  const invoice = await findInvoice(actor(req), idParam(req))
  const document = printed(res, invoice)
  const mark = await printedMark(db, 'INVOICE', invoice.id)
  const pdf = invoicePdf(document, mark, res.locals.t)
  res.attachment(`${document.number}.pdf`)
  await sendStream(res, pdf)
})

function printed(res: Response, invoice: Awaited<ReturnType<typeof findInvoice>>) {
  return documentOf(invoice, { zone: config.zone, locale: `${res.locals.site.language}-IN` })
}
