import { hoursOf } from '../availability/hours-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { type Day, dayToColumn, instantAt } from '../shared/calendar.js'
import { type Consultation, RECENT } from './estimate-rules.js'
import { inTurn } from './queue-rules.js'
import { sessionFor } from './session-rules.js'

/** A doctor's day as those who wait may know it: how many, and since when; never who. */
export interface Turns {
  /** The ids of those who wait, in the order in which they are called. */
  order: string[]
  insideSince: Date | null
  /** Whether anybody was called today. */
  begun: boolean
}

export async function turnsOf(doctorId: string, today: Day): Promise<Turns> {
  const visits = await db.appointment.findMany({
    where: { doctorId, day: dayToColumn(today), token: { not: null } },
    select: {
      ...{ id: true, status: true, token: true, priority: true },
      ...{ startsAt: true, checkedInAt: true, calledAt: true },
    },
  })
  const waiting = visits.flatMap(({ token, checkedInAt, ...visit }) =>
    visit.status === 'CHECKED_IN' && token !== null && checkedInAt !== null
      ? [{ ...visit, token, checkedInAt }]
      : [],
  )
  return {
    order: inTurn(waiting).map(({ id }) => id),
    insideSince: visits.find(({ status }) => status === 'IN_CONSULTATION')?.calledAt ?? null,
    begun: visits.some(({ calledAt }) => calledAt !== null),
  }
}

/** When the hours begin in which who waits now is seen; null where they have begun, or there are none. */
export async function beginningOf(doctorId: string, today: Day, now: Date): Promise<Date | null> {
  const { timetable } = (await hoursOf(db, [doctorId], { from: today, to: today }))(doctorId)
  const session = sessionFor(today, timetable, now, config.zone)
  const beginsAt = session && instantAt(today, session.startsAt, config.zone)
  return beginsAt && beginsAt > now ? beginsAt : null
}

/** A doctor's latest consultations of the last 90 days, latest first. */
export async function recentConsultations(doctorId: string, now: Date): Promise<Consultation[]> {
  const visits = await db.appointment.findMany({
    where: {
      doctorId,
      status: 'COMPLETED',
      calledAt: { not: null },
      startsAt: { gte: new Date(now.getTime() - 90 * 86_400_000), lte: new Date(now.getTime() + 86_400_000) },
    },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: RECENT,
    select: { calledAt: true, completedAt: true },
  })
  return visits.flatMap(({ calledAt, completedAt }) =>
    calledAt !== null && completedAt !== null ? [{ calledAt, completedAt }] : [],
  )
}
