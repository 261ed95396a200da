import type { Request, Response } from 'express'
import { formatMoney } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { currencyOf } from './document.js'
import { voidInvoicePage } from './pages.js'
import { findInvoice } from './queries.js'
import { voidInvoice } from './voiding.js'
import { voidingForm } from './voiding-forms.js'

/** Takes a whole invoice back; below the address of the invoices. */
export const voidingRoutes = routes()

voidingRoutes.get('/:id/voiding/new', 'invoice.void', (req, res) => showVoiding(req, res, openForm(req)))

voidingRoutes.post('/:id/voiding', 'invoice.void', async (req, res) => {
  const { t, base } = res.locals
  const id = idParam(req)
  const voided = await submit(req, voidingForm, (form) => voidInvoice(actor(req), id, form, new Date()))
  if (!voided.ok) return showVoiding(req, res.status(voided.status), voided.form)
  const { number } = voided.value
  flash(req, 'success', t('Invoice {{number}} is void. What it billed is open again.', { number }))
  res.redirect(303, `${base}/invoices/${id}`)
})

async function showVoiding(req: Request, res: Response, form: Form) {
  const invoice = await findInvoice(actor(req), idParam(req))
  const { id, number, patientName, totalMinor, currency } = invoice
  const total = formatMoney(totalMinor, currencyOf(currency), `${res.locals.site.language}-IN`)
  voidInvoicePage(res, { id, number, patient: patientName, total, form })
}
