import type { Request, Response } from 'express'
import { z } from 'zod'
import { bookingAddress, heldTime, holdsOf } from '../accounts/held-time.js'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { holdForm } from '../appointments/forms.js'
import { slotOnPage } from '../appointments/slot-pages.js'
import { nearestFreeTimes } from '../availability/queries.js'
import { config } from '../config.js'
import { pool } from '../db/client.js'
import { hoursTable } from '../doctors/pages.js'
import { card } from '../doctors/public-routes.js'
import { cardsOf, listedDoctor, staffedSpecialisations } from '../doctors/queries.js'
import { settings } from '../settings/queries.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayIn, parseDay } from '../shared/calendar.js'
import { type Form, openForm, typed } from '../web/form.js'
import { limiter, perAddress } from '../web/limits.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { submit } from '../web/submit.js'
import { type Choosing, directoryPage, doctorPage, heldPage, timesShown, weekStart } from './browse-pages.js'
import { asVisitor, browseDoctors, doctorsDays, weekFrom } from './browse-queries.js'
import { keptUntil } from './kept-time-rules.js'
import { holdTime } from './visitor-hold.js'

/** The doctors and their free times, which everybody sees; a visitor's choice is held while they log in. */
export const browseRoutes = routes()

const directoryFilter = z.object({
  q: z.string().max(100).default(''),
  specialisation: z.string().max(100).default(''),
  page: z.coerce.number().int().min(1).max(100).default(1),
})

browseRoutes.get('/', 'site.visit', async (req, res) => {
  const { t } = res.locals
  const filter = query(req, directoryFilter)
  const [specialisations, { ids, free, found, similar, more }] = await Promise.all([
    staffedSpecialisations(),
    browseDoctors(filter, new Date()),
  ])
  const cards = await cardsOf(ids)
  const doctors = ids.flatMap((id) => {
    const doctor = cards.get(id)
    return doctor ? [{ ...card(doctor, t), slots: (free.get(id) ?? []).map(slotOnPage) }] : []
  })
  const names = [...new Set(doctors.map(({ specialisation }) => specialisation))]
  const pageAt = (page: number) => `/doctors?${new URLSearchParams({ ...filter, page: String(page) })}`
  directoryPage(res, {
    form: openForm(req),
    q: filter.q,
    chosen: filter.specialisation,
    specialisations,
    groups: names.map((name) => ({
      specialisation: name,
      doctors: doctors.filter(({ specialisation }) => specialisation === name),
    })),
    found,
    similar,
    choosing: choosing(res),
    newer: filter.page > 1 ? pageAt(filter.page - 1) : null,
    older: more ? pageAt(filter.page + 1) : null,
  })
})

browseRoutes.get('/:id', 'site.visit', (req, res) => showDoctor(req, res, openForm(req)))

browseRoutes.post(
  '/:id/hold',
  'site.visit',
  (req, res) =>
    inBookingTurn(async () => {
      const doctorId = idParam(req)
      await listedDoctor(doctorId)
      const former = req.session.heldSlotId ?? null
      const held = await submit(req, holdForm, (form) => holdTime(doctorId, form, former, new Date()))
      if (!held.ok) return showDoctor(req, res.status(held.status), held.form)
      req.session.heldSlotId = held.value.id
      res.redirect(303, `${req.baseUrl}/${doctorId}/hold`)
    }),
  [perAddress(() => limiter(pool, { name: 'slot-hold', tries: 20, seconds: 15 * 60 }))],
)

browseRoutes.get('/:id/hold', 'site.visit', async (req, res) => {
  const doctor = await listedDoctor(idParam(req))
  const hold = await heldTime(holdsOf(req), new Date())
  if (hold?.doctorId !== doctor.id) return res.redirect(303, `${req.baseUrl}/${doctor.id}`)
  const { startsAt, heldUntil } = hold
  const next = bookingAddress(hold)
  if (req.user) return res.redirect(303, next)
  const [{ patientsNeedApproval }, { noticeMinutes }] = await Promise.all([settings(), schedulingSettings()])
  heldPage(res, {
    doctor: { id: doctor.id, name: doctor.account.name, specialisation: doctor.specialisation.name },
    startsAt,
    heldUntil,
    next,
    needsApproval: patientsNeedApproval,
    keptUntil: keptUntil({ startsAt, noticeMinutes }, new Date()),
  })
})

const choosing = (res: Response): Choosing => {
  const { user, can } = res.locals
  if (!user) return 'hold'
  return can('appointment.request') ? 'request' : null
}

const timesFilter = z.object({
  from: z.string().max(10).default(''),
  day: z.string().max(10).default(''),
  urgent: z.string().max(3).default(''),
})

async function showDoctor(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const now = new Date()
  const today = dayIn(now, config.zone)
  const given = query(req, timesFilter)
  const wanted = wantedTime(form)
  const day = parseDay(given.day) ?? (wanted && dayIn(wanted, config.zone))
  const urgent = given.urgent === 'yes'
  const from = weekStart(parseDay(given.from) ?? day, today)
  const { doctor, ...known } = await doctorsDays(idParam(req), { ...weekFrom(from), urgent }, now)
  const nearest = wanted ? await nearestFreeTimes(doctor.id, wanted, asVisitor(now)) : []
  doctorPage(res, {
    form,
    doctor: { ...card(doctor, t), bio: doctor.bio, hours: hoursTable(doctor.workingHours, t) },
    times: timesShown(`${req.baseUrl}/${doctor.id}`, { ...known, from, day, today, urgent }),
    nearest: nearest.map(slotOnPage),
    choosing: choosing(res),
  })
}

/** The time that was refused just now. */
function wantedTime(form: Form): Date | null {
  const parsed = holdForm.shape.startsAt.safeParse(typed(form, 'startsAt'))
  return parsed.success ? parsed.data : null
}
