import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Priority } from '../generated/prisma/enums.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import { inTurn } from './queue-rules.js'

/** What the hall may know: tokens and rooms, of nobody in particular. */
export interface Call {
  token: string
  room: string | null
  /** When it was called, or called again. */
  at: Date
}

/** Who is called in now, the latest call first, and who waits; `rooms` in small letters, all where there are none. */
export async function screenOf(
  today: Day,
  rooms: string[],
): Promise<{ calls: Call[]; waiting: { room: string | null; tokens: string[] }[] }> {
  const visits = await db.$queryRaw<RawVisit[]>`
    SELECT v.doctor_id AS "doctorId", v.status::text AS status, v.token, v.room, v.priority,
      v.starts_at AS "startsAt", v.checked_in_at AS "checkedInAt", called.at
    FROM appointment v
    LEFT JOIN LATERAL (
      SELECT max(e.at) AS at FROM appointment_event e
      WHERE e.appointment_id = v.id AND e.kind IN ('CALLED', 'RECALLED')) called ON v.status = 'IN_CONSULTATION'
    WHERE v.day = ${dayToColumn(today)}::date AND v.token IS NOT NULL
      AND v.status IN ('CHECKED_IN', 'IN_CONSULTATION') AND v.visit_kind = 'IN_PERSON'
      AND ${rooms.length > 0 ? Prisma.sql`lower(v.room) = ANY (${rooms})` : Prisma.sql`TRUE`}`
  const calls = visits.flatMap(({ token, room, at }) => (at ? [{ token, room, at }] : []))
  const doctors = new Map<string, RawVisit[]>()
  for (const visit of inTurn(visits.filter(({ status }) => status === 'CHECKED_IN')))
    doctors.set(visit.doctorId, [...(doctors.get(visit.doctorId) ?? []), visit])
  return {
    calls: calls.sort((one, other) => other.at.getTime() - one.at.getTime()),
    waiting: [...doctors.values()]
      .map((theirs) => ({ room: theirs[0]?.room ?? null, tokens: theirs.map(({ token }) => token) }))
      .sort((one, other) => (one.room ?? '').localeCompare(other.room ?? '', 'en', { numeric: true })),
  }
}

interface RawVisit {
  doctorId: string
  status: string
  token: string
  room: string | null
  priority: Priority
  startsAt: Date
  checkedInAt: Date
  at: Date | null
}
