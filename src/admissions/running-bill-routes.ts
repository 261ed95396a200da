import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { shownAmounts } from '../invoices/amount-pages.js'
import { roundingRule } from '../invoices/amount-rules.js'
import { reckon } from '../invoices/reckoning.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { multiply, sum } from '../shared/money.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { linesOfStay, offered } from './bill-lines.js'
import { basisOfBill } from './bill-queries.js'
import { daysOf } from './charge-rules.js'
import { findAdmission } from './queries.js'
import { runningBillPage } from './running-bill-pages.js'
import { inBed } from './shown-pages.js'
import { supportRule } from './support-rules.js'

/** The bill of a stay while it goes on: for the desk, the administration and its doctors. */
export const runningBillRoutes = routes()

/** By the same steps as the invoice at discharge, of a form to which nothing was typed. */
runningBillRoutes.get('/:id/bill', 'admission.bill', async (req, res) => {
  const { t, base, format, can, site } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const { id, patientId, admittedAt, invoice } = stay
  const patient = await findPatient(actor(req), patientId, now)
  await auditRead(actor(req), 'charge.list', patientId, { type: 'charges' })
  const basis = await basisOfBill(stay)
  const charges = linesOfStay(basis, offered(basis, id), now)
  const lines = await reckon(db, { charges }, dayIn(now, config.zone))
  const outside = basis.noted.filter(({ admissionId }) => admissionId !== id)
  const last = stay.stays.at(-1)
  runningBillPage(res, {
    ...{ admissionId: id, patientId, admittedAt, invoice, name: patient.name },
    banner: bannerOf(patient, t, base),
    where: last ? inBed(last, t) : '',
    days: daysOf(stay, now, config.zone),
    bill:
      stay.status === 'ADMITTED'
        ? shownAmounts(lines, t, { currency: config.currency, locale: `${site.language}-IN` })
        : null,
    hasDoctors: basis.doctors.some(({ isCharged, feeMinor }) => !isCharged && feeMinor > 0n),
    outside:
      outside.length > 0 && can('charge.list')
        ? format.money(sum(outside.map(({ unitPriceMinor, quantity }) => multiply(unitPriceMinor, quantity))))
        : null,
    rules: [t(supportRule), t(roundingRule)],
  })
})
