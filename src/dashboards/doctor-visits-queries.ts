import type { Actor } from '../access/actor.js'
import type { VisitRow } from '../appointments/visit-queries.js'
import { countsOn, requestsAndWorkingList } from '../desk/today-queries.js'
import { inTurn } from '../queue/queue-rules.js'
import type { Day } from '../shared/calendar.js'

const REQUESTS = 8

/** What a doctor's day holds of visits: who is inside and next, who waits for an answer, who comes and who was seen. */
export async function doctorsVisits(actor: Actor, today: Day, now: Date) {
  const [{ requests, list }, counts] = await Promise.all([
    requestsAndWorkingList(actor, today, now, REQUESTS),
    countsOn(actor, today, now),
  ])
  const waiting = inTurn(list.filter(({ status }) => status === 'CHECKED_IN').filter(hasToken))
  return {
    inside: list.find(({ status }) => status === 'IN_CONSULTATION') ?? null,
    next: waiting[0] ?? null,
    waiting: waiting.length,
    confirmed: counts.today.CONFIRMED,
    completed: counts.today.COMPLETED,
    requests: { rows: requests, total: counts.requests },
    today: list,
  }
}

const hasToken = (visit: VisitRow): visit is VisitRow & { token: string; checkedInAt: Date } =>
  visit.token !== null && visit.checkedInAt !== null
