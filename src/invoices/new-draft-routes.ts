import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { db } from '../db/client.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { billingForm } from './charge-forms.js'
import { chargeOption } from './charge-pages.js'
import { openCharges } from './charges.js'
import { newDraftPage } from './draft-pages.js'
import { draftedCharges } from './draft-queries.js'
import { prepareDraft } from './drafts.js'

/** Prepares an invoice of a patient's open charges; below the address of the patients. */
export const newDraftRoutes = routes()

newDraftRoutes.get('/:id/drafts/new', 'invoice.draft', (req, res) => showNew(req, res))

newDraftRoutes.post('/:id/drafts', 'invoice.draft', async (req, res) => {
  const { t, base } = res.locals
  const patientId = idParam(req)
  const prepared = await submit(req, billingForm, (form) =>
    prepareDraft(actor(req), patientId, form, new Date()),
  )
  if (!prepared.ok) return showNew(req, res.status(prepared.status), prepared.form)
  flash(req, 'success', t('The draft is prepared. Nothing is issued yet.'))
  res.redirect(303, `${base}/invoices/drafts/${prepared.value.id}`)
})

/** What stands on another draft is not offered. Everything else is ticked, until somebody says otherwise. */
async function showNew(req: Request, res: Response, typed?: Form) {
  const { t, format, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'charge.list', patient.id, { type: 'charges' })
  const drafted = await draftedCharges(db, patient.id)
  const open = (await openCharges(db, { patientId: patient.id })).filter(({ id }) => !drafted.has(id))
  newDraftPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    charges: open.map((charge) => chargeOption(charge, t, format)),
    form: typed ?? openForm(req, { charges: open.map(({ id }) => id) }),
  })
}
