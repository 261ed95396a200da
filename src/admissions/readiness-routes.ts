import type { Request, Response } from 'express'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { patientNumber } from '../patients/rules.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import type { T } from '../web/words.js'
import { orderDischarge, planDischarge, withdrawDischargeOrder } from './discharge-plan.js'
import { type LeavingStay, leavingStay } from './leaving-queries.js'
import { buttonForm, planForm } from './readiness-forms.js'
import { readinessPage, type ShownLeaving, shownItem, shownOverride } from './readiness-pages.js'
import { openItemsOf } from './readiness-queries.js'
import { stepsOf } from './readiness-rules.js'
import { shownSteps } from './step-pages.js'

/** What is still to be done before a patient leaves: for the desk, the administration and doctors. */
export const readinessRoutes = routes()

readinessRoutes.get('/:id/readiness', 'admission.readiness', (req, res) =>
  showReadiness(req, res, openForm(req)),
)

readinessRoutes.post('/:id/discharge-plan', 'admission.plan-discharge', async (req, res) => {
  const planned = await submit(req, planForm, (form) =>
    planDischarge(actor(req), idParam(req), form, new Date()),
  )
  if (!planned.ok) return showReadiness(req, res.status(planned.status), planned.form)
  flash(req, 'success', res.locals.t('The expected day is saved.'))
  res.redirect(303, `${req.baseUrl}/${idParam(req)}/readiness`)
})

/** The order to discharge, a doctor's. */
export const dischargeOrderRoutes = routes()

dischargeOrderRoutes.post('/:id/discharge-order', 'admission.order-discharge', (req, res) =>
  order(
    req,
    res,
    orderDischarge,
    res.locals.t(
      'The discharge is ordered. The desk sees it; the bed stays occupied until the patient leaves.',
    ),
  ),
)

dischargeOrderRoutes.post('/:id/discharge-order/withdrawal', 'admission.order-discharge', (req, res) =>
  order(req, res, withdrawDischargeOrder, res.locals.t('The order to discharge is taken back.')),
)

async function order(req: Request, res: Response, command: typeof orderDischarge, done: string) {
  const ordered = await submit(req, buttonForm, () => command(actor(req), idParam(req), new Date()))
  if (!ordered.ok) return showReadiness(req, res.status(ordered.status), ordered.form)
  flash(req, 'success', done)
  res.redirect(303, `${req.baseUrl}/${idParam(req)}/readiness`)
}

async function showReadiness(req: Request, res: Response, form: Form) {
  const { t, base, can, user } = res.locals
  const now = new Date()
  const stay = await leavingStay(actor(req), idParam(req), now)
  const [patient, open] = await Promise.all([
    readPatient(actor(req), stay.patient.id, now),
    openItemsOf(stay.id, now),
  ])
  const ended = stay.status === 'DISCHARGED'
  const items = ended ? [] : open
  const reader = user?.role === 'DOCTOR' ? user.name : null
  const where = { base, admissionId: stay.id, patientId: patient.id, reader, can }
  const { invoice, overrideReason, overriddenItems } = stay
  const typed = { version: String(stay.version), expectedOn: stay.expectedOn ?? '' }
  readinessPage(res, {
    stay: {
      ...shownLeaving(stay, dayIn(now, config.zone), t),
      ended: stay.dischargedAt,
      invoice:
        invoice && can('invoice.view')
          ? { number: invoice.number, href: `${base}/invoices/${invoice.id}` }
          : null,
    },
    banner: bannerOf(patient, t, base),
    steps: shownSteps(stepsOf(items, ended), t),
    items: items.map((item) => shownItem(item, where, t)),
    overridden: overrideReason ? shownOverride(overrideReason, overriddenItems ?? [], t) : null,
    form: { ...form, values: { ...typed, ...form.values } },
    bill: !ended && can('admission.discharge') ? `${base}/admissions/${stay.id}/discharge/new` : null,
    labels: { expectedOn: t('Expected day') },
  })
}

export function shownLeaving(stay: LeavingStay, today: Day, t: T): ShownLeaving {
  const { id, patient, ward, bed, admittedAt, doctors, expectedOn, orderedAt, orderedBy } = stay
  const { photoId, number, ...named } = patient
  return {
    ...{ id, admittedAt, expectedOn, orderedAt, orderedBy },
    patient: { ...named, number: patientNumber(number), photo: photoId },
    where: t('{{ward}}, bed {{bed}}', { ward, bed }),
    doctors: doctors.join(', '),
    overdue: stay.status === 'ADMITTED' && expectedOn !== null && expectedOn < today,
  }
}
