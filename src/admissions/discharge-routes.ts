import type { Request, Response } from 'express'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { limitSentence, shownAmounts } from '../invoices/amount-pages.js'
import { chargeOption } from '../invoices/charge-pages.js'
import { reckon, requireWithinLimit } from '../invoices/reckoning.js'
import type { ReckonedLine } from '../invoices/reckoning-rules.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { plainAmount } from '../shared/money.js'
import { billingSettings } from '../tariffs/rates.js'
import { flash } from '../web/flash.js'
import { columnOf, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { linesOfStay, offeredFee, roomLines, supportLines } from './bill-lines.js'
import { basisOfBill, medicinesOf } from './bill-queries.js'
import { discharge } from './discharge.js'
import { dischargeForm, MEDICINE_LINES, OTHER_LINES } from './discharge-forms.js'
import { dischargePage, typedRows } from './pages.js'
import { findAdmission, namesOf } from './queries.js'
import { shownItem } from './readiness-pages.js'
import { openItemsOf } from './readiness-queries.js'
import { itemKey } from './readiness-rules.js'
import { shownCharges, shownStay } from './shown-pages.js'
import { supportRule } from './support-rules.js'

/** The end of a stay; mounted beside the stays of reception and of the administration. */
export const dischargeRoutes = routes()

dischargeRoutes.get('/:id/discharge/new', 'admission.discharge', (req, res) => showDischarge(req, res, null))

/** The second button of the form only adds up: nothing is saved, and the same form comes back with its total. */
dischargeRoutes.post('/:id/discharge', 'admission.discharge', async (req, res) => {
  const now = new Date()
  const id = idParam(req)
  const sent = await submit(req, dischargeForm(config.currency), async (form) => {
    if (!form.preview) return { form, invoice: await discharge(actor(req), id, form, now) }
    const { patientId } = await findAdmission(actor(req), id, now)
    const charges = linesOfStay(await basisOfBill({ id, patientId }), form, now)
    const lines = await reckon(db, { charges, discount: form.discount }, dayIn(now, config.zone))
    await requireWithinLimit(db, actor(req), lines)
    return { form, lines }
  })
  if (!sent.ok) return showDischarge(req, res.status(sent.status), sent.form)
  const { form, invoice, lines } = sent.value
  if (!invoice)
    return showDischarge(req, res, { ...openForm(req, req.body), key: form.idempotency_key }, lines)
  const { patient } = await findAdmission(actor(req), id, now)
  const { t, base } = res.locals
  flash(
    req,
    'success',
    t('{{name}} was discharged. Invoice {{number}} is issued, and the bed waits for cleaning.', {
      name: patient.name,
      number: invoice.number,
    }),
  )
  res.redirect(303, `${base}/invoices/${invoice.id}`)
})

/** A new form has all on the bill that was noted to be paid. */
async function showDischarge(req: Request, res: Response, sent: Form | null, lines?: ReckonedLine[]) {
  const { t, base, format, can, site } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const [patient, names, basis, suggestions, open, settings] = await Promise.all([
    findPatient(actor(req), stay.patientId, now),
    namesOf([stay.admittedById, stay.dischargedById]),
    basisOfBill(stay),
    medicinesOf(stay.id),
    openItemsOf(stay.id, now),
    billingSettings(),
  ])
  const { doctors, noted } = basis
  const form = sent ?? openForm(req, { charges: noted.map(({ id }) => id) })
  const typed = new Map(
    columnOf(form, 'doctorId').map((id, index) => [id, columnOf(form, 'doctorAmount')[index]]),
  )
  dischargePage(res, {
    form,
    open: open
      .filter(({ kind }) => kind !== 'CHARGE')
      .map((item) =>
        shownItem(item, { base, admissionId: stay.id, patientId: patient.id, reader: null, can }, t),
      ),
    seen: open.map(itemKey),
    charges: noted.map((charge) => ({
      ...chargeOption(charge, t, format),
      group: charge.admissionId === stay.id ? t('Of this stay') : t('From outside this stay'),
    })),
    stay: shownStay(stay, names, now, config.zone, t),
    patient: bannerOf(patient, t, base),
    room: shownCharges(roomLines(basis, now), format),
    support: shownCharges(supportLines(basis), format),
    supportRule: t(supportRule),
    medicines: typedRows(form, 'medicine', MEDICINE_LINES),
    suggestions,
    doctors: doctors.map((doctor, index) => ({
      row: index + 1,
      doctorId: doctor.id,
      description: t('{{name}}, {{specialisation}}', {
        name: doctor.name,
        specialisation: doctor.specialisation,
      }),
      isCharged: doctor.isCharged,
      amount: typed.get(doctor.id) ?? plainAmount(offeredFee(doctor), config.currency),
    })),
    others: typedRows(form, 'other', OTHER_LINES),
    limit: limitSentence(actor(req).role, settings, t),
    bill: lines ? shownAmounts(lines, t, { currency: config.currency, locale: `${site.language}-IN` }) : null,
  })
}
