import type { Request, Response } from 'express'
import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { flagForm, requestForm } from '../requests/forms.js'
import { openRequestOf } from '../requests/queries.js'
import { careOf } from '../requests/rules.js'
import { wardsNow } from '../wards/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { reasonOf } from './advice-pages.js'
import { askAfterAlert, askForBed } from './asking.js'
import { heldFor } from './outlook-rules.js'
import { advisingAssessment, openAdmission } from './queries.js'
import { careOptions, priorityOptions } from './request-list-routes.js'
import { newRequestPage, shownRequest } from './request-pages.js'
import { needOf } from './rules.js'

/** Asking for a bed for a patient; mounted below the patients of reception, administration and doctors. */
export const askingRoutes = routes()

askingRoutes.get('/:id/bed-requests/new', 'request.create', async (req, res) => {
  const triage = await advisingAssessment(idParam(req))
  const need = needOf(triage?.result ?? null)
  const values = triage &&
    need && {
      care: careOf(need),
      isolation: need.isolation ? 'on' : '',
      oxygen: need.oxygen ? 'on' : '',
      reason: reasonOf(triage.result, res.locals.t),
    }
  await showAsking(req, res, openForm(req, values ?? {}))
})

askingRoutes.post('/:id/bed-requests', 'request.create', async (req, res) => {
  const now = new Date()
  const asked = await submit(req, requestForm, (form) => askForBed(actor(req), idParam(req), form, now))
  if (!asked.ok) return showAsking(req, res.status(asked.status), asked.form)
  flash(req, 'success', res.locals.t('The patient is on the list of those who wait for a bed.'))
  res.redirect(303, `${res.locals.base}/bed-requests/${asked.value.id}`)
})

askingRoutes.post('/:id/bed-requests/hold', 'request.create', async (req, res) => {
  const { t, base } = res.locals
  const now = new Date()
  const asked = await submit(req, flagForm, (form) => askAfterAlert(actor(req), idParam(req), form, now))
  if (!asked.ok) return showAsking(req, res.status(asked.status), asked.form)
  const held = heldFor(asked.value.id, await wardsNow())
  if (held)
    flash(
      req,
      'success',
      t('A bed is held: {{ward}}, bed {{bed}}.', { ward: held.ward.name, bed: held.bed.number }),
    )
  else flash(req, 'warning', t('No bed that fits is free now. The patient waits on the list.'))
  res.redirect(303, `${base}/bed-requests/${asked.value.id}`)
})

async function showAsking(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const now = new Date()
  const patient = await readPatient(actor(req), idParam(req), now)
  const [open, stay, wards] = await Promise.all([
    openRequestOf(actor(req), patient.id, now),
    openAdmission(patient.id),
    wardsNow(now),
  ])
  newRequestPage(res, {
    form,
    patient: bannerOf(patient, t, base),
    patientId: patient.id,
    open: open && shownRequest(open, heldFor(open.id, wards), base, t),
    stay: stay && { ward: stay.ward, bed: stay.bed },
    priorities: priorityOptions(res),
    cares: careOptions(res),
  })
}
