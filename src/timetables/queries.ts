import { asSession, hoursOf, sessionFields, sessionInSql } from '../availability/hours-queries.js'
import { freeSlots, type Session, sessionsOn } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { addDays, type Day, dayFromColumn, dayToColumn, startOfDay } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { leaveOn } from './rules.js'

export type WeekSession = Session & { weekday: number }

/** Whose timetable it is. */
export async function doctorOfTimetable(id: string) {
  const [doctor] = await db.$queryRaw<{ id: string; chamber: string | null; name: string }[]>`
    SELECT d.id, d.chamber, a.name FROM doctor d JOIN account a ON a.id = d.account_id WHERE d.id = ${id}::uuid`
  if (!doctor) throw new NotFound()
  return doctor
}

export async function weeklyHours(doctorId: string, tx: Tx = db): Promise<WeekSession[]> {
  const rows = await tx.workingHours.findMany({
    where: { doctorId },
    orderBy: [{ weekday: 'asc' }, { startsAt: 'asc' }],
    select: { weekday: true, ...sessionFields },
  })
  return rows.map(({ weekday, ...row }) => ({ weekday, ...asSession(row) }))
}

const dateFields = {
  id: true,
  day: true,
  note: true,
  hours: { select: sessionFields, orderBy: { startsAt: 'asc' } },
} as const

/** The dates from today on that have hours of their own. */
export async function datesToCome(doctorId: string, today: Day): Promise<OneDate[]> {
  return db.$queryRaw<OneDate[]>`
    SELECT e.id, e.day::text, e.note, to_json(ARRAY(
      SELECT json_build_object(${sessionInSql}) FROM exception_hours s
      WHERE s.exception_id = e.id ORDER BY s.starts_at)) AS sessions
    FROM schedule_exception e WHERE e.doctor_id = ${doctorId}::uuid AND e.day >= ${today}::date
    ORDER BY e.day LIMIT 100`
}

export async function findDate(doctorId: string, id: string, tx: Tx = db) {
  const found = await tx.scheduleException.findFirst({ where: { id, doctorId }, select: dateFields })
  if (!found) throw new NotFound()
  return asDate(found)
}

export type OneDate = Awaited<ReturnType<typeof findDate>>

const leaveFields = { id: true, startsAt: true, endsAt: true, reason: true, cancelledAt: true } as const

/** Leave that is under way or to come, soonest first, and the last that are over or were cancelled. */
export async function leavesOf(doctorId: string, now: Date) {
  const found = await db.$queryRaw<(OneLeave & { isOpen: boolean })[]>`
    WITH leave AS (
      SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", reason, cancelled_at AS "cancelledAt",
        cancelled_at IS NULL AND ends_at > ${now} AS "isOpen"
      FROM doctor_leave WHERE doctor_id = ${doctorId}::uuid)
    (SELECT * FROM leave WHERE "isOpen" ORDER BY "startsAt" LIMIT 100) UNION ALL
    (SELECT * FROM leave WHERE NOT "isOpen" ORDER BY "startsAt" DESC LIMIT 10)`
  return { toCome: found.filter(({ isOpen }) => isOpen), former: found.filter(({ isOpen }) => !isOpen) }
}

type OneLeave = Awaited<ReturnType<typeof findLeave>>

export async function findLeave(doctorId: string, id: string, tx: Tx = db) {
  const leave = await tx.doctorLeave.findFirst({ where: { id, doctorId }, select: leaveFields })
  if (!leave) throw new NotFound()
  return leave
}

export async function holidaysFrom(first: Day, last?: Day) {
  const found = await db.holiday.findMany({
    where: { day: { gte: dayToColumn(first), ...(last && { lte: dayToColumn(last) }) } },
    orderBy: { day: 'asc' },
    take: 200,
    select: { id: true, day: true, name: true },
  })
  return found.map((holiday) => ({ ...holiday, day: dayFromColumn(holiday.day) }))
}

export async function findHoliday(id: string) {
  const holiday = await db.holiday.findUnique({ where: { id }, select: { id: true, day: true, name: true } })
  if (!holiday) throw new NotFound()
  return { ...holiday, day: dayFromColumn(holiday.day) }
}

/** The hours, and what they yield on each of these days: how many times there are, and how many visits are booked. */
export async function daysOfTimetable(doctorId: string, first: Day, count: number) {
  const last = addDays(first, count - 1)
  const [hours, booked] = await Promise.all([
    hoursOf(db, [doctorId], { from: first, to: last }),
    db.appointment.groupBy({
      by: ['day'],
      where: {
        // Those that are over, too: their time was taken.
        ...{ doctorId, walkIn: false, status: { notIn: ['REJECTED', 'CANCELLED'] } },
        day: { gte: dayToColumn(first), lte: dayToColumn(last) },
      },
      _count: true,
    }),
  ])
  const { timetable, leaves, holidays } = hours(doctorId)
  const visits = new Map(booked.map(({ day, _count }) => [dayFromColumn(day), _count]))
  const limits = { earliest: startOfDay(first, config.zone), lastDay: last, urgent: true }
  const days = Array.from({ length: count }, (_, index) => {
    const day = addDays(first, index)
    const taken = { busy: [], leaves }
    const slots = [...freeSlots({ from: day, to: day }, timetable, taken, limits, config.zone)]
    return {
      day,
      sessions: sessionsOn(day, timetable),
      times: slots.length,
      keptBack: slots.filter(({ keptBack }) => keptBack).length,
      booked: visits.get(day) ?? 0,
      leave: leaveOn(day, leaves, config.zone),
      holiday: holidays.get(day) ?? null,
      ownHours: timetable.exceptions.has(day),
    }
  })
  return { week: timetable.weekly, days }
}

export type TimetableDay = Awaited<ReturnType<typeof daysOfTimetable>>['days'][number]

function asDate({
  day,
  hours,
  ...date
}: {
  id: string
  day: Date
  note: string | null
  hours: Parameters<typeof asSession>[0][]
}) {
  return { ...date, day: dayFromColumn(day), sessions: hours.map(asSession) }
}
