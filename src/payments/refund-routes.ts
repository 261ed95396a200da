import { z } from 'zod'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { approvalForm, payoutForm, rejectionForm } from './forms.js'
import { showRefund } from './refund-answers.js'
import { refundStatus, refundsPage } from './refund-pages.js'
import { countRefunds, listRefunds, type RefundList, refundLists } from './refund-queries.js'
import { approveRefund, payRefund, rejectRefund } from './refunds.js'

/** Money that goes back: what is to be decided, what is to be paid, and what is over. */
export const refundRoutes = routes()

const asked = z.object({
  show: z.enum(refundLists).default('to-decide'),
  after: z.uuid().nullable().default(null),
})

refundRoutes.get('/', 'refund.view', async (req, res) => {
  const { t, format, base } = res.locals
  const { show, after } = query(req, asked)
  const [{ rows, more }, counts] = await Promise.all([listRefunds(actor(req), show, after), countRefunds()])
  const tab = (list: RefundList, label: string, count?: number) => ({
    ...{ label, href: `${req.baseUrl}?show=${list}`, current: list === show },
    ...(count !== undefined && { count }),
  })
  refundsPage(res, {
    list: show,
    tabs: [
      tab('to-decide', t('To be decided'), counts.toDecide),
      tab('to-pay', t('To be paid'), counts.toPay),
      tab('over', t('Over')),
    ],
    rows: rows.map(({ id, patient, payment, amountMinor, status, ...row }) => ({
      ...row,
      href: `${req.baseUrl}/${id}`,
      patient: {
        name: patient.name,
        about: patientNumber(patient.number),
        href: `${base}/patients/${patient.id}`,
      },
      receipt: { number: payment.number, href: `${base}/payments/${payment.id}` },
      amount: format.money(amountMinor),
      status: refundStatus(status, t),
    })),
    newer: after ? `${req.baseUrl}?show=${show}` : null,
    older: more ? `${req.baseUrl}?show=${show}&after=${rows.at(-1)?.id}` : null,
  })
})

refundRoutes.get('/:id', 'refund.view', (req, res) => showRefund(req, res, {}))

refundRoutes.post('/:id/approval', 'refund.decide', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, approvalForm, (form) => approveRefund(actor(req), id, form, new Date()))
  if (!done.ok) return showRefund(req, res.status(done.status), { approval: done.form })
  flash(req, 'success', res.locals.t('The refund is approved. Now it can be paid.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

refundRoutes.post('/:id/rejection', 'refund.decide', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, rejectionForm, (form) => rejectRefund(actor(req), id, form, new Date()))
  if (!done.ok) return showRefund(req, res.status(done.status), { rejection: done.form })
  flash(req, 'success', res.locals.t('The refund is rejected. Its money is the patient’s credit again.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

refundRoutes.post('/:id/payout', 'refund.pay', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, payoutForm, (form) => payRefund(actor(req), id, form, new Date()))
  if (!done.ok) return showRefund(req, res.status(done.status), { payout: done.form })
  flash(req, 'success', res.locals.t('Refund {{number}} is paid.', { number: done.value.number }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})
