import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { addDays, type Day, startOfDay } from '../shared/calendar.js'
import type { Session, Span, Timetable } from './slot-rules.js'

export interface Hours {
  timetable: Timetable
  leaves: Span[]
  /** What the closed days are called. */
  holidays: ReadonlyMap<Day, string>
}

/** Hours and leave of these doctors on these days, in one statement. */
export async function hoursOf(
  tx: Tx,
  doctorIds: string[],
  days: { from: Day; to: Day },
): Promise<(doctorId: string) => Hours> {
  const rows = await tx.$queryRaw<HoursRow[]>`
    SELECT ${hoursColumns(days)} FROM doctor d WHERE d.id = ANY (${doctorIds}::uuid[])`
  const hours = new Map(rows.map((row) => [row.id, asHours(row)]))
  return (id) => hours.get(id) ?? noHours
}

/** For a statement over `doctor d`, to be read with `asHours`. */
export function hoursColumns(days: { from: Day; to: Day }): Prisma.Sql {
  const { begin, end } = instantsOf(days)
  return Prisma.sql`d.id, d.chamber,
    to_json(ARRAY(
      SELECT json_build_object('weekday', s.weekday, ${sessionInSql}) FROM working_hours s
      WHERE s.doctor_id = d.id ORDER BY s.weekday, s.starts_at)) AS weekly,
    to_json(ARRAY(
      SELECT json_build_object('day', e.day, 'sessions', ARRAY(
        SELECT json_build_object(${sessionInSql}) FROM exception_hours s
        WHERE s.exception_id = e.id ORDER BY s.starts_at)) FROM schedule_exception e
      WHERE e.doctor_id = d.id AND e.day BETWEEN ${days.from}::date AND ${days.to}::date)) AS exceptions,
    to_json(ARRAY(
      SELECT json_build_object('startsAt', l.starts_at, 'endsAt', l.ends_at) FROM doctor_leave l
      WHERE l.doctor_id = d.id AND l.cancelled_at IS NULL AND l.starts_at < ${end} AND l.ends_at > ${begin}
    )) AS leaves,
    to_json(ARRAY(
      SELECT json_build_object('day', h.day, 'name', h.name) FROM holiday h
      WHERE h.day BETWEEN ${days.from}::date AND ${days.to}::date)) AS holidays`
}

/** From the first instant of these days up to, and without, the end of the last. */
export const instantsOf = (days: { from: Day; to: Day }) => ({
  begin: startOfDay(days.from, config.zone),
  end: startOfDay(addDays(days.to, 1), config.zone),
})

/** A session `s` as a JSON object. Its times are checked by the tables themselves to be times of day, and these names are theirs. */
export const sessionInSql = Prisma.sql`
  'startsAt', s.starts_at, 'endsAt', s.ends_at, 'slotMinutes', s.slot_minutes, 'bufferMinutes', s.buffer_minutes,
  'urgentSlots', s.urgent_slots, 'room', s.room, 'visitKind', s.visit_kind`

export interface HoursRow {
  id: string
  chamber: string | null
  weekly: Timetable['weekly']
  exceptions: { day: Day; sessions: Session[] }[]
  /** As JSON writes instants. */
  leaves: { startsAt: string; endsAt: string }[]
  holidays: { day: Day; name: string }[]
}

/** Of who is no doctor. */
export const noHours: Hours = {
  timetable: { weekly: [], exceptions: new Map(), holidays: new Set() },
  leaves: [],
  holidays: new Map(),
}

export function asHours({ chamber, weekly, exceptions, leaves, holidays }: HoursRow): Hours {
  return {
    timetable: {
      weekly: weekly.map((line) => inRoom(line, chamber)),
      exceptions: new Map(
        exceptions.map(({ day, sessions }) => [day, sessions.map((one) => inRoom(one, chamber))]),
      ),
      holidays: new Set(holidays.map(({ day }) => day)),
    },
    leaves: leaves.map(({ startsAt, endsAt }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    })),
    holidays: new Map(holidays.map(({ day, name }) => [day, name])),
  }
}

/** Whoever sees patients in person and names no room does so in their chamber. */
const inRoom = <Line extends Session>(line: Line, chamber: string | null): Line =>
  line.visitKind === 'VIDEO' ? line : { ...line, room: line.room ?? chamber }

export const sessionFields = {
  startsAt: true,
  endsAt: true,
  slotMinutes: true,
  bufferMinutes: true,
  urgentSlots: true,
  room: true,
  visitKind: true,
} as const

type SessionRow = Omit<Session, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }

/** The table's own checks say that its times are times of day. */
export const asSession = (row: SessionRow): Session => row as Session
