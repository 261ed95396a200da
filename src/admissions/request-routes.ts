import type { Request, Response } from 'express'
import { can } from '../access/policy.js'
import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { holdForm, withdrawForm } from '../requests/forms.js'
import { findRequest, waitingNeeds } from '../requests/queries.js'
import { wardsNow } from '../wards/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { withdrawRequest } from './asking.js'
import { holdBed, releaseBed } from './holding.js'
import { offeredBeds } from './matching-rules.js'
import { offerShown, withNearest } from './offer-pages.js'
import { heldFor, outlooks } from './outlook-rules.js'
import { holdMinutes } from './queries.js'
import { bedRequestPage, shownOutlook, shownRequest, withdrawPage } from './request-pages.js'

/** One who waits for a bed: what fits, what is held, and the end of waiting. */
export const requestRoutes = routes()

requestRoutes.get('/:id', 'request.list', (req, res) => showRequest(req, res, openForm(req)))

requestRoutes.post('/:id/hold', 'bed.hold', async (req, res) => {
  const now = new Date()
  const held = await submit(req, holdForm, (form) => holdBed(actor(req), idParam(req), form, now))
  if (!held.ok) return showRequest(req, res.status(held.status), held.form)
  flash(req, 'success', res.locals.t('The bed is held.'))
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

requestRoutes.post('/:id/release', 'bed.hold', async (req, res) => {
  await releaseBed(actor(req), idParam(req), new Date())
  flash(req, 'success', res.locals.t('The bed is not held any more.'))
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

requestRoutes.get('/:id/withdrawal/new', 'request.withdraw', async (req, res) => {
  const { version } = await findRequest(actor(req), idParam(req), new Date())
  return showWithdrawal(req, res, openForm(req, { version: String(version) }))
})

requestRoutes.post('/:id/withdrawal', 'request.withdraw', async (req, res) => {
  const now = new Date()
  const ended = await submit(req, withdrawForm, (form) =>
    withdrawRequest(actor(req), idParam(req), form, now),
  )
  if (!ended.ok) return showWithdrawal(req, res.status(ended.status), ended.form)
  flash(
    req,
    'success',
    res.locals.t('{{name}} does not wait for a bed any more.', { name: ended.value.patient }),
  )
  res.redirect(303, req.baseUrl)
})

async function showRequest(req: Request, res: Response, form: Form) {
  const { t, format, base } = res.locals
  const now = new Date()
  const request = await findRequest(actor(req), idParam(req), now)
  const [patient, wards, waiting, minutes] = await Promise.all([
    readPatient(actor(req), request.patient.id, now),
    wardsNow(now),
    waitingNeeds(),
    holdMinutes(),
  ])
  const isWaiting = request.status === 'WAITING'
  const wanting = { need: request.need, sex: request.patient.sex, requestId: request.id }
  const stands = outlooks(waiting, wards).get(request.id)
  const [best] = offeredBeds(wanting, wards)
  const chosen = typed(form, 'bedId') || (stands && 'at' in stands ? stands.at : best)?.bed.id || ''
  const place = waiting.findIndex(({ requestId }) => requestId === request.id)
  bedRequestPage(res, {
    request: {
      ...shownRequest(request, heldFor(request.id, wards), base, t),
      ...{ status: request.status, closedAt: request.closedAt, closedBy: request.closedBy },
      closeReason: request.closeReason && t(request.closeReason),
      stay:
        request.admissionId && can(actor(req), 'admission.view')
          ? `${base}/admissions/${request.admissionId}`
          : null,
    },
    patient: bannerOf(patient, t, base),
    place: place < 0 ? null : { place: place + 1, total: waiting.length },
    outlook: stands ? shownOutlook(stands, { t, format }) : null,
    form: withNearest({ ...form, values: { ...form.values, bedId: chosen } }, wanting, wards, t),
    offer: offerShown(wanting, wards, chosen, { t, format }),
    holdMinutes: minutes,
    admit:
      isWaiting && can(actor(req), 'admission.create')
        ? `${base}/patients/${patient.id}/admissions/new`
        : null,
    may: {
      hold: isWaiting && can(actor(req), 'bed.hold'),
      withdraw: isWaiting && can(actor(req), 'request.withdraw'),
    },
  })
}

async function showWithdrawal(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const now = new Date()
  const request = await findRequest(actor(req), idParam(req), now)
  const held = heldFor(request.id, await wardsNow(now))
  withdrawPage(res, {
    form,
    request: shownRequest(request, held, base, t),
    patient: request.patient.name,
  })
}
