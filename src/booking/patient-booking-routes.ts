import type { Request, Response } from 'express'
import { z } from 'zod'
import { holdsOf } from '../accounts/held-time.js'
import { requestAppointment } from '../appointments/booking.js'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { requestForm } from '../appointments/forms.js'
import { slotDays } from '../appointments/slot-pages.js'
import { nearestFreeTimes } from '../availability/queries.js'
import { peopleOf } from '../family/queries.js'
import { stripControlCharacters } from '../shared/text.js'
import { type Form, type FormValues, openForm, typed } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { checkRequest } from './checking.js'
import { showDoctorLeft } from './doctor-left-answers.js'
import { choiceOf, wantedTime } from './patient-choice.js'
import { bookPage, checkRequestPage, requestedPage } from './patient-pages.js'
import { ownVisit } from './patient-queries.js'
import { nextSteps } from './patient-state-pages.js'
import { personOptions, priorityOptions, shownOwnVisit } from './patient-words-pages.js'

/** A patient's booking, in steps: the time (chosen among the doctors), why and for whom, a look over it, done. */
export const patientBookingRoutes = routes()

declare module 'express-session' {
  interface SessionData {
    /** What was answered so far, so that the way back finds it again. */
    wantedVisit: FormValues | undefined
  }
}

const chosen = z.object({
  doctorId: z.string().max(40).default(''),
  startsAt: z.string().max(30).default(''),
  patientId: z.string().max(40).default(''),
})

patientBookingRoutes.get('/new', 'appointment.request', async (req, res) => {
  const { doctorId, startsAt, patientId } = query(req, chosen)
  const { startsAt: time, ...draft } = req.session.wantedVisit ?? {}
  const same = draft.doctorId === doctorId && time
  await showBooking(
    req,
    res,
    openForm(req, {
      patientId: actor(req).patientId ?? '',
      ...draft,
      ...(same && { startsAt: same }),
      ...(doctorId && { doctorId }),
      ...(startsAt && { startsAt }),
      ...(patientId && { patientId }),
    }),
  )
})

/** The answers, checked as far as they can be before they are sent. */
patientBookingRoutes.post('/new', 'appointment.request', (req, res) =>
  inBookingTurn(async () => {
    const checked = await submit(req, requestForm, (form) =>
      checkRequest(actor(req), form, new Date(), holdsOf(req)),
    )
    if (!checked.ok) return showRefused(req, res.status(checked.status), checked.form)
    const { idempotency_key: _key, startsAt, ...answers } = checked.value
    req.session.wantedVisit = { ...answers, startsAt: startsAt.toISOString() }
    res.redirect(303, `${req.baseUrl}/new/check`)
  }),
)

patientBookingRoutes.get('/new/check', 'appointment.request', async (req, res) => {
  const form = openForm(req, req.session.wantedVisit ?? {})
  const answers = requestForm.safeParse({ ...form.values, idempotency_key: form.key })
  if (!answers.success) return res.redirect(303, '/doctors')
  const { priority, reason, patientId } = answers.data
  const [choice, people] = await Promise.all([choiceOf(form, holdsOf(req), new Date()), peopleOf(actor(req))])
  const patient = people.find(({ id }) => id === patientId)
  if (!choice || !patient) return res.redirect(303, '/doctors')
  if (!choice.slot) return res.redirect(303, `${req.baseUrl}/new?doctorId=${choice.doctor.id}`)
  const { idempotency_key: _key, startsAt, ...rest } = answers.data
  const fields = { ...rest, startsAt: startsAt.toISOString() }
  checkRequestPage(res, { form, ...choice, patient: patient.name, priority, reason, fields })
})

patientBookingRoutes.post('/', 'appointment.request', (req, res) =>
  inBookingTurn(async () => {
    const requested = await submit(req, requestForm, (form) =>
      requestAppointment(actor(req), form, new Date(), holdsOf(req)),
    )
    if (!requested.ok) return showRefused(req, res.status(requested.status), requested.form)
    req.session.wantedVisit = undefined
    req.session.heldSlotId = undefined
    res.redirect(303, `${req.baseUrl}/${requested.value.id}/requested`)
  }),
)

patientBookingRoutes.get('/:id/requested', 'appointment.view', async (req, res) => {
  const visit = await ownVisit(actor(req), idParam(req))
  if (visit.status !== 'REQUESTED') return res.redirect(303, `${req.baseUrl}/${visit.id}`)
  const { t, base, site } = res.locals
  requestedPage(res, { visit: shownOwnVisit(visit, t), next: nextSteps(visit, { t, base, site }) })
})

/** Who now chooses another time, or another doctor, finds what they had typed in the next form. */
function showRefused(req: Request, res: Response, form: Form) {
  req.session.wantedVisit = {
    patientId: typed(form, 'patientId'),
    reason: stripControlCharacters(typed(form, 'reason').slice(0, LONGEST_KEPT)),
    priority: typed(form, 'priority'),
  }
  return showBooking(req, res, form)
}

/** Somewhat more than a reason may have, so that who wrote too much can shorten it. */
const LONGEST_KEPT = 5000

async function showBooking(req: Request, res: Response, form: Form) {
  const choice = await choiceOf(form, holdsOf(req), new Date())
  if (!choice) return showDoctorLeft(req, res, form)
  const { t, site } = res.locals
  const people = await peopleOf(actor(req))
  const patientId = people.find(({ id }) => id === typed(form, 'patientId'))?.id
  const urgent = typed(form, 'priority') === 'URGENT' || choice.slot?.urgentOnly === true
  const days = choice.slot
    ? []
    : slotDays(
        await nearestFreeTimes(
          choice.doctor.id,
          wantedTime(form) ?? new Date(),
          { now: new Date(), audience: 'patient', urgent, ...(patientId && { patientId }) },
          12,
        ),
      )
  const values = { priority: urgent ? 'URGENT' : 'ROUTINE', ...form.values }
  bookPage(res, {
    ...choice,
    isGone: choice.slot === null && wantedTime(form) !== null,
    form: { ...form, values },
    days,
    people: personOptions(people, t),
    priorities: priorityOptions(t),
    emergencyPhone: site.hospital.phone,
  })
}
