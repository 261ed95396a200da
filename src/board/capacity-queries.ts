import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Sex, WardLevel } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'
import { dayFromColumn, dayIn, daysBetween, startOfDay } from '../shared/calendar.js'
import { wardsNow } from '../wards/queries.js'
import { kindAt } from '../wards/state-queries.js'
import { ARRIVAL_DAYS, LENGTH_DAYS } from './capacity-rules.js'
import type { BedTaken, LengthCount } from './leaving-rules.js'

const DAY = 86_400_000

/** All that the outlook is reckoned from, as things are now; five statements. */
export async function capacityAt(actor: Actor, now: Date) {
  authorize(actor, 'board.view')
  const [wards, lengths, taken, arrivals, waiting] = await Promise.all([
    wardsNow(now),
    lengthsByLevel(now),
    staysNow(now),
    arrivalsByWard(now),
    waitingNow(),
  ])
  return { wards, lengths, taken, arrivals, waiting }
}

/** Stays at a level, of those who were admitted within the last months: how many lasted so many nights, or last still. */
async function lengthsByLevel(now: Date): Promise<Map<WardLevel, LengthCount[]>> {
  const rows = await db.$queryRaw<(LengthCount & { level: WardLevel })[]>`
    SELECT e.level, e."endedAt" IS NOT NULL AS left, count(*)::int AS stays,
      (coalesce(e."endedAt", ${now}) AT TIME ZONE ${config.zone})::date
        - (e."startedAt" AT TIME ZONE ${config.zone})::date AS nights
    FROM (${staysAtLevel(Prisma.sql`a.admitted_at >= ${daysBefore(now, LENGTH_DAYS)} AND s.started_at <= ${now}`)}) e
    GROUP BY 1, 2, 4`
  const byLevel = new Map<WardLevel, LengthCount[]>()
  for (const { level, ...count } of rows) byLevel.set(level, [...(byLevel.get(level) ?? []), count])
  return byLevel
}

/** Everybody who is in a bed: how long at this level, and in how many days they are to go. By the stay. */
async function staysNow(now: Date): Promise<Map<string, BedTaken>> {
  const rows = await db.$queryRaw<
    { id: string; startedAt: Date; expectedOn: Date | null; orderedAt: Date | null }[]
  >`
    SELECT a.id, max(e."startedAt") AS "startedAt", a.expected_discharge_on AS "expectedOn",
      a.discharge_ordered_at AS "orderedAt"
    FROM (${staysAtLevel(Prisma.sql`a.discharged_at IS NULL`)}) e JOIN admission a ON a.id = e.admission_id
    WHERE e."endedAt" IS NULL GROUP BY a.id`
  const today = dayIn(now, config.zone)
  return new Map(
    rows.map(({ id, startedAt, expectedOn, orderedAt }) => {
      const nights = daysBetween(dayIn(startedAt, config.zone), today)
      const expected = expectedOn && daysBetween(today, dayFromColumn(expectedOn))
      // Who may go by a doctor's order goes on the day of the order, unless a day was planned that is earlier.
      const ordered = orderedAt && daysBetween(today, dayIn(orderedAt, config.zone))
      const leavesIn = ordered === null ? expected : Math.min(ordered, expected ?? ordered)
      return [id, { nights: Math.max(0, nights), leavesIn }]
    }),
  )
}

/** One row for each stretch of a stay at the same level, moves within it left out; `which` is over `admission a`. */
const staysAtLevel = (which: Prisma.Sql) => Prisma.sql`
  SELECT r.admission_id, r.level, min(r.started_at) AS "startedAt",
    CASE WHEN bool_and(r.ended_at IS NOT NULL) THEN max(r.ended_at) END AS "endedAt"
  FROM (
    SELECT m.*, count(*) FILTER (WHERE m.came) OVER (PARTITION BY m.admission_id ORDER BY m.started_at, m.id) AS run
    FROM (
      SELECT s.id, s.admission_id, s.started_at, s.ended_at, kind.level,
        lag(kind.level) OVER (PARTITION BY s.admission_id ORDER BY s.started_at, s.id)
          IS DISTINCT FROM kind.level AS came
      FROM admission a
      JOIN bed_stay s ON s.admission_id = a.id AND s.kind = 'OCCUPIED'
      JOIN bed b ON b.id = s.bed_id
      JOIN ward w ON w.id = b.ward_id, LATERAL (${kindAt(Prisma.sql`s.started_at`)}) kind
      WHERE ${which}) m) r
  GROUP BY r.admission_id, r.run, r.level`

/** How many came to each ward in a day, from outside and from other wards, over the days that end today. */
async function arrivalsByWard(now: Date): Promise<Map<string, number>> {
  const from = daysBefore(now, ARRIVAL_DAYS)
  const rows = await db.$queryRaw<{ wardId: string; came: number; openedAt: Date }[]>`
    SELECT w.id AS "wardId", w.opened_at AS "openedAt", count(*)::int AS came
    FROM (
      SELECT s.started_at, b.ward_id,
        lag(b.ward_id) OVER (PARTITION BY s.admission_id ORDER BY s.started_at, s.id) IS DISTINCT FROM b.ward_id AS came
      FROM admission a
      JOIN bed_stay s ON s.admission_id = a.id AND s.kind = 'OCCUPIED'
      JOIN bed b ON b.id = s.bed_id
      WHERE a.discharged_at IS NULL OR a.discharged_at >= ${from}) m
    JOIN ward w ON w.id = m.ward_id
    WHERE m.came AND m.started_at >= ${from} AND m.started_at <= ${now}
    GROUP BY w.id`
  return new Map(
    rows.map(({ wardId, came, openedAt }) => {
      const open = (now.getTime() - Math.max(from.getTime(), openedAt.getTime())) / DAY
      return [wardId, came / Math.max(1, open)]
    }),
  )
}

const MOST_WAITING = 1000

/** Who waits for a bed, the most urgent and then the longest waiting first. */
const waitingNow = () => db.$queryRaw<(BedNeeds & { id: string; sex: Sex | null })[]>`
  SELECT r.id, to_json(r.levels) AS levels, r.isolation, r.oxygen, p.sex
  FROM admission_request r JOIN patient p ON p.id = r.patient_id
  WHERE r.status = 'WAITING' ORDER BY r.priority DESC, r.requested_at, r.id LIMIT ${MOST_WAITING}`

/** From the beginning of that day. */
const daysBefore = (now: Date, days: number) =>
  startOfDay(dayIn(new Date(now.getTime() - days * DAY), config.zone), config.zone)
