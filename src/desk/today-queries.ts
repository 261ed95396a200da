import type { Actor } from '../access/actor.js'
import { appointmentsOfInSql } from '../access/booking-scopes.js'
import { statuses } from '../appointments/rules.js'
import { asVisit, type RawVisit, visitColumns, visitTables } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { addDays, type Day, startOfDay } from '../shared/calendar.js'

/** One day's visits by state, and every request that waits for an answer, whatever its day. */
export interface Counts {
  today: Record<AppointmentStatus, number>
  requests: number
}

/** How the day stands for whom this person reaches. */
export async function countsOn(actor: Actor, today: Day, now: Date): Promise<Counts> {
  const rows = await db.$queryRaw<{ status: AppointmentStatus; today: number; coming: number }[]>`
    SELECT v.status, count(*) FILTER (WHERE ${within(today)})::int AS today,
      count(*) FILTER (WHERE v.starts_at > ${now})::int AS coming
    FROM appointment v
    WHERE (${within(today)} OR (v.status = 'REQUESTED' AND v.starts_at > ${now})) AND ${appointmentsOfInSql(actor)}
    GROUP BY v.status`
  const none = Object.fromEntries(statuses.map((status) => [status, 0])) as Counts['today']
  return {
    today: { ...none, ...Object.fromEntries(rows.map(({ status, today: count }) => [status, count])) },
    requests: rows.find(({ status }) => status === 'REQUESTED')?.coming ?? 0,
  }
}

/** The requests that wait for an answer, and who is expected today and has not come yet; the soonest time first. */
export async function requestsAndArrivals(actor: Actor, today: Day, now: Date, most: number) {
  const reached = appointmentsOfInSql(actor)
  const expected = Prisma.sql`v.status = 'CONFIRMED' AND ${within(today)} AND ${reached}`
  const { requests, others } = await requestsAnd(actor, now, most, expected, most)
  return { requests, arrivals: others }
}

/** The requests that wait for a doctor's answer, and all of their visits of a day that are not put away, in order of time. */
export async function requestsAndWorkingList(actor: Actor, today: Day, now: Date, most: number) {
  const shown = Prisma.sql`v.status NOT IN ('REQUESTED', 'REJECTED', 'CANCELLED') AND v.archived_at IS NULL`
  const own = Prisma.sql`v.doctor_id = ${actor.doctorId}::uuid AND ${within(today)} AND ${shown}`
  const { requests, others } = await requestsAnd(actor, now, most, own, 200)
  return { requests, list: others }
}

/** Requests, and visits that are none; one statement. */
async function requestsAnd(actor: Actor, now: Date, most: number, which: Prisma.Sql, mostOthers: number) {
  const found = await db.$queryRaw<RawVisit[]>`
    (SELECT ${visitColumns} FROM ${visitTables}
    WHERE v.status = 'REQUESTED' AND v.starts_at > ${now} AND ${appointmentsOfInSql(actor)}
    ORDER BY v.starts_at, v.id LIMIT ${most})
    UNION ALL
    (SELECT ${visitColumns} FROM ${visitTables} WHERE ${which} ORDER BY v.starts_at, v.id LIMIT ${mostOthers})`
  const visits = found.map(asVisit)
  return {
    requests: visits.filter(({ status }) => status === 'REQUESTED'),
    others: visits.filter(({ status }) => status !== 'REQUESTED'),
  }
}

/** By the index of `starts_at`, which `day` has none of. */
const within = (day: Day) =>
  Prisma.sql`(v.starts_at >= ${startOfDay(day, config.zone)} AND v.starts_at < ${startOfDay(addDays(day, 1), config.zone)})`
