import type { Request, Response } from 'express'
import { z } from 'zod'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { moveForm } from '../appointments/forms.js'
import { rescheduleAppointment } from '../appointments/moving.js'
import { slotDays } from '../appointments/slot-pages.js'
import { movableStates } from '../appointments/transition-rules.js'
import { type Asking, daysAndSoonest, nearestFreeTimes } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { type SchedulingSettings, schedulingSettings } from '../settings/scheduling.js'
import { addDays, type Day, dayIn, parseDay } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm, typed } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { weekStart } from './browse-pages.js'
import { weekFrom } from './browse-queries.js'
import { moveOwnPage } from './patient-pages.js'
import { colleaguesOf, type OwnVisit, ownVisit } from './patient-queries.js'
import { tooLateFor } from './patient-visit-routes.js'
import { shownOwnVisit } from './patient-words-pages.js'

/** A patient moves a visit to another time, or to another doctor of the same department. */
export const patientMoveRoutes = routes()

patientMoveRoutes.get('/:id/move', 'appointment.reschedule', async (req, res) => {
  const visit = await ownVisit(actor(req), idParam(req))
  if (!isMovable(visit)) return res.redirect(303, `${req.baseUrl}/${visit.id}`)
  await showMove(req, res, visit, openForm(req, { version: String(visit.version) }))
})

patientMoveRoutes.post('/:id/move', 'appointment.reschedule', (req, res) =>
  inBookingTurn(async () => {
    const id = idParam(req)
    const moved = await submit(req, moveForm, (form) =>
      rescheduleAppointment(actor(req), id, form, new Date()),
    )
    const visit = await ownVisit(actor(req), id)
    if (!moved.ok)
      return showMove(req, res.status(moved.status), visit, await inWords(moved.form, visit, res))
    const { t, format } = res.locals
    const when = format.instant(visit.startsAt)
    flash(req, 'success', t('Your visit is moved to {{when}}. The hospital confirms it.', { when }))
    res.redirect(303, `${req.baseUrl}/${id}`)
  }),
)

const filter = z.object({
  doctorId: z.string().max(40).default(''),
  from: z.string().max(10).default(''),
})

async function showMove(req: Request, res: Response, visit: OwnVisit, form: Form) {
  const { t } = res.locals
  const now = new Date()
  const today = dayIn(now, config.zone)
  const given = query(req, filter)
  const [colleagues, settings] = await Promise.all([
    colleaguesOf(visit.doctor.specialisation.id),
    schedulingSettings(),
  ])
  const wantedDoctor = typed(form, 'doctorId') || given.doctorId
  const doctorId = colleagues.find(({ id }) => id === wantedDoctor)?.id ?? visit.doctor.id
  const asking = {
    ...{ now, audience: 'patient' as const, urgent: visit.priority !== 'ROUTINE' },
    ...{ patientId: visit.patient.id, except: visit.id },
  }
  const here = `${req.baseUrl}/${visit.id}/move`
  const own = doctorId === visit.doctor.id ? visit.startsAt : null
  const from = weekStart(parseDay(given.from), today)
  const times = await timesOf(doctorId, { asking, today, from, own, settings }, form, here)
  moveOwnPage(res, {
    form,
    visit: shownOwnVisit(visit, t),
    version: visit.version,
    labels: { doctorId: t('Doctor'), startsAt: t('Time') },
    tooLate: isMovable(visit)
      ? await tooLateFor(visit, res, settings)
      : t('This visit cannot be moved any more.'),
    doctorId,
    doctors: colleagues.map(({ id, name }) => ({
      label: name,
      href: `${here}?doctorId=${id}`,
      current: id === doctorId,
    })),
    confirmed: visit.status === 'CONFIRMED',
    ...times,
  })
}

interface Looking {
  asking: Asking
  today: Day
  from: Day
  /** When the visit is now, where it is with this doctor. */
  own: Date | null
  settings: SchedulingSettings
}

/** A week of free times; after a refusal those nearest to the one that was wanted. */
async function timesOf(
  doctorId: string,
  { asking, today, from, own, settings }: Looking,
  form: Form,
  here: string,
) {
  // The visit's own time is nobody else's, and it is there already.
  const isOther = ({ startsAt }: Slot) => startsAt.getTime() !== own?.getTime()
  const week = weekFrom(from)
  const wanted = moveForm.shape.startsAt.safeParse(typed(form, 'startsAt'))
  const late = form.errors.startsAt && wanted.success ? wanted.data : null
  const [known, near] = await Promise.all([
    daysAndSoonest(doctorId, week, asking, 2, settings),
    late ? nearestFreeTimes(doctorId, late, asking, 12) : [],
  ])
  const href = (day: Day) => `${here}?${new URLSearchParams({ doctorId, from: day })}`
  const soonest = known.soonest.find(isOther)
  const [before, after] = [addDays(from, -7), addDays(from, 7)]
  return {
    ...week,
    days: slotDays((late ? near : known.free).filter(isOther)),
    times: {
      earlier: from > today ? href(before > today ? before : today) : null,
      later: after <= known.lastDay ? href(after) : null,
      soonest: soonest ? { startsAt: soonest.startsAt, href: href(soonest.day) } : null,
    },
  }
}

/** Two versions of a visit differ in instants and ids: people read times and names. */
async function inWords(form: Form, visit: OwnVisit, res: Response): Promise<Form> {
  if (!form.conflict) return form
  const { format } = res.locals
  const names = new Map(
    (await colleaguesOf(visit.doctor.specialisation.id)).map(({ id, name }) => [id, name]),
  )
  const word = (name: string, value: string) => {
    if (name === 'doctorId') return names.get(value) ?? visit.doctor.account.name
    const instant = moveForm.shape.startsAt.safeParse(value)
    return instant.success ? format.instant(instant.data) : value
  }
  return conflictInWords(form, word)
}

const isMovable = ({ status, walkIn }: OwnVisit) => movableStates.some((state) => state === status) && !walkIn
