import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { addDays, type Day, dayFromColumn, dayToColumn, startOfDay } from '../shared/calendar.js'
import type { Session, Span, Timetable } from './slot-rules.js'

export interface Hours {
  timetable: Timetable
  leaves: Span[]
}

/** Hours and leave of these doctors on these days, in a fixed number of statements. */
export async function hoursOf(
  tx: Tx,
  doctorIds: string[],
  days: { from: Day; to: Day },
): Promise<(doctorId: string) => Hours> {
  const onDays = { gte: dayToColumn(days.from), lte: dayToColumn(days.to) }
  const whose = { in: doctorIds }
  const doctors = await tx.doctor.findMany({ where: { id: whose }, select: { id: true, chamber: true } })
  const weekly = await tx.workingHours.findMany({
    where: { doctorId: whose },
    select: { doctorId: true, weekday: true, ...sessionFields },
    orderBy: [{ weekday: 'asc' }, { startsAt: 'asc' }],
  })
  const exceptions = await tx.scheduleException.findMany({
    where: { doctorId: whose, day: onDays },
    select: { doctorId: true, day: true, hours: { select: sessionFields, orderBy: { startsAt: 'asc' } } },
  })
  const holidays = await tx.holiday.findMany({ where: { day: onDays }, select: { day: true } })
  const leaves = await tx.doctorLeave.findMany({
    where: { doctorId: whose, cancelledAt: null, ...within(days) },
    select: { doctorId: true, startsAt: true, endsAt: true },
  })
  const closed = new Set(holidays.map(({ day }) => dayFromColumn(day)))
  const chambers = new Map(doctors.map(({ id, chamber }) => [id, chamber]))
  const [weeklyOf, exceptionsOf, leavesOf] = [byDoctor(weekly), byDoctor(exceptions), byDoctor(leaves)]
  return (id) => {
    const session = (row: SessionRow) => inRoom(asSession(row), chambers.get(id) ?? null)
    return {
      timetable: {
        weekly: (weeklyOf.get(id) ?? []).map((line) => ({ ...session(line), weekday: line.weekday })),
        exceptions: new Map(
          (exceptionsOf.get(id) ?? []).map(({ day, hours }) => [dayFromColumn(day), hours.map(session)]),
        ),
        holidays: closed,
      },
      leaves: leavesOf.get(id) ?? [],
    }
  }
}

/** Whoever sees patients in person and names no room does so in their chamber. */
const inRoom = (session: Session, chamber: string | null): Session =>
  session.visitKind === 'VIDEO' ? session : { ...session, room: session.room ?? chamber }

/** What shares time with these days. */
export const within = (days: { from: Day; to: Day }) => ({
  startsAt: { lt: startOfDay(addDays(days.to, 1), config.zone) },
  endsAt: { gt: startOfDay(days.from, config.zone) },
})

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

function byDoctor<Row extends { doctorId: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.doctorId)
    if (group) group.push(row)
    else groups.set(row.doctorId, [row])
  }
  return groups
}
