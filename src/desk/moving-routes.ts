import type { Request, Response } from 'express'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { moveForm } from '../appointments/forms.js'
import { rescheduleAppointment } from '../appointments/moving.js'
import { canBeMoved } from '../appointments/transition-rules.js'
import { findVisit, type VisitRow } from '../appointments/visit-queries.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { deskMovePage } from './booking-pages.js'
import { lookedUp } from './booking-routes.js'
import { readTime } from './choice-rules.js'
import { outOfReach, shownVisit } from './details-routes.js'
import { deskMoveForm } from './forms.js'
import { doctorChoices } from './list-queries.js'
import { toldInWords } from './reach-answers.js'
import { bookableOrAny, slotWeek } from './slot-answers.js'

/** Another time for a visit, with the same doctor or another one: it stays the same visit. */
export const deskMovingRoutes = routes()

deskMovingRoutes.get('/:id/move', 'appointment.reschedule', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  const { id, doctor, version } = visit
  if (!canBeMoved(visit)) return res.redirect(303, `${req.baseUrl}/${id}`)
  await showMove(req, res, visit, openForm(req, { doctorId: doctor.id, version: String(version) }))
})

deskMovingRoutes.post('/:id/move', 'appointment.reschedule', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  if (pressed(req, 'times') || pressed(req, 'week'))
    return showMove(req, res, visit, lookedUp(typedForm(req)))
  await inBookingTurn(() => move(req, res, visit))
})

async function move(req: Request, res: Response, visit: VisitRow) {
  const moved = await submit(req, deskMoveForm, async ({ from: _from, ...form }) => {
    await rescheduleAppointment(actor(req), visit.id, form, new Date())
    return form
  })
  if (!moved.ok) return showMove(req, res.status(moved.status), visit, moved.form)
  const { t, format } = res.locals
  const { doctorId, startsAt } = moved.value
  flash(
    req,
    'success',
    `${t('The visit of {{name}} is moved from {{from}} to {{to}}.', {
      name: visit.patient.name,
      from: format.instant(visit.startsAt),
      to: format.instant(startsAt),
    })} ${await toldInWords(visit, res)}`,
  )
  // A doctor who gives a visit to a colleague does not see it any more.
  const gone = actor(req).role === 'DOCTOR' && doctorId !== actor(req).doctorId
  res.redirect(303, gone ? req.baseUrl : `${req.baseUrl}/${visit.id}`)
}

async function showMove(req: Request, res: Response, visit: VisitRow, form: Form) {
  const now = new Date()
  const { t, base, format } = res.locals
  const [patient, doctors] = await Promise.all([
    findPatient(actor(req), visit.patient.id, now).catch(outOfReach),
    doctorChoices(),
  ])
  const moving = { now, patientId: visit.patient.id, moving: visit }
  const week = await slotWeek(form, doctors, moving, visit.priority !== 'ROUTINE')
  const choices = bookableOrAny(doctors, t)
  const word = (name: string, value: string) => {
    const known =
      choices.find((one) => one.value === value)?.label ?? doctors.find(({ id }) => id === value)?.name
    if (name === 'doctorId') return known ?? value
    const instant = moveForm.shape.startsAt.safeParse(readTime(value).startsAt)
    return instant.success ? format.instant(instant.data) : value
  }
  deskMovePage(res, {
    visit: shownVisit(visit, res),
    banner: patient && bannerOf(patient, t, base),
    form: conflictInWords(form, word),
    doctors: choices,
    week,
  })
}
