import type { Actor } from '../access/actor.js'
import { appointmentsOfInSql } from '../access/booking-scopes.js'
import {
  asVisit,
  type RawVisit,
  type VisitRow,
  visitColumns,
  visitTables,
} from '../appointments/visit-queries.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import { inTurn } from './queue-rules.js'

/** A visit that has its token. */
export type QueuedVisit = VisitRow & { token: string; checkedInAt: Date }

export interface Queue {
  doctor: VisitRow['doctor']
  /** Who is with the doctor now. */
  inside: QueuedVisit | null
  /** In the order in which they are called. */
  waiting: QueuedVisit[]
  /** The latest call, end or miss that still stands: what can be taken back. */
  latest: QueuedVisit | null
}

/** Today's queues of the doctors whom this person reaches, or of one of them, by the doctor's name. */
export async function queuesOn(actor: Actor, today: Day, doctorId: string | null = null): Promise<Queue[]> {
  const whose = scopeOf(actor, today, doctorId)
  const present = await db.$queryRaw<RawVisit[]>`
    SELECT ${visitColumns} FROM ${visitTables}
    WHERE ${whose} AND v.status IN ('CHECKED_IN', 'IN_CONSULTATION')`
  const latest = await db.$queryRaw<RawVisit[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (v.doctor_id) ${visitColumns} FROM ${visitTables}
      JOIN appointment_event e ON e.appointment_id = v.id AND e.kind::text = CASE v.status::text
        WHEN 'IN_CONSULTATION' THEN 'CALLED' WHEN 'COMPLETED' THEN 'COMPLETED' WHEN 'NO_SHOW' THEN 'NO_SHOW' END
      WHERE ${whose}
      ORDER BY v.doctor_id, e.at DESC, e.id DESC) deed`
  const here = present.map(asVisit).filter(isQueued)
  const last = latest.map(asVisit).filter(isQueued)
  const doctors = new Map([...last, ...here].map(({ doctor }) => [doctor.id, doctor]))
  return [...doctors.values()]
    .sort((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id))
    .map((doctor) => {
      const theirs = here.filter((visit) => visit.doctor.id === doctor.id)
      return {
        doctor,
        inside: theirs.find(({ status }) => status === 'IN_CONSULTATION') ?? null,
        waiting: inTurn(theirs.filter(({ status }) => status === 'CHECKED_IN')),
        latest: last.find((visit) => visit.doctor.id === doctor.id) ?? null,
      }
    })
}

/** Whom a doctor has seen today, or missed, the latest first. */
export async function seenOn(actor: Actor, today: Day, most: number): Promise<QueuedVisit[]> {
  const rows = await db.$queryRaw<RawVisit[]>`
    SELECT ${visitColumns} FROM ${visitTables}
    WHERE ${scopeOf(actor, today, null)} AND v.status IN ('COMPLETED', 'NO_SHOW')
    ORDER BY COALESCE(v.completed_at, v.starts_at) DESC, v.id DESC LIMIT ${most}`
  return rows.map(asVisit).filter(isQueued)
}

/** Who is to come today and has not checked in, soonest first; one more than `most` where there are more. */
export async function expectedOn(
  actor: Actor,
  today: Day,
  doctorId: string | null,
  most: number,
): Promise<VisitRow[]> {
  const rows = await db.$queryRaw<RawVisit[]>`
    SELECT ${visitColumns} FROM ${visitTables}
    WHERE v.day = ${dayToColumn(today)}::date AND v.status = 'CONFIRMED' AND ${appointmentsOfInSql(actor)}
      AND ${ofDoctor(doctorId)}
    ORDER BY v.starts_at, v.id LIMIT ${most + 1}`
  return rows.map(asVisit)
}

/** Visits of earlier days that were never closed. */
export async function leftOvers(actor: Actor, today: Day, most = 50): Promise<QueuedVisit[]> {
  const rows = await db.$queryRaw<RawVisit[]>`
    SELECT ${visitColumns} FROM ${visitTables}
    WHERE v.status IN ('CHECKED_IN', 'IN_CONSULTATION') AND v.day < ${dayToColumn(today)}::date
      AND ${appointmentsOfInSql(actor)}
    ORDER BY v.starts_at, v.id LIMIT ${most}`
  return rows.map(asVisit).filter(isQueued)
}

function scopeOf(actor: Actor, today: Day, doctorId: string | null): Prisma.Sql {
  return Prisma.sql`v.day = ${dayToColumn(today)}::date AND v.token IS NOT NULL AND ${appointmentsOfInSql(actor)}
    AND ${ofDoctor(doctorId)}`
}

const ofDoctor = (doctorId: string | null) =>
  doctorId === null ? Prisma.sql`TRUE` : Prisma.sql`v.doctor_id = ${doctorId}::uuid`

const isQueued = (visit: VisitRow): visit is QueuedVisit => visit.token !== null && visit.checkedInAt !== null
