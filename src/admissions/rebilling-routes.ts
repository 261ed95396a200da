import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { limitSentence, shownAmounts } from '../invoices/amount-pages.js'
import { chargeOption, takingBack } from '../invoices/charge-pages.js'
import { reckon, requireWithinLimit } from '../invoices/reckoning.js'
import type { ReckonedLine } from '../invoices/reckoning-rules.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { billingSettings } from '../tariffs/rates.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { roomLines, supportLines } from './bill-lines.js'
import { basisOfBill } from './bill-queries.js'
import { findAdmission } from './queries.js'
import { billStayAgain, isReckoned, linesAgain } from './rebilling.js'
import { rebillingForm } from './rebilling-forms.js'
import { rebillingPage } from './running-bill-pages.js'
import { shownCharges } from './shown-pages.js'
import { supportRule } from './support-rules.js'

/** The final bill of a stay once more, after its invoice was made void; mounted beside the stays. */
export const rebillingRoutes = routes()

rebillingRoutes.get('/:id/invoices/new', 'invoice.create', (req, res) => showRebilling(req, res, null))

/** The first button of the form only adds up: nothing is saved, and the same form comes back with its total. */
rebillingRoutes.post('/:id/invoices', 'invoice.create', async (req, res) => {
  const { t, base } = res.locals
  const now = new Date()
  const id = idParam(req)
  const sent = await submit(req, rebillingForm(config.currency), async (form) => {
    if (!form.preview) return { form, invoice: await billStayAgain(actor(req), id, form, now) }
    const stay = await findAdmission(actor(req), id, now)
    const charges = linesAgain(await basisOfBill(stay), id, form.charges, stay.dischargedAt ?? now)
    const lines = await reckon(db, { charges, discount: form.discount }, dayIn(now, config.zone))
    await requireWithinLimit(db, actor(req), lines)
    return { form, lines }
  })
  if (!sent.ok) return showRebilling(req, res.status(sent.status), sent.form)
  const { form, invoice, lines } = sent.value
  if (!invoice)
    return showRebilling(req, res, { ...openForm(req, req.body), key: form.idempotency_key }, lines)
  flash(req, 'success', t('Invoice {{number}} is issued.', { number: invoice.number }))
  res.redirect(303, `${base}/invoices/${invoice.id}`)
})

/** A new form has on the bill what is open of the stay, and what else was open when it ended. */
async function showRebilling(req: Request, res: Response, sent: Form | null, lines?: ReckonedLine[]) {
  const { t, base, format, can, site } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const { id, patientId, invoice, dischargedAt } = stay
  // Open yet, or billed already: there is a page for each.
  if (!sent && (invoice || !dischargedAt))
    return res.redirect(303, invoice ? `${base}/invoices/${invoice.id}` : `${base}/admissions/${id}`)
  const [patient, basis, settings] = await Promise.all([
    findPatient(actor(req), patientId, now),
    basisOfBill(stay),
    billingSettings(),
    auditRead(actor(req), 'charge.list', patientId, { type: 'charges' }),
  ])
  const ended = dischargedAt ?? now
  const open = basis.noted.filter((charge) => !isReckoned(charge, id))
  const before = open.filter((charge) => charge.admissionId === id || charge.occurredAt <= ended)
  rebillingPage(res, {
    ...{ admissionId: id, name: patient.name, banner: bannerOf(patient, t, base), invoice },
    form: sent ?? openForm(req, { charges: before.map((charge) => charge.id) }),
    room: shownCharges(roomLines(basis, ended), format),
    support: shownCharges(supportLines(basis), format),
    supportRule: t(supportRule),
    charges: open.map((charge) => ({
      ...chargeOption(charge, t, format),
      group: charge.admissionId === id ? t('Of this stay') : t('From outside this stay'),
      ...(can('charge.void') && { link: takingBack(charge, { patientId, base }, t) }),
    })),
    limit: limitSentence(actor(req).role, settings, t),
    bill: lines ? shownAmounts(lines, t, { currency: config.currency, locale: `${site.language}-IN` }) : null,
  })
}
