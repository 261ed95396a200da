import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { countsOn } from '../desk/today-queries.js'
import { strandedCount } from '../offers/stranded-queries.js'
import { unusualAccess } from '../record/unusual-queries.js'
import { waitingApplicants } from '../registration/queries.js'
import { type Day, dayIn, dayToColumn, startOfDay } from '../shared/calendar.js'
import { occupancyAt } from '../wards/queries.js'

/** What waits for the administration, and how the house stands today in the hospital's zone. */
export async function houseToday(actor: Actor, now: Date, zone: string) {
  authorize(actor, 'dashboard.admin')
  const today = dayIn(now, zone)
  const [approvals, house, visits, numbers, unusual] = await Promise.all([
    waitingApplicants(actor, now),
    occupancyAt(now),
    countsOn(actor, today, now),
    numbersSince(startOfDay(today, zone), today, now),
    unusualAccess(actor, new Date(now.getTime() - 24 * 3_600_000)),
  ])
  const { stranded, issued, totalMinor, ...counted } = numbers
  const { receivedMinor, returnedMinor, owedMinor, overdueMinor, ...others } = counted
  return {
    ...{ approvals, house, ...others, unusual: unusual.length },
    invoices: { count: issued, totalMinor },
    money: { receivedMinor, returnedMinor, owedMinor, overdueMinor },
    visits: { ...visits, stranded },
  }
}

interface Numbers {
  admitted: number
  discharged: number
  issued: number
  totalMinor: bigint
  receivedMinor: bigint
  returnedMinor: bigint
  owedMinor: bigint
  overdueMinor: bigint
  failedMails: number
  /** Files that are damaged, or in which a virus was found. */
  brokenFiles: number
  /** Times that a doctor opened a record in an emergency. */
  emergencies: number
  stranded: number
}

async function numbersSince(midnight: Date, today: Day, now: Date): Promise<Numbers> {
  const [numbers] = await db.$queryRaw<[Numbers]>`
    SELECT (SELECT count(*)::int FROM admission WHERE admitted_at >= ${midnight}) AS admitted,
      (SELECT count(*)::int FROM admission WHERE discharged_at >= ${midnight}) AS discharged,
      i.issued, i."totalMinor", owing."owedMinor", owing."overdueMinor",
      (SELECT coalesce(sum(amount_minor), 0)::int8 FROM payment
       WHERE received_at >= ${midnight} AND cancelled_at IS NULL AND currency = ${config.currency}) AS "receivedMinor",
      (SELECT coalesce(sum(r.amount_minor), 0)::int8 FROM refund r JOIN payment y ON y.id = r.payment_id
       WHERE r.paid_at >= ${midnight} AND y.currency = ${config.currency}) AS "returnedMinor",
      (SELECT count(*)::int FROM message WHERE status = 'FAILED') AS "failedMails",
      (SELECT count(*)::int FROM stored_file WHERE damaged_at IS NOT NULL OR scan = 'INFECTED') AS "brokenFiles",
      (SELECT count(*)::int FROM break_glass WHERE started_at >= ${midnight}) AS emergencies,
      ${strandedCount('todo', now)} AS stranded
    FROM (
      SELECT count(*)::int AS issued, coalesce(sum(total_minor), 0)::int8 AS "totalMinor"
      FROM invoice WHERE issued_at >= ${midnight}) i,
    (SELECT coalesce(sum(b.total_minor - b.paid_minor - b.credited_minor), 0)::int8 AS "owedMinor",
        coalesce(sum(b.total_minor - b.paid_minor - b.credited_minor)
          FILTER (WHERE b.due_on < ${dayToColumn(today)}::date), 0)::int8 AS "overdueMinor"
      FROM invoice_balance b JOIN invoice i ON i.id = b.invoice_id
      WHERE b.voided_at IS NULL AND b.paid_minor + b.credited_minor < b.total_minor
        AND i.currency = ${config.currency}) owing`
  return numbers
}
