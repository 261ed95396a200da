import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { currencyOf } from '../invoices/document.js'
import { dayIn } from '../shared/calendar.js'
import { amountInWords, formatMoney } from '../shared/money.js'
import { printedMark } from '../verification/printing.js'
import type { ActionLink } from '../web/components/pages.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { documentOf } from './document.js'
import { receiptPage } from './pages.js'
import { receiptPdf } from './pdf.js'
import { findPayment, type PaymentRecord } from './queries.js'
import { refundStatus } from './refund-pages.js'
import { cancelObjection, creditMinor, putTo } from './rules.js'
import { receiptFacts } from './shown-pages.js'

/** One receipt, on screen and as PDF; the same for everybody who reaches it. */
export const receiptRoutes = routes()

receiptRoutes.get('/:id', 'payment.view', async (req, res) => {
  const { t, format, base, can } = res.locals
  const payment = await reached(req)
  const currency = currencyOf(payment.currency)
  const money = (minor: bigint) => formatMoney(minor, currency, `${res.locals.site.language}-IN`)
  const credit = creditMinor(payment)
  receiptPage(res, {
    ...{ id: payment.id, number: payment.number },
    hospital: { name: payment.hospitalName, address: payment.hospitalAddress },
    facts: receiptFacts(payment, {
      ...{ t, format },
      patientHref: can('patient.view') ? `${base}/patients/${payment.patient.id}` : null,
    }),
    amount: money(payment.amountMinor),
    inWords: t('In words: {{amount}}', { amount: amountInWords(payment.amountMinor, currency) }),
    parts: partsOf(payment, credit, money, res),
    cancelled: payment.cancelledAt && cancelledWords(payment, res),
    actions: actionsOf(req, res, payment, credit),
  })
})

receiptRoutes.get('/:id/pdf', 'payment.view', async (req, res) => {
  const { t, site } = res.locals
  const payment = await reached(req)
  const mark = await printedMark(db, 'RECEIPT', payment.id)
  const document = documentOf(payment, { zone: config.zone, locale: `${site.language}-IN`, mark })
  res.attachment(`${payment.number}.pdf`)
  await sendStream(res, receiptPdf(document, t))
})

async function reached(req: Request): Promise<PaymentRecord> {
  const payment = await findPayment(actor(req), idParam(req))
  await auditRead(actor(req), 'payment.view', payment.patient.id, { type: 'payment', id: payment.id })
  return payment
}

/** Where the money is now. */
function partsOf(payment: PaymentRecord, credit: bigint, money: (minor: bigint) => string, res: Response) {
  const { t, base, can } = res.locals
  return [
    ...putTo(payment.allocations).map(({ invoice, minor }) => ({
      label: t('Invoice {{number}}', { number: invoice.number }),
      ...{ href: `${base}/invoices/${invoice.id}`, amount: money(minor), status: null },
    })),
    ...payment.refunds
      .filter(({ status }) => status !== 'REJECTED')
      .map(({ id, number, status, amountMinor }) => ({
        label: number ? t('Refund {{number}}', { number }) : t('Refund'),
        href: can('refund.view') ? `${base}/refunds/${id}` : null,
        ...{ amount: money(amountMinor), status: refundStatus(status, t) },
      })),
    ...(credit > 0n
      ? [
          {
            label: t('Credit: for another invoice, or to be given back'),
            ...{ href: null, amount: money(credit), status: null },
          },
        ]
      : []),
  ]
}

function cancelledWords({ cancelledAt, cancelledBy, cancelReason }: PaymentRecord, res: Response): string {
  const { t, format } = res.locals
  return t('{{at}}, by {{name}}: {{reason}}', {
    ...{ at: cancelledAt ? format.instant(cancelledAt) : '', name: cancelledBy ?? '' },
    reason: cancelReason ?? '',
  })
}

function actionsOf(req: Request, res: Response, payment: PaymentRecord, credit: bigint): ActionLink[] {
  const { t, can } = res.locals
  const here = `${req.baseUrl}/${payment.id}`
  const receivedToday = dayIn(payment.receivedAt, config.zone) === dayIn(new Date(), config.zone)
  const cancellable = cancelObjection({ ...payment, receivedToday }, actor(req)) === null
  return [
    { label: t('Download as PDF'), href: `${here}/pdf`, icon: 'download', tone: 'primary' },
    ...(credit > 0n && can('refund.request')
      ? [{ label: t('Ask for a refund'), href: `${here}/refunds/new`, icon: 'arrow-back-up' } as const]
      : []),
    ...(cancellable && can('payment.cancel')
      ? [{ label: t('Cancel the receipt'), href: `${here}/cancellation/new`, icon: 'ban' } as const]
      : []),
  ]
}
