import type { Request, Response } from 'express'
import { rescheduleAppointment } from '../appointments/moving.js'
import { movableStates } from '../appointments/transition-rules.js'
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
import { outOfReach, shownVisit } from './details-routes.js'
import { deskMoveForm } from './forms.js'
import { doctorChoices } from './list-queries.js'
import { bookable, slotWeek } from './slot-answers.js'

/** Another time for a visit, with the same doctor or another one: it stays the same visit. */
export const deskMovingRoutes = routes()

deskMovingRoutes.get('/:id/move', 'appointment.reschedule', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  const { id, status, doctor, version } = visit
  if (!movableStates.some((state) => state === status)) return res.redirect(303, `${req.baseUrl}/${id}`)
  await showMove(req, res, visit, openForm(req, { doctorId: doctor.id, version: String(version) }))
})

deskMovingRoutes.post('/:id/move', 'appointment.reschedule', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  if (pressed(req, 'times') || pressed(req, 'week'))
    return showMove(req, res, visit, lookedUp(typedForm(req)))
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
    t('The visit of {{name}} is moved from {{from}} to {{to}}. The patient is told.', {
      name: visit.patient.name,
      from: format.instant(visit.startsAt),
      to: format.instant(startsAt),
    }),
  )
  // A doctor who gives a visit to a colleague does not see it any more.
  const gone = actor(req).role === 'DOCTOR' && doctorId !== actor(req).doctorId
  res.redirect(303, gone ? req.baseUrl : `${req.baseUrl}/${visit.id}`)
})

async function showMove(req: Request, res: Response, visit: VisitRow, form: Form) {
  const now = new Date()
  const [patient, doctors, week] = await Promise.all([
    findPatient(actor(req), visit.patient.id, now).catch(outOfReach),
    doctorChoices(),
    slotWeek(form, { now, patientId: visit.patient.id, moving: visit }, visit.priority !== 'ROUTINE'),
  ])
  const { t, base, format } = res.locals
  const word = (name: string, value: string) => {
    if (name === 'doctorId') return doctors.find(({ id }) => id === value)?.name ?? value
    const instant = deskMoveForm.shape.startsAt.safeParse(value)
    return instant.success ? format.instant(instant.data) : value
  }
  deskMovePage(res, {
    visit: shownVisit(visit, res),
    banner: patient && bannerOf(patient, t, base),
    form: conflictInWords(form, word),
    doctors: bookable(doctors),
    week,
  })
}
