import type { Actor } from '../access/actor.js'
import {
  admittedSince,
  dischargedSince,
  waitingForAdmission,
  waitingForDecision,
} from '../admissions/today-queries.js'
import { db } from '../db/client.js'
import { arrivalsOn, countsOn, openRequests } from '../desk/today-queries.js'
import { countStranded } from '../offers/stranded-queries.js'
import { dayIn, startOfDay } from '../shared/calendar.js'
import { bedsToClean, wardsNow } from '../wards/queries.js'

const ROWS = 10

/** What waits for the reception, and what was done today in the hospital's zone. */
export async function deskToday(now: Date, zone: string) {
  const midnight = startOfDay(dayIn(now, zone), zone)
  const [waiting, undecided, wards, cleaning, admitted, discharged, atHome] = await Promise.all([
    waitingForAdmission(now, ROWS),
    waitingForDecision(now, ROWS),
    wardsNow(),
    bedsToClean(),
    admittedSince(midnight),
    dischargedSince(midnight),
    db.homeIsolation.count({ where: { endedAt: null } }),
  ])
  return { waiting, undecided, wards, cleaning, admitted, discharged, atHome }
}

const VISITS = 8

/** What the day's visits ask of the reception: requests to answer, who is to come, whose time fell away. */
export async function visitsAtDesk(actor: Actor, now: Date, zone: string) {
  const today = dayIn(now, zone)
  const [counts, requests, arrivals, stranded] = await Promise.all([
    countsOn(actor, today, now),
    openRequests(actor, now, VISITS),
    arrivalsOn(actor, today, VISITS),
    countStranded(now),
  ])
  return { counts, requests, arrivals, stranded: stranded.todo }
}
