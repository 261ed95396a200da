import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { readPatient } from '../patients/reading.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { kindLabels } from './amount-pages.js'
import { newChargeForm, removalForm } from './charge-forms.js'
import { chargeOption, newChargePage, takeBackPage } from './charge-pages.js'
import { chargeByHand, findCharge, takeBackCharge } from './manual-charges.js'
import { lineKinds } from './rules.js'

/** What a cashier charges by hand, and takes back; below the address of the patients. */
export const manualChargeRoutes = routes()

manualChargeRoutes.get('/:id/charges/new', 'charge.create', (req, res) =>
  showNew(req, res, openForm(req, { quantity: '1' })),
)

manualChargeRoutes.post('/:id/charges', 'charge.create', async (req, res) => {
  const id = idParam(req)
  const noted = await submit(req, newChargeForm(config.currency), (form) =>
    chargeByHand(actor(req), id, form, new Date()),
  )
  if (!noted.ok) return showNew(req, res.status(noted.status), noted.form)
  flash(req, 'success', res.locals.t('{{what}} is to be paid.', { what: noted.value.description }))
  res.redirect(303, `${req.baseUrl}/${id}/charges`)
})

manualChargeRoutes.get('/:id/charges/:chargeId/removal/new', 'charge.void', (req, res) =>
  showRemoval(req, res, openForm(req)),
)

manualChargeRoutes.post('/:id/charges/:chargeId/removal', 'charge.void', async (req, res) => {
  const id = idParam(req)
  const chargeId = idParam(req, 'chargeId')
  const taken = await submit(req, removalForm, (form) =>
    takeBackCharge(actor(req), id, chargeId, form, new Date()),
  )
  if (!taken.ok) return showRemoval(req, res.status(taken.status), taken.form)
  flash(req, 'success', res.locals.t('{{what}} is not to be paid.', { what: taken.value.description }))
  res.redirect(303, `${req.baseUrl}/${id}/charges`)
})

async function showNew(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const patient = await readPatient(actor(req), idParam(req), new Date())
  newChargePage(res, {
    ...{ form, id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    kinds: lineKinds.map((kind) => ({ value: kind, label: t(kindLabels[kind]) })),
    ofStay: patient.admissionId !== null,
  })
}

async function showRemoval(req: Request, res: Response, form: Form) {
  const { t, base, format } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const charge = await findCharge(actor(req), patient.id, idParam(req, 'chargeId'))
  await auditRead(actor(req), 'charge.list', patient.id, { type: 'charge', id: charge.id })
  const { label, hint } = chargeOption(charge, t, format)
  takeBackPage(res, {
    ...{ form, id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    ...{ chargeId: charge.id, what: label, at: hint ?? '' },
  })
}
