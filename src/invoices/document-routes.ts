import type { Response } from 'express'
import { config } from '../config.js'
import { amountInWords, formatMoney } from '../shared/money.js'
import { formatPhone } from '../shared/text.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { documentOf } from './document.js'
import { invoicePage, kindLabels } from './pages.js'
import { invoicePdf } from './pdf.js'
import { findInvoice } from './queries.js'

/** One invoice, on screen and as PDF; the same for everybody who reaches it. */
export const invoiceDocumentRoutes = routes()

invoiceDocumentRoutes.get('/:id', 'invoice.view', async (req, res) => {
  const { t, format } = res.locals
  const invoice = await findInvoice(actor(req), idParam(req))
  const { currency, locale, lines, totalMinor, patient, ...document } = printed(res, invoice)
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  invoicePage(res, {
    ...document,
    id: invoice.id,
    admissionId: invoice.admissionId,
    patient: { ...patient, id: invoice.patient.id, phone: patient.phone && formatPhone(patient.phone) },
    lines: lines.map((line) => ({
      description: t('{{kind}}: {{what}}', { kind: t(kindLabels[line.kind]), what: line.description }),
      quantity: format.number(line.quantity),
      unitPrice: money(line.unitPriceMinor),
      amount: money(line.amountMinor),
    })),
    total: money(totalMinor),
    inWords: t('In words: {{amount}}', { amount: amountInWords(totalMinor, currency) }),
  })
})

invoiceDocumentRoutes.get('/:id/pdf', 'invoice.view', async (req, res) => {
  const document = printed(res, await findInvoice(actor(req), idParam(req)))
  const pdf = invoicePdf(document, res.locals.t)
  res.attachment(`${document.number}.pdf`)
  await sendStream(res, pdf)
})

function printed(res: Response, invoice: Awaited<ReturnType<typeof findInvoice>>) {
  return documentOf(invoice, { zone: config.zone, locale: `${res.locals.site.language}-IN` })
}
