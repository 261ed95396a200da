import {
  admittedSince,
  dischargedSince,
  waitingForAdmission,
  waitingForDecision,
} from '../admissions/today-queries.js'
import { db } from '../db/client.js'
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
