import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { prescriptionNumber } from '../prescriptions/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { bringBack, handOut } from './commands.js'
import { dispenseForm, returnForm } from './forms.js'
import { handOutPage, returnPage } from './pages.js'
import { findHanding, prescriptionToHandOut } from './queries.js'
import { prescriptionRefusal } from './rules.js'
import { shownLines } from './shown-pages.js'

/** Handing out what was prescribed; below the address of the prescriptions. */
export const dispenseRoutes = routes()

dispenseRoutes.get('/:id/dispenses/new', 'medicine.dispense', (req, res) => showHandOut(req, res, null))

dispenseRoutes.post('/:id/dispenses', 'medicine.dispense', async (req, res) => {
  const id = idParam(req)
  const given = await submit(req, dispenseForm(config.currency), (form) =>
    handOut(actor(req), id, form, new Date()),
  )
  if (!given.ok) return showHandOut(req, res.status(given.status), given.form)
  flash(req, 'success', res.locals.t('Handed out: {{medicines}}.', given.value))
  res.redirect(303, `${req.baseUrl}/${id}/dispenses/new`)
})

/** Medicine that comes back; at an address of its own. */
export const returnRoutes = routes()

returnRoutes.get('/:id/return/new', 'medicine.dispense', (req, res) => showReturn(req, res, null))

returnRoutes.post('/:id/return', 'medicine.dispense', async (req, res) => {
  const back = await submit(req, returnForm, (form) => bringBack(actor(req), idParam(req), form, new Date()))
  if (!back.ok) return showReturn(req, res.status(back.status), back.form)
  const { medicine, prescriptionId, billed } = back.value
  flash(
    req,
    'success',
    res.locals.t(
      billed
        ? '{{medicine}} was brought back. An invoice has it already: it stands with the cashier as to be credited.'
        : '{{medicine}} was brought back.',
      { medicine },
    ),
  )
  res.redirect(303, `${res.locals.base}/prescriptions/${prescriptionId}/dispenses/new`)
})

/** A new form offers what is left of each medicine. */
async function showHandOut(req: Request, res: Response, sent: Form | null) {
  const { t, base, format, can } = res.locals
  const now = new Date()
  const prescription = await prescriptionToHandOut(actor(req), idParam(req), now)
  const { id, patientId, number, status, doctor, prescribedAt, lines } = prescription
  const patient = await findPatient(actor(req), patientId, now)
  await auditRead(actor(req), 'prescription.view', patientId, { type: 'prescription', id })
  const form = sent ?? openForm(req)
  const refused = prescriptionRefusal(status)
  handOutPage(res, {
    ...{ form, id, doctor, prescribedAt },
    number: prescriptionNumber(number),
    banner: bannerOf(patient, t, base, { linked: can('patient.view') }),
    refused: refused && t(refused),
    lines: shownLines(lines, sent, { t, format, base }),
    charges: can('charge.list') ? `${base}/patients/${patientId}/charges` : null,
  })
}

/** A new form offers all that the patient has. */
async function showReturn(req: Request, res: Response, sent: Form | null) {
  const { t, base, can } = res.locals
  const now = new Date()
  const handing = await findHanding(actor(req), idParam(req), now)
  const patient = await findPatient(actor(req), handing.patientId, now)
  const { prescriptionId, medicine, quantity, batch, billed } = handing
  const left = quantity - handing.returned
  await auditRead(actor(req), 'prescription.view', patient.id, { type: 'prescription', id: prescriptionId })
  returnPage(res, {
    ...{ form: sent ?? openForm(req, { quantity: String(left) }), id: handing.id, billed },
    left: t('The patient has {{left}} of it.', { left }),
    banner: bannerOf(patient, t, base, { linked: can('patient.view') }),
    what: batch
      ? t('{{quantity}} × {{medicine}}, batch {{batch}}', { quantity, medicine, batch })
      : t('{{quantity}} × {{medicine}}', { quantity, medicine }),
    number: prescriptionNumber(handing.number),
    prescription: `/prescriptions/${prescriptionId}/dispenses/new`,
  })
}
