import type { AppointmentStatus } from '../generated/prisma/enums.js'

export const reminders = ['first', 'second'] as const
export type Reminder = (typeof reminders)[number]

/** Hours before a visit; 0 is none. */
export interface ReminderHours {
  firstReminderHours: number
  secondReminderHours: number
}

/** When to remind of a visit that begins at this instant; a reminder that the settings switch off is left out. */
export function reminderTimes(startsAt: Date, hours: ReminderHours): Partial<Record<Reminder, Date>> {
  const times: Partial<Record<Reminder, Date>> = {}
  for (const which of reminders) {
    const before = hours[`${which}ReminderHours`]
    if (before > 0) times[which] = new Date(startsAt.getTime() - before * HOUR_MS)
  }
  return times
}

/**
 * Whether to remind now of a visit that stands. A first reminder that comes so late that the second is due as well is
 * left to that one; a visit whose time fell away waits for another time, and nobody is reminded of the old one.
 */
export function stillDue(
  which: Reminder,
  visit: { status: AppointmentStatus; startsAt: Date; strandedAt: Date | null },
  hours: ReminderHours,
  now: Date,
): boolean {
  const times = reminderTimes(visit.startsAt, hours)
  if (visit.status !== 'CONFIRMED' || visit.strandedAt !== null || visit.startsAt <= now) return false
  const { first, second } = times
  if (which === 'second' || !first) return times[which] !== undefined
  return !second || second <= first || now < second
}

const HOUR_MS = 60 * 60_000
