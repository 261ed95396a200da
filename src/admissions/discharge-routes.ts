import type { Request, Response } from 'express'
import { config } from '../config.js'
import { invoiceLines, invoiceTotal } from '../invoices/rules.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { amountInWords, plainAmount } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { chargesOf } from './bill.js'
import { doctorsOfStay, medicinesOf } from './bill-queries.js'
import { discharge } from './discharge.js'
import { type DischargeForm, dischargeForm, MEDICINE_LINES, OTHER_LINES } from './discharge-forms.js'
import { columnOf, dischargePage, typedRows } from './pages.js'
import { findAdmission, hasSummary, namesOf } from './queries.js'
import { shownRoom, shownStay } from './shown-pages.js'

/** The end of a stay; mounted beside the stays of reception and of the administration. */
export const dischargeRoutes = routes()

dischargeRoutes.get('/:id/discharge/new', 'admission.discharge', (req, res) =>
  showDischarge(req, res, openForm(req)),
)

/** The second button of the form only adds up: nothing is saved, and the same form comes back with its total. */
dischargeRoutes.post('/:id/discharge', 'admission.discharge', async (req, res) => {
  const now = new Date()
  const id = idParam(req)
  const sent = await submit(req, dischargeForm(config.currency), async (form) => {
    if (!form.preview) return { form, invoice: await discharge(actor(req), id, form, now) }
    const { stays } = await findAdmission(actor(req), id, now)
    return { form, charges: chargesOf({ stays, doctors: await doctorsOfStay(id) }, form, now) }
  })
  if (!sent.ok) return showDischarge(req, res.status(sent.status), sent.form)
  const { form, invoice } = sent.value
  if (!invoice)
    return showDischarge(req, res, { ...openForm(req, req.body), key: form.idempotency_key }, form)
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

async function showDischarge(req: Request, res: Response, form: Form, added?: DischargeForm) {
  const { t, base, format } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const [patient, names, doctors, suggestions, summarised] = await Promise.all([
    findPatient(actor(req), stay.patientId, now),
    namesOf([stay.admittedById, stay.dischargedById]),
    doctorsOfStay(stay.id),
    medicinesOf(stay.id),
    hasSummary(stay.id),
  ])
  const lines = added && invoiceLines(chargesOf({ stays: stay.stays, doctors }, added, now))
  const typed = new Map(
    columnOf(form, 'doctorId').map((id, index) => [id, columnOf(form, 'doctorAmount')[index]]),
  )
  dischargePage(res, {
    form,
    summaryMissing: !summarised,
    stay: shownStay(stay, names, now, config.zone, t),
    patient: bannerOf(patient, t, base),
    room: shownRoom(stay.stays, now, config.zone, format, t),
    medicines: typedRows(form, 'medicine', MEDICINE_LINES),
    suggestions,
    doctors: doctors.map(({ id, name, specialisation, feeMinor }, index) => ({
      row: index + 1,
      doctorId: id,
      description: t('{{name}}, {{specialisation}}', { name, specialisation }),
      amount: typed.get(id) ?? plainAmount(feeMinor, config.currency),
    })),
    others: typedRows(form, 'other', OTHER_LINES),
    bill: lines
      ? {
          lines: lines.map((line) => ({
            description: line.description,
            quantity: format.number(line.quantity),
            unitPrice: format.money(line.unitPriceMinor),
            amount: format.money(line.amountMinor),
          })),
          total: format.money(invoiceTotal(lines)),
          inWords: amountInWords(invoiceTotal(lines), config.currency),
        }
      : null,
  })
}
