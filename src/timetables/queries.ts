import { holdingStates } from '../appointments/transition-rules.js'
import { asSession, hoursOf, sessionFields } from '../availability/hours-queries.js'
import { freeSlots, type Session, sessionsOn } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { addDays, type Day, dayFromColumn, dayToColumn, startOfDay } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { leaveOn } from './rules.js'

export type WeekSession = Session & { weekday: number }

/** Whose timetable it is. */
export async function doctorOfTimetable(id: string) {
  const doctor = await db.doctor.findUnique({
    where: { id },
    select: { id: true, chamber: true, account: { select: { name: true } } },
  })
  if (!doctor) throw new NotFound()
  return { id: doctor.id, chamber: doctor.chamber, name: doctor.account.name }
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
export async function datesToCome(doctorId: string, today: Day) {
  const found = await db.scheduleException.findMany({
    where: { doctorId, day: { gte: dayToColumn(today) } },
    orderBy: { day: 'asc' },
    take: 100,
    select: dateFields,
  })
  return found.map(asDate)
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
  const open = { doctorId, cancelledAt: null, endsAt: { gt: now } }
  const [toCome, former] = await Promise.all([
    db.doctorLeave.findMany({ where: open, orderBy: { startsAt: 'asc' }, take: 100, select: leaveFields }),
    db.doctorLeave.findMany({
      where: { doctorId, OR: [{ cancelledAt: { not: null } }, { endsAt: { lte: now } }] },
      orderBy: { startsAt: 'desc' },
      take: 10,
      select: leaveFields,
    }),
  ])
  return { toCome, former }
}

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

/** What the hours yield on each of these days: how many times there are, and how many visits are booked. */
export async function daysOfTimetable(doctorId: string, first: Day, count: number) {
  const last = addDays(first, count - 1)
  const [hours, holidays, booked] = await Promise.all([
    hoursOf(db, [doctorId], { from: first, to: last }),
    holidaysFrom(first, last),
    db.appointment.groupBy({
      by: ['day'],
      where: {
        ...{ doctorId, walkIn: false, status: { in: [...holdingStates] } },
        day: { gte: dayToColumn(first), lte: dayToColumn(last) },
      },
      _count: true,
    }),
  ])
  const { timetable, leaves } = hours(doctorId)
  const visits = new Map(booked.map(({ day, _count }) => [dayFromColumn(day), _count]))
  const names = new Map(holidays.map(({ day, name }) => [day, name]))
  const limits = { earliest: startOfDay(first, config.zone), lastDay: last, urgent: true }
  return Array.from({ length: count }, (_, index) => {
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
      holiday: names.get(day) ?? null,
      ownHours: timetable.exceptions.has(day),
    }
  })
}

export type TimetableDay = Awaited<ReturnType<typeof daysOfTimetable>>[number]

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
