import { z } from 'zod'
import { config } from '../config.js'
import { addDays, dayIn } from '../shared/calendar.js'
import type { Components } from '../web/components.js'
import { openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { aDay, anId, doctorsOf, gridRows, noteOn } from './day-answers.js'
import { dayPage } from './day-pages.js'
import { scheduleOf } from './day-queries.js'
import { cellsOf } from './day-rules.js'
import type { DoctorChoice } from './list-queries.js'

/** The desk's day, with all doctors side by side: what is booked and what is free. */
export const dayRoutes = routes()

/** Columns that a screen has room for. */
const DOCTORS = 6

type GridColumn = Components['components/timegrid']['columns'][number]

const dayAsked = z.object({
  day: aDay,
  specialisationId: anId,
  page: z.coerce.number().int().min(0).max(100).default(0),
})

dayRoutes.get('/day', 'appointment.list', async (req, res) => {
  const asked = query(req, dayAsked)
  const now = new Date()
  const today = dayIn(now, config.zone)
  const day = asked.day ?? today
  const { t, format } = res.locals
  const everybody = await doctorsOf(req)
  const chosen = everybody.filter(
    (one) => !asked.specialisationId || one.specialisationId === asked.specialisationId,
  )
  const schedule = await scheduleOf(
    actor(req),
    chosen.map(({ id }) => id),
    { from: day, to: day },
    now,
  )
  const columns = chosen.map((doctor) => {
    const visits = schedule.visits.filter((visit) => visit.doctor.id === doctor.id)
    const cells = cellsOf(day, schedule.known(doctor.id), visits, now, config.zone)
    return { doctor, cells, note: noteOn(day, doctor.id, schedule, res) }
  })
  const present = columns.filter(({ cells }) => cells.length > 0)
  const first = Math.min(asked.page, Math.max(0, Math.ceil(present.length / DOCTORS) - 1))
  const shown = present.slice(first * DOCTORS, (first + 1) * DOCTORS)
  const here = (more: Record<string, string>) => {
    const kept = { ...(asked.specialisationId && { specialisationId: asked.specialisationId }), day, ...more }
    return `${req.baseUrl}/day?${new URLSearchParams(kept)}`
  }
  const ofDoctor = actor(req).role === 'DOCTOR'
  const field = everybody.find((one) => one.specialisationId === asked.specialisationId)
  dayPage(res, {
    day,
    form: openForm(req, { day, specialisationId: asked.specialisationId ?? '' }),
    specialisations: ofDoctor ? [] : specialisationsOf(everybody),
    around: {
      earlier: here({ day: addDays(day, -1) }),
      today: here({ day: today }),
      later: here({ day: addDays(day, 1) }),
    },
    grid: {
      caption: t('Visits and free times on {{day}}', { day: format.day(day) }),
      columns: shown.map(({ doctor, note }): GridColumn => {
        const week = `${req.baseUrl}/week?${new URLSearchParams({ doctorId: doctor.id, day })}`
        return { title: doctor.name, about: doctor.specialisation, href: week, note }
      }),
      rows: gridRows(
        shown.map(({ cells, doctor }) => ({ cells, doctorId: doctor.id })),
        req,
        res,
      ),
    },
    printed: [
      { label: t('Specialisation'), value: field?.specialisation ?? '' },
      {
        label: t('Doctors'),
        value: shown.length < present.length ? shown.map(({ doctor }) => doctor.name).join(', ') : '',
      },
    ],
    absent: columns.filter(({ cells }) => cells.length === 0).map(({ doctor }) => doctor.name),
    newer: first > 0 ? here({ page: String(first - 1) }) : null,
    older: present.length > (first + 1) * DOCTORS ? here({ page: String(first + 1) }) : null,
    week: ofDoctor ? `${req.baseUrl}/week?day=${day}` : null,
    print: `${req.baseUrl}?${new URLSearchParams({ from: day, to: day })}`,
    now,
  })
})

const specialisationsOf = (doctors: DoctorChoice[]) =>
  [...new Map(doctors.map((one) => [one.specialisationId, one.specialisation]))].map(([value, label]) => ({
    value,
    label,
  }))
