import type { PartOfDay } from '../generated/prisma/enums.js'
import type { Day, TimeOfDay } from '../shared/calendar.js'

/** The rules of booking that say how long a time is held; minutes and hours are whole. */
export interface HoldSettings {
  noticeMinutes: number
  waitingHoldMinutes: number
  rescueHoldHours: number
}

/** An offer that cannot be thought over this long, in minutes, is not made. */
export const SHORTEST_ANSWER_MINUTES = 15

/** Time for the desk to give a slot to somebody else, or to call the patient, before it is too late; in minutes. */
const LEAST_LEAD_MINUTES = 30
const BEFORE_OLD_TIME_MINUTES = 120

/**
 * Until when another time is held for a visit whose own fell away: the hours of the settings, but not into the notice
 * of the new time, and two hours before the old one at the latest, so that nobody sets out in vain; where that is near,
 * an hour. Null where it could not be thought over.
 */
export function rescueHeldUntil(
  { startsAt, oldStartsAt }: { startsAt: Date; oldStartsAt: Date },
  settings: HoldSettings,
  now: Date,
): Date | null {
  const beforeOld = Math.max(before(oldStartsAt, BEFORE_OLD_TIME_MINUTES), after(now, 60))
  return longEnough(
    Math.min(after(now, settings.rescueHoldHours * 60), before(startsAt, lead(settings)), beforeOld),
    now,
  )
}

/** Until when a freed time is held for somebody of the waiting list, or null where it could not be thought over. */
export function waitingHeldUntil(startsAt: Date, settings: HoldSettings, now: Date): Date | null {
  return longEnough(Math.min(after(now, settings.waitingHoldMinutes), before(startsAt, lead(settings))), now)
}

/** What somebody of the waiting list would take. Days are inclusive. */
export interface Wish {
  doctorId: string | null
  earliestOn: Day
  latestOn: Day
  partOfDay: PartOfDay
  /** The visit that is to become earlier, if there is one. */
  visit: { startsAt: Date } | null
}

export interface Opening {
  doctorId: string
  day: Day
  /** On the hospital's clock. */
  time: TimeOfDay
  startsAt: Date
}

/** Whether a free time of the wanted specialisation is what they wait for. Noon belongs to the afternoon. */
export function fits(wish: Wish, { doctorId, day, time, startsAt }: Opening): boolean {
  if (wish.doctorId !== null && wish.doctorId !== doctorId) return false
  if (day < wish.earliestOn || day > wish.latestOn) return false
  if (wish.partOfDay === 'MORNING' && time >= '12:00') return false
  if (wish.partOfDay === 'AFTERNOON' && time < '12:00') return false
  return wish.visit === null || startsAt < wish.visit.startsAt
}

export const partsOfDay = ['ANY', 'MORNING', 'AFTERNOON'] as const

export const partOfDayLabels: Record<PartOfDay, string> = {
  ANY: 'Any time',
  MORNING: 'Mornings',
  AFTERNOON: 'Afternoons',
}

const lead = ({ noticeMinutes }: HoldSettings) => Math.max(noticeMinutes, LEAST_LEAD_MINUTES)
const after = (instant: Date, minutes: number) => instant.getTime() + minutes * 60_000
const before = (instant: Date, minutes: number) => instant.getTime() - minutes * 60_000
const longEnough = (until: number, now: Date) =>
  until >= after(now, SHORTEST_ANSWER_MINUTES) ? new Date(until) : null
