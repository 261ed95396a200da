import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { hasOpenCounter } from '../counter/queries.js'
import { db } from '../db/client.js'
import { invoiceState, owedMinor, stateLabels } from '../invoices/state-rules.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { plainAmount } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { creditOf, useCredit } from './credit.js'
import { creditForm, methodOptions, paymentForm } from './forms.js'
import { payPage } from './pages.js'
import { invoiceToPay } from './queries.js'
import { payInvoice } from './receiving.js'

/** An invoice is paid; below the address of the invoices. */
export const invoicePaymentRoutes = routes()

invoicePaymentRoutes.get('/:id/payments/new', 'payment.create', (req, res) => showPay(req, res, {}))

invoicePaymentRoutes.post('/:id/payments', 'payment.create', async (req, res) => {
  const id = idParam(req)
  const schema = paymentForm(config.currency)
  const paid = await submit(req, schema, (form) => payInvoice(actor(req), id, form, new Date()))
  if (!paid.ok) return showPay(req, res.status(paid.status), { form: paid.form })
  flash(req, 'success', res.locals.t('Receipt {{number}} is written.', { number: paid.value.number }))
  res.redirect(303, `${res.locals.base}/payments/${paid.value.id}`)
})

invoicePaymentRoutes.post('/:id/credit-use', 'payment.use-credit', async (req, res) => {
  const id = idParam(req)
  const schema = creditForm(config.currency)
  const used = await submit(req, schema, (form) => useCredit(actor(req), id, form, new Date()))
  if (!used.ok) return showPay(req, res.status(used.status), { credit: used.form })
  const { number } = used.value
  flash(req, 'success', res.locals.t('The credit is put to invoice {{number}}.', { number }))
  res.redirect(303, `${res.locals.base}/invoices/${id}`)
})

/** What was typed into one form stays in sight beside the other. */
async function showPay(req: Request, res: Response, typed: { form?: Form; credit?: Form }) {
  const { t, format, base } = res.locals
  const { id, number, patientId, balance } = await invoiceToPay(actor(req), idParam(req))
  const patient = await findPatient(actor(req), patientId, new Date())
  await auditRead(actor(req), 'payment.create', patientId, { type: 'invoice', id })
  const [credit, counterOpen] = await Promise.all([creditOf(db, patientId), hasOpenCounter(actor(req).id)])
  const owed = owedMinor(balance)
  const usable = credit < owed ? credit : owed
  const fresh = openForm(req, { amount: plainAmount(owed, config.currency) })
  payPage(res, {
    invoice: { id, number },
    banner: bannerOf(patient, t, base),
    facts: [
      { label: t('State'), value: t(stateLabels[invoiceState(balance)]) },
      { label: t('Total'), value: format.money(balance.totalMinor) },
      ...(balance.creditedMinor > 0n
        ? [{ label: t('Credited'), value: format.money(balance.creditedMinor) }]
        : []),
      { label: t('Paid'), value: format.money(balance.paidMinor) },
      { label: t('Owed'), value: format.money(owed) },
    ],
    // What was refused says why itself, and stays as it was typed.
    refusal: owed > 0n || typed.form || typed.credit ? null : t('Nothing is owed of this invoice.'),
    counterOpen,
    methods: methodOptions(t),
    form: typed.form ?? fresh,
    credit:
      credit > 0n || typed.credit
        ? {
            amount: format.money(credit),
            form: typed.credit ?? {
              ...openForm(req),
              values: { credit: plainAmount(usable, config.currency) },
            },
          }
        : null,
  })
}
