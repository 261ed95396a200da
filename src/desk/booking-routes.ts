import type { Request, Response } from 'express'
import { z } from 'zod'
import { bookAppointment } from '../appointments/booking.js'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { priorities, priorityLabels, visitNumber } from '../appointments/rules.js'
import { pickFor } from '../patients/picking.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { isUuid, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { deskBookingPage } from './booking-pages.js'
import { specialisationAsked } from './choice-rules.js'
import { deskBookingForm } from './forms.js'
import { doctorChoices } from './list-queries.js'
import { newsInWords } from './reach-answers.js'
import { bookableOrAny, slotWeek } from './slot-answers.js'

/** Staff book a visit for a patient: one form, whose buttons find the patient and show the times, and then book. */
export const deskBookingRoutes = routes()

const preset = z.object({
  patientId: z.uuid().or(z.literal('')).default(''),
  doctorId: z.uuid().or(z.literal('')).default(''),
  startsAt: z.iso.datetime().or(z.literal('')).default(''),
  from: z.iso.date().or(z.literal('')).default(''),
  priority: z.enum(priorities).default('ROUTINE'),
})

deskBookingRoutes.get('/new', 'appointment.book', (req, res) =>
  showBooking(req, res, openForm(req, query(req, preset))),
)

/** Buttons of the form that only look something up: nothing is booked, and all that was typed stays. */
const lookups = ['find', 'times', 'week']

deskBookingRoutes.post('/', 'appointment.book', (req, res) => {
  if (lookups.some((button) => pressed(req, button))) return showBooking(req, res, lookedUp(typedForm(req)))
  return inBookingTurn(() => book(req, res))
})

async function book(req: Request, res: Response) {
  const booked = await submit(req, deskBookingForm, ({ from: _from, patientSearch: _typed, ...form }) =>
    bookAppointment(actor(req), form, new Date()),
  )
  if (!booked.ok) return showBooking(req, res.status(booked.status), booked.form)
  const { t, format } = res.locals
  const visit = booked.value
  flash(
    req,
    'success',
    `${t('{{name}} is booked with {{doctor}} on {{at}}: visit {{number}}.', {
      name: visit.patient.name,
      doctor: visit.doctor.account.name,
      at: format.instant(visit.startsAt),
      number: visitNumber(visit.number),
    })} ${newsInWords(visit, res)}`,
  )
  res.redirect(303, `${req.baseUrl}/${visit.id}`)
}

async function showBooking(req: Request, res: Response, form: Form) {
  const { t, base, can } = res.locals
  const now = new Date()
  const { role, doctorId } = actor(req)
  if (role === 'DOCTOR') form.values.doctorId = doctorId ?? ''
  const patientId = typed(form, 'patientId')
  const [pick, doctors] = await Promise.all([
    pickFor(req, res, form),
    role === 'DOCTOR' ? null : doctorChoices(),
  ])
  const week = await slotWeek(form, doctors ?? [], { now, patientId }, typed(form, 'priority') !== 'ROUTINE')
  const whom = whomToSee(typed(form, 'doctorId'))
  const chosen = isUuid(patientId) && whom ? new URLSearchParams({ patientId, ...whom }) : null
  deskBookingPage(res, {
    form,
    pick,
    doctors: doctors && bookableOrAny(doctors, t),
    priorities: priorities.map((value) => ({ value, label: t(priorityLabels[value]) })),
    week,
    waitingList: chosen && can('waiting.list') ? `${base}/waiting/new?${chosen}` : null,
  })
}

/** The doctor, or the specialisation, as the waiting list asks for them. */
function whomToSee(chosen: string): { doctorId: string } | { specialisationId: string } | null {
  const specialisationId = specialisationAsked(chosen)
  if (specialisationId) return { specialisationId }
  return isUuid(chosen) ? { doctorId: chosen } : null
}

/** Other times are asked for: the one that was chosen is not kept. The search for a patient keeps all. */
export function lookedUp(form: Form): Form {
  if (form.values.find !== undefined) return form
  const { week, times: _times, startsAt: _chosen, from: _shown, ...values } = form.values
  return { ...form, values: { ...values, ...(week !== undefined && { from: week }) } }
}
