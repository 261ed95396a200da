import { type Session, sessionsOn, type Timetable } from '../availability/slot-rules.js'
import { type Day, instantAt } from '../shared/calendar.js'

/** The hours in which who comes now is seen: those that last still, else the next ones, else the last of the day. */
export function sessionFor(day: Day, timetable: Timetable, now: Date, zone: string): Session | null {
  const sessions = sessionsOn(day, timetable)
    .filter(({ visitKind }) => visitKind === 'IN_PERSON')
    .sort((one, other) => one.startsAt.localeCompare(other.startsAt))
  return sessions.find(({ endsAt }) => now < instantAt(day, endsAt, zone)) ?? sessions.at(-1) ?? null
}
