import { visitNumber } from '../appointments/rules.js'
import { needsAnotherTime } from '../appointments/transition-rules.js'
import { findVisit, type VisitRow } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { live } from '../web/live.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { estimate } from './estimate-rules.js'
import { type Place, placePage } from './pages.js'
import { beginningOf, recentConsultations, turnsOf } from './place-queries.js'
import { basisOf, ruleIn } from './shown-pages.js'

/** A patient's place in the queue of today, on the phone; mounted below the patient's appointments. */
export const placeRoutes = routes()

placeRoutes.get('/:id/queue', 'appointment.view', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  const now = new Date()
  const { id, number, token, room, doctor, visitKind } = visit
  placePage(res, {
    ...{ id, token, room, number: visitNumber(number), doctor: doctor.name },
    byVideo: visitKind === 'VIDEO',
    place: await placeOf(visit, now, res.locals.t),
    rule: ruleIn(res.locals.t),
  })
})

placeRoutes.get(
  '/:id/queue/live',
  'appointment.view',
  live(async (req) => {
    const { doctor } = await findVisit(actor(req), idParam(req))
    return [`doctor:${doctor.id}`]
  }),
)

async function placeOf(visit: VisitRow, now: Date, t: T): Promise<Place> {
  const today = dayIn(now, config.zone)
  if (visit.day === today && visit.status === 'CONFIRMED')
    return { state: 'EXPECTED', startsAt: visit.startsAt }
  if (visit.status === 'IN_CONSULTATION' && visit.calledAt) return { state: 'CALLED', at: visit.calledAt }
  if (visit.day !== today || visit.status !== 'CHECKED_IN') return { state: 'OVER', status: visit.status }
  if (needsAnotherTime(visit)) return { state: 'STRANDED' }
  const [turns, recent] = await Promise.all([
    turnsOf(visit.doctor.id, today),
    recentConsultations(visit.doctor.id, now),
  ])
  const ahead = Math.max(0, turns.order.indexOf(visit.id))
  const range = estimate({
    ahead,
    insideSince: turns.insideSince,
    beginsAt: turns.begun ? null : await beginningOf(visit.doctor.id, today, now),
    recent,
    slotMinutes: (visit.endsAt.getTime() - visit.startsAt.getTime()) / 60_000,
    now,
  })
  return {
    state: 'WAITING',
    position: ahead + 1,
    from: new Date(now.getTime() + range.from * 60_000),
    to: new Date(now.getTime() + range.to * 60_000),
    minutes: t('{{from}} to {{to}} minutes', { from: range.from, to: range.to }),
    basis: basisOf(range, t),
  }
}
