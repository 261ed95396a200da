import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import { countsOn } from '../desk/today-queries.js'
import { strandedCount } from '../offers/stranded-queries.js'
import { waitingApplicants } from '../registration/queries.js'
import { dayIn, startOfDay } from '../shared/calendar.js'
import { wardsNow } from '../wards/queries.js'

/** What waits for the administration, and how the house stands today in the hospital's zone. */
export async function houseToday(actor: Actor, now: Date, zone: string) {
  authorize(actor, 'dashboard.admin')
  const today = dayIn(now, zone)
  const [approvals, wards, visits, numbers] = await Promise.all([
    waitingApplicants(actor, now),
    wardsNow(),
    countsOn(actor, today, now),
    numbersSince(startOfDay(today, zone), now),
  ])
  const { stranded, issued, totalMinor, ...others } = numbers
  return {
    ...{ approvals, wards, ...others },
    invoices: { count: issued, totalMinor },
    visits: { ...visits, stranded },
  }
}

interface Numbers {
  admitted: number
  discharged: number
  issued: number
  totalMinor: bigint
  failedMails: number
  stranded: number
}

async function numbersSince(midnight: Date, now: Date): Promise<Numbers> {
  const [numbers] = await db.$queryRaw<[Numbers]>`
    SELECT (SELECT count(*)::int FROM admission WHERE admitted_at >= ${midnight}) AS admitted,
      (SELECT count(*)::int FROM admission WHERE discharged_at >= ${midnight}) AS discharged,
      i.issued, i."totalMinor",
      (SELECT count(*)::int FROM message WHERE status = 'FAILED') AS "failedMails",
      ${strandedCount('todo', now)} AS stranded
    FROM (
      SELECT count(*)::int AS issued, coalesce(sum(total_minor), 0)::int8 AS "totalMinor"
      FROM invoice WHERE issued_at >= ${midnight}) i`
  return numbers
}
