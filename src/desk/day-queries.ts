import type { Actor } from '../access/actor.js'
import { appointmentsOfInSql } from '../access/booking-scopes.js'
import {
  asVisit,
  type RawVisit,
  type VisitRow,
  visitColumns,
  visitTables,
} from '../appointments/visit-queries.js'
import { type Availability, availabilityOf } from '../availability/known-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { addDays, type Day, startOfDay } from '../shared/calendar.js'

export interface Schedule {
  known: (doctorId: string) => Availability
  visits: VisitRow[]
}

/**
 * Hours, leave, holds and visits of these doctors on these days. The number of statements is the same for a doctor's
 * week and for the day of a whole hospital.
 */
export async function scheduleOf(
  actor: Actor,
  doctorIds: string[],
  days: { from: Day; to: Day },
  now: Date,
): Promise<Schedule> {
  const [known, visits] = await Promise.all([
    availabilityOf(db, doctorIds, days, { now }),
    visitsBetween(actor, doctorIds, days),
  ])
  return { known, visits }
}

async function visitsBetween(
  actor: Actor,
  doctorIds: string[],
  { from, to }: { from: Day; to: Day },
): Promise<VisitRow[]> {
  const found = await db.$queryRaw<RawVisit[]>`
    SELECT ${visitColumns} FROM ${visitTables}
    WHERE v.doctor_id = ANY (${doctorIds}::uuid[]) AND ${appointmentsOfInSql(actor)}
      AND v.starts_at >= ${startOfDay(from, config.zone)} AND v.starts_at < ${startOfDay(addDays(to, 1), config.zone)}
      AND v.status NOT IN ('REJECTED', 'CANCELLED')
    ORDER BY v.starts_at, v.id
    LIMIT ${MOST}`
  return found.map(asVisit)
}

/** More than every doctor of a large hospital sees in a day. */
const MOST = 5_000
