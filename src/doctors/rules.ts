import type { TimeOfDay, Weekday } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

export const weekdayLabels: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
}

export interface Hours {
  weekday: Weekday
  startsAt: TimeOfDay
  endsAt: TimeOfDay
}

/**
 * The hours of a week from one line per day; a day off is empty in both. A visit takes `slotMinutes`. Throws a Refusal
 * beside the field.
 */
export function workingWeek(
  days: { weekday: Weekday; from: TimeOfDay | null; to: TimeOfDay | null }[],
  slotMinutes: number,
): Hours[] {
  return days.flatMap(({ weekday, from, to }) => {
    if (from === null && to === null) return []
    if (from === null)
      throw new Refusal('Enter when the day begins, or leave both empty.', { field: `from${weekday}` })
    if (to === null)
      throw new Refusal('Enter when the day ends, or leave both empty.', { field: `to${weekday}` })
    if (to <= from) throw new Refusal('The day must end after it begins.', { field: `to${weekday}` })
    if (minutesOf(to) - minutesOf(from) < slotMinutes)
      throw new Refusal('No visit of this length fits in.', { field: `to${weekday}` })
    return [{ weekday, startsAt: from, endsAt: to }]
  })
}

const minutesOf = (time: TimeOfDay) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * A specialisation's name as addresses have it: 'Ear, nose & throat' → 'ear-nose-throat'. Two names that differ in
 * capitals or marks only have the same, and are the same specialisation.
 */
export function slugOf(name: string): string {
  const words =
    name
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.join('-')
}
