import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { db } from '../db/client.js'
import { ageAndSex, bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { multiply, sum } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { billCharged } from './billing.js'
import { billingForm } from './charge-forms.js'
import { chargeOption, chargesPage, openChargesPage, takingBack } from './charge-pages.js'
import { patientsToBill, staysToBill } from './charge-queries.js'
import { openCharges } from './charges.js'

/** What was done for one patient and is to be paid; below the address of the patients. */
export const patientChargeRoutes = routes()

patientChargeRoutes.get('/:id/charges', 'charge.list', (req, res) => showCharges(req, res))

patientChargeRoutes.post('/:id/invoices', 'invoice.create', async (req, res) => {
  const { t, base } = res.locals
  const patientId = idParam(req)
  const issued = await submit(req, billingForm, (form) =>
    billCharged(actor(req), patientId, form, new Date()),
  )
  if (!issued.ok) return showCharges(req, res.status(issued.status), issued.form)
  flash(req, 'success', t('Invoice {{number}} is issued.', { number: issued.value.number }))
  res.redirect(303, `${base}/invoices/${issued.value.id}`)
})

/** Everybody who has something to pay that stands on no invoice; below the address of the invoices. */
export const openChargeRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

openChargeRoutes.get('/', 'charge.list', async (req, res) => {
  const { t, format, base } = res.locals
  const { after } = query(req, asked)
  const { rows, more } = await patientsToBill(after)
  openChargesPage(res, {
    rows: rows.map(({ patient, charges, totalMinor, oldest, isAdmitted }) => ({
      patient: {
        name: patient.name,
        localName: patient.localName,
        about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
        href: `${base}/patients/${patient.id}`,
      },
      charges: format.number(charges),
      total: format.money(totalMinor),
      oldest,
      isAdmitted,
      href: `${base}/patients/${patient.id}/charges`,
    })),
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.patient.id}` : null,
  })
})

/** Everything is ticked, until somebody says otherwise. */
async function showCharges(req: Request, res: Response, typed?: Form) {
  const { t, format, base, can } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'charge.list', patient.id, { type: 'charges' })
  const [open, stays] = await Promise.all([
    openCharges(db, { patientId: patient.id }),
    staysToBill(patient.id),
  ])
  const { admissionId } = patient
  chargesPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    charges: open.map((charge) => ({
      ...chargeOption(charge, t, format),
      ...(can('charge.void') && { link: takingBack(charge, { patientId: patient.id, base }, t) }),
    })),
    stays: stays.map(({ id, dischargedAt, totalMinor }) => ({
      href: `${base}/admissions/${id}/invoices/new`,
      ...{ dischargedAt, total: format.money(totalMinor) },
    })),
    total: format.money(sum(open.map(({ unitPriceMinor, quantity }) => multiply(unitPriceMinor, quantity)))),
    discharge:
      admissionId && can('admission.discharge') ? `${base}/admissions/${admissionId}/discharge/new` : null,
    form: typed ?? openForm(req, { charges: open.map(({ id }) => id) }),
  })
}
