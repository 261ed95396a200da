import { addDays, type Day, dayIn, instantAt, timeOfDay } from '../../src/shared/calendar.js'

const MINUTE = 60_000

/** When things happened, told from the start of the demonstration backwards; whole minutes. */
export interface Moments {
  now: Date
  today: Day
  zone: string
  day(daysAgo: number): Day
  /** By the clock on the hospital's wall. Yesterday and before only, for today's may not have come yet. */
  at(daysAgo: number, time: string): Date
  minutesAgo(minutes: number): Date
}

export function momentsBefore(now: Date, zone: string): Moments {
  const today = dayIn(now, zone)
  const day = (daysAgo: number) => addDays(today, -daysAgo)
  return {
    now: new Date(Math.floor(now.getTime() / MINUTE) * MINUTE),
    today,
    zone,
    day,
    at: (daysAgo, time) => {
      if (daysAgo < 1) throw new RangeError('today is told in minutes before now')
      return instantAt(day(daysAgo), timeOfDay(time), zone)
    },
    minutesAgo: (minutes) => new Date((Math.floor(now.getTime() / MINUTE) - minutes) * MINUTE),
  }
}

export const later = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * MINUTE)
