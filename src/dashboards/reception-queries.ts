import type { Actor } from '../access/actor.js'
import { staysSince, waitingPatients } from '../admissions/today-queries.js'
import { db } from '../db/client.js'
import { countsOn, requestsAndArrivals } from '../desk/today-queries.js'
import { strandedCount } from '../offers/stranded-queries.js'
import { toScheduleCount } from '../orders/work-queries.js'
import { toCompareCount } from '../payments/claim-queries.js'
import { toAllocateCount } from '../services/work-queries.js'
import { dayIn, startOfDay } from '../shared/calendar.js'
import { wardsWithCleaning } from '../wards/queries.js'

const ROWS = 10
const VISITS = 8

/** What waits for the reception, and what was done today in the hospital's zone. */
export async function deskToday(actor: Actor, now: Date, zone: string) {
  const today = dayIn(now, zone)
  const [waiting, wards, stays, counts, visits, [work]] = await Promise.all([
    waitingPatients(now, ROWS),
    wardsWithCleaning(now),
    staysSince(startOfDay(today, zone)),
    countsOn(actor, today, now),
    requestsAndArrivals(actor, today, now, VISITS),
    db.$queryRaw<
      [{ atHome: number; stranded: number; toSchedule: number; toAllocate: number; toCompare: number }]
    >`
      SELECT (SELECT count(*)::int FROM home_isolation WHERE ended_at IS NULL) AS "atHome",
        ${strandedCount('todo', now)} AS stranded, ${toScheduleCount} AS "toSchedule",
        ${toAllocateCount} AS "toAllocate", ${toCompareCount} AS "toCompare"`,
  ])
  return { waiting, wards, ...stays, counts, ...visits, ...work }
}
