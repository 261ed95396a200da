import { addDays, type Day, dayIn, instantAt, startOfDay, timeOfDay, weekdayOf } from '../shared/calendar.js'

const AT = timeOfDay('07:00')
const LATE_HOURS = 24

/**
 * The first day of the week about which doctors are told now, or null where nothing is due: each Monday from seven
 * o'clock on the hospital's wall, about the seven days before. Who was down that morning makes up for it until the
 * next morning.
 */
export function weekDue(now: Date, zone: string): Day | null {
  const today = dayIn(now, zone)
  const monday = addDays(today, 1 - weekdayOf(today))
  const due = instantAt(monday, AT, zone)
  const late = now.getTime() - due.getTime()
  return late >= 0 && late < LATE_HOURS * 3_600_000 ? addDays(monday, -7) : null
}

/** The seven days that end today. */
export const lastWeek = (today: Day): Day => addDays(today, -6)

/** From the first instant of that day to the first after the seventh. */
export const weekFrom = (from: Day, zone: string): { from: Date; until: Date } => ({
  from: startOfDay(from, zone),
  until: startOfDay(addDays(from, 7), zone),
})
