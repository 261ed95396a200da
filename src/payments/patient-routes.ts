import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { hasOpenCounter } from '../counter/queries.js'
import { db } from '../db/client.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { creditOf } from './credit.js'
import { methodOptions, paymentForm } from './forms.js'
import { advancePage } from './pages.js'
import { takeAdvance } from './receiving.js'

/** Money that a patient pays in advance; below the address of the patients. */
export const advanceRoutes = routes()

advanceRoutes.get('/:id/advances/new', 'payment.create', (req, res) => showAdvance(req, res))

advanceRoutes.post('/:id/advances', 'payment.create', async (req, res) => {
  const id = idParam(req)
  const schema = paymentForm(config.currency)
  const taken = await submit(req, schema, (form) => takeAdvance(actor(req), id, form, new Date()))
  if (!taken.ok) return showAdvance(req, res.status(taken.status), taken.form)
  flash(req, 'success', res.locals.t('Receipt {{number}} is written.', { number: taken.value.number }))
  res.redirect(303, `${res.locals.base}/payments/${taken.value.id}`)
})

async function showAdvance(req: Request, res: Response, typed?: Form) {
  const { t, format, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'payment.create', patient.id, { type: 'credit' })
  const [credit, counterOpen] = await Promise.all([creditOf(db, patient.id), hasOpenCounter(actor(req).id)])
  advancePage(res, {
    patient: { id: patient.id, name: patient.name },
    banner: bannerOf(patient, t, base),
    credit: credit > 0n ? format.money(credit) : null,
    counterOpen,
    methods: methodOptions(t),
    form: typed ?? openForm(req),
  })
}
