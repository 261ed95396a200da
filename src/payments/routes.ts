import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { plainAmount } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { cancelPayment } from './cancelling.js'
import { cancellationForm, refundForm } from './forms.js'
import { cancellationPage, newRefundPage } from './pages.js'
import { findPayment } from './queries.js'
import { receiptRoutes } from './receipt-routes.js'
import { requestRefund } from './refunds.js'
import { creditMinor } from './rules.js'
import { receiptFacts } from './shown-pages.js'

/** Receipts, and what is done with them; for the desk and the administration. */
export const paymentRoutes = routes()

paymentRoutes.use('/', receiptRoutes)

paymentRoutes.get('/:id/cancellation/new', 'payment.cancel', (req, res) =>
  showCancellation(req, res, openForm(req)),
)

paymentRoutes.post('/:id/cancellation', 'payment.cancel', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, cancellationForm, (form) => cancelPayment(actor(req), id, form, new Date()))
  if (!done.ok) return showCancellation(req, res.status(done.status), done.form)
  flash(req, 'success', res.locals.t('Receipt {{number}} is cancelled.', { number: done.value.number }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

paymentRoutes.get('/:id/refunds/new', 'refund.request', (req, res) => showRefund(req, res))

paymentRoutes.post('/:id/refunds', 'refund.request', async (req, res) => {
  const id = idParam(req)
  const schema = refundForm(config.currency)
  const asked = await submit(req, schema, (form) => requestRefund(actor(req), id, form, new Date()))
  if (!asked.ok) return showRefund(req, res.status(asked.status), asked.form)
  flash(req, 'success', res.locals.t('The refund waits to be approved by another person.'))
  res.redirect(303, `${res.locals.base}/refunds/${asked.value.id}`)
})

async function showCancellation(req: Request, res: Response, form: Form) {
  const { t, format } = res.locals
  const payment = await findPayment(actor(req), idParam(req))
  await auditRead(actor(req), 'payment.cancel', payment.patient.id, { type: 'payment', id: payment.id })
  cancellationPage(res, {
    ...{ id: payment.id, number: payment.number, form },
    about: t('{{amount}} of {{name}}', {
      ...{ amount: format.money(payment.amountMinor), name: payment.patientName },
    }),
    consequences: [
      t('Its number stays, and is not used again.'),
      t('What it paid is owed again.'),
      t('Hand the money back now: it counts in your counter no more.'),
      t('Whoever checks the printed receipt reads that it does not hold any more.'),
    ],
  })
}

async function showRefund(req: Request, res: Response, typed?: Form) {
  const { t, format, base } = res.locals
  const payment = await findPayment(actor(req), idParam(req))
  await auditRead(actor(req), 'refund.request', payment.patient.id, { type: 'payment', id: payment.id })
  const left = creditMinor(payment)
  newRefundPage(res, {
    ...{ id: payment.id, number: payment.number },
    facts: [
      ...receiptFacts(payment, { t, format, patientHref: `${base}/patients/${payment.patient.id}` }),
      { label: t('Amount received'), value: format.money(payment.amountMinor) },
      { label: t('Left to give back'), value: format.money(left) },
    ],
    form: typed ?? openForm(req, { amount: plainAmount(left, config.currency) }),
  })
}
