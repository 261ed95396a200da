import { createHash } from 'node:crypto'
import {
  joined,
  overlap,
  type Session,
  type Span,
  type Timetable,
  withinHours,
} from '../availability/slot-rules.js'
import {
  addDays,
  type Day,
  dayIn,
  instantAt,
  startOfDay,
  type TimeOfDay,
  timeIn,
} from '../shared/calendar.js'

/** More stretches of work nobody has in a day. */
const MOST_SESSIONS = 6

/** The rows of a form of sessions. */
export const sessionNumbers = Array.from({ length: MOST_SESSIONS }, (_, index) => index + 1)

/** How far ahead leave, holidays and hours of a date are entered, in days. */
export const LONGEST_AHEAD = 730

/** What keeps a session from standing beside the others of its day: the field, and the sentence beside it. */
export interface SessionFault {
  field: 'from' | 'until' | 'urgent'
  /** Of the session's row, from 0. */
  index: number
  sentence: string
  values?: { count: number }
}

/** Everything that is wrong with the sessions of one day. */
export function faultsOf(sessions: readonly Session[]): SessionFault[] {
  return sessions.flatMap((session, index): SessionFault[] => {
    if (session.endsAt <= session.startsAt)
      return [{ field: 'until', index, sentence: 'The session must end after it begins.' }]
    const visits = visitsIn(session)
    if (visits === 0) return [{ field: 'until', index, sentence: 'No visit of this length fits in.' }]
    if (session.urgentSlots > visits)
      return [
        { field: 'urgent', index, sentence: 'Only {{count}} visits fit in.', values: { count: visits } },
      ]
    const before = sessions.slice(0, index)
    return before.some((other) => session.startsAt < other.endsAt && other.startsAt < session.endsAt)
      ? [{ field: 'from', index, sentence: 'This session overlaps another one of the day.' }]
      : []
  })
}

/** How many visits a session has on a day without a change of clocks. */
export function visitsIn({ startsAt, endsAt, slotMinutes, bufferMinutes }: Session): number {
  const minutes = minutesOf(endsAt) - minutesOf(startsAt)
  return Math.max(0, Math.floor((minutes - slotMinutes) / (slotMinutes + bufferMinutes)) + 1)
}

const minutesOf = (time: TimeOfDay) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A number that differs when the hours do: the version that a form of them was opened with. */
export function versionOf(hours: unknown): number {
  return createHash('sha256').update(JSON.stringify(hours)).digest().readUInt32BE() % 1_000_000_000
}

/** A session for the audit trail: '1 09:00-13:00, 15 min + 5, 2 urgent, room 204'. */
export function inWords(session: Session & { weekday?: number }): string {
  const { weekday, startsAt, endsAt, slotMinutes, bufferMinutes, urgentSlots, room, visitKind } = session
  return [
    `${weekday === undefined ? '' : `${weekday} `}${startsAt}-${endsAt}`,
    `${slotMinutes} min${bufferMinutes > 0 ? ` + ${bufferMinutes}` : ''}`,
    ...(urgentSlots > 0 ? [`${urgentSlots} urgent`] : []),
    ...(room ? [`room ${room}`] : []),
    ...(visitKind === 'VIDEO' ? ['video'] : []),
  ].join(', ')
}

/** Whether a visit cannot be at its time any more. It need not begin where a slot begins. */
export function losesTime(
  visit: Span & { day: Day },
  { timetable, leaves }: { timetable: Timetable; leaves: Span[] },
  zone: string,
): boolean {
  return leaves.some((leave) => overlap(leave, visit)) || !withinHours(visit, visit.day, timetable, zone)
}

/**
 * Whether the doctor of somebody who has arrived sees them no more. Before their time that is the time's to say. From
 * then on they are seen next, as late as it may have become: only leave takes that away, or hours that leave out both
 * the time agreed and this moment. Who came without an appointment may have come outside the hours of the week.
 */
export function losesTurn(
  visit: Span & { day: Day; walkIn: boolean },
  hours: { timetable: Timetable; leaves: Span[] },
  now: Date,
  zone: string,
): boolean {
  if (visit.startsAt > now) return losesTime(visit, hours, zone)
  const length = visit.endsAt.getTime() - visit.startsAt.getTime()
  const turn = { startsAt: now, endsAt: new Date(now.getTime() + length) }
  if (hours.leaves.some((leave) => overlap(leave, turn))) return true
  const { timetable } = hours
  if (visit.walkIn && !timetable.exceptions.has(visit.day) && !timetable.holidays.has(visit.day)) return false
  return ![visit, turn].some((span) => withinHours(span, visit.day, timetable, zone))
}

/** Leave as people say it: from a day to a day, both included, with a time where it is not whole days. */
export interface LeaveDays {
  firstDay: Day
  lastDay: Day
  from: TimeOfDay | null
  until: TimeOfDay | null
}

export const leaveSpan = ({ firstDay, lastDay, from, until }: LeaveDays, zone: string): Span => ({
  startsAt: from ? instantAt(firstDay, from, zone) : startOfDay(firstDay, zone),
  endsAt: until ? instantAt(lastDay, until, zone) : startOfDay(addDays(lastDay, 1), zone),
})

/** The same leave again, from its instants. */
export function leaveDays({ startsAt, endsAt }: Span, zone: string): LeaveDays {
  const firstDay = dayIn(startsAt, zone)
  const endDay = dayIn(endsAt, zone)
  const wholeEnd = startOfDay(endDay, zone).getTime() === endsAt.getTime()
  return {
    firstDay,
    lastDay: wholeEnd ? addDays(endDay, -1) : endDay,
    from: startOfDay(firstDay, zone).getTime() === startsAt.getTime() ? null : timeIn(startsAt, zone),
    until: wholeEnd ? null : timeIn(endsAt, zone),
  }
}

/** How much of a day somebody is on leave. */
export function leaveOn(day: Day, leaves: readonly Span[], zone: string): 'whole' | 'part' | 'none' {
  const span = { startsAt: startOfDay(day, zone), endsAt: startOfDay(addDays(day, 1), zone) }
  const touching = joined(leaves).filter((leave) => overlap(leave, span))
  if (touching.length === 0) return 'none'
  return touching.some((leave) => leave.startsAt <= span.startsAt && leave.endsAt >= span.endsAt)
    ? 'whole'
    : 'part'
}
