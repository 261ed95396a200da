import { z } from 'zod'
import { config } from '../config.js'
import { addDays, type Day, dayIn, weekdayOf } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { aDay, anId, doctorsOf, gridRows, noteOn } from './day-answers.js'
import { weekPage } from './day-pages.js'
import { scheduleOf } from './day-queries.js'
import { cellsOf } from './day-rules.js'
import { bookable } from './slot-answers.js'

/** A doctor's week, from Monday on: what is booked and what is free. */
export const weekRoutes = routes()

const weekAsked = z.object({ day: aDay, doctorId: anId })

weekRoutes.get('/week', 'appointment.list', async (req, res) => {
  const asked = query(req, weekAsked)
  const now = new Date()
  const today = dayIn(now, config.zone)
  const from = mondayOf(asked.day ?? today)
  const days = Array.from({ length: 7 }, (_, index) => addDays(from, index))
  const to = addDays(from, 6)
  const { t, format } = res.locals
  const doctors = await doctorsOf(req)
  const doctor = asked.doctorId ? doctors.find(({ id }) => id === asked.doctorId) : doctors[0]
  if (!doctor) throw new NotFound()
  const schedule = await scheduleOf(actor(req), [doctor.id], { from, to }, now)
  const columns = days.map((day) => ({
    doctorId: doctor.id,
    cells: cellsOf(
      day,
      schedule.known(doctor.id),
      schedule.visits.filter((visit) => visit.day === day),
      now,
      config.zone,
    ),
  }))
  const here = (day: Day) => `${req.baseUrl}/week?${new URLSearchParams({ doctorId: doctor.id, day })}`
  weekPage(res, {
    ...{ from, to, now },
    form: openForm(req, { doctorId: doctor.id, day: from }),
    doctor: doctor.name,
    doctors: actor(req).role === 'DOCTOR' ? [] : bookable(doctors),
    around: { earlier: here(addDays(from, -7)), today: here(today), later: here(addDays(from, 7)) },
    grid: {
      caption: t('Visits and free times from {{from}} to {{to}}', {
        from: format.day(from),
        to: format.day(to),
      }),
      columns: days.map((day) => ({
        title: format.day(day),
        href: `${req.baseUrl}/day?day=${day}`,
        note: noteOn(day, doctor.id, schedule, res),
        current: day === today,
      })),
      rows: gridRows(columns, req, res),
    },
  })
})

const mondayOf = (day: Day) => addDays(day, 1 - weekdayOf(day))
