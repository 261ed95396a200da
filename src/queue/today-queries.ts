import { hoursOf } from '../availability/hours-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import { dayIn, dayToColumn, instantAt, type TimeOfDay } from '../shared/calendar.js'
import { sessionFor } from './session-rules.js'

export interface DoctorToday {
  id: string
  name: string
  specialisation: string
  /** The hours in which who comes now is seen; null where there are none any more. */
  hours: { from: Date; until: Date } | null
  /** In these hours, and not on leave. */
  isHere: boolean
  away: boolean
  waiting: number
}

/** The doctors with what matters to who comes without an appointment: those who see patients now first. */
export async function doctorsToday(now: Date): Promise<DoctorToday[]> {
  const today = dayIn(now, config.zone)
  const doctors = await db.doctor.findMany({
    where: atWork,
    orderBy: [{ account: { name: 'asc' } }, { id: 'asc' }],
    take: 200,
    select: {
      id: true,
      account: { select: { name: true } },
      specialisation: { select: { name: true } },
      _count: { select: { appointments: { where: { day: dayToColumn(today), status: 'CHECKED_IN' } } } },
    },
  })
  const hours = await hoursOf(
    db,
    doctors.map(({ id }) => id),
    { from: today, to: today },
  )
  return doctors
    .map(({ id, account, specialisation, _count }) => {
      const { timetable, leaves } = hours(id)
      const session = sessionFor(today, timetable, now, config.zone)
      const at = (time: TimeOfDay) => instantAt(today, time, config.zone)
      const theirs = session && { from: at(session.startsAt), until: at(session.endsAt) }
      const away = leaves.some(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
      return {
        ...{ id, name: account.name, specialisation: specialisation.name, waiting: _count.appointments },
        hours: theirs && theirs.until > now ? theirs : null,
        isHere: theirs !== null && theirs.from <= now && now < theirs.until && !away,
        away,
      }
    })
    .sort((one, other) => Number(other.isHere) - Number(one.isHere))
}
