import { numberOf } from '../appointments/token-rules.js'
import type { Priority } from '../generated/prisma/enums.js'

/** Somebody who has checked in and was not called yet. */
export interface Waiting {
  token: string
  priority: Priority
  /** The time agreed; of somebody without an appointment, when they came. */
  startsAt: Date
  checkedInAt: Date
}

/** By how much an urgent visit goes before a routine one of the same time. */
export const URGENT_MINUTES = 30

/** The rule of this file, for the people who wait by it. */
export const orderInWords = [
  'Emergencies go first, in the order in which they came.',
  'Everybody else is called by the time of the appointment, or by the time of checking in where that was later.',
  'Who has no appointment is called by the time of checking in.',
  'Urgent visits count as {{minutes}} minutes earlier than they are.',
  'Once your time has come, no routine visit that arrives after you is called before you.',
] as const

/**
 * Those who wait, in the order in which they are called. The order does not depend on how they are handed in, and
 * tokens break ties: they count arrivals, whatever the clock did meanwhile.
 */
export function inTurn<Visit extends Waiting>(waiting: readonly Visit[]): Visit[] {
  return [...waiting].sort(
    (one, other) =>
      Number(other.priority === 'EMERGENCY') - Number(one.priority === 'EMERGENCY') ||
      dueAt(one) - dueAt(other) ||
      numberOf(one.token) - numberOf(other.token),
  )
}

/** When somebody's turn is due, in milliseconds: nobody who arrives later than that is due earlier. */
export function dueAt({ priority, startsAt, checkedInAt }: Waiting): number {
  if (priority === 'EMERGENCY') return 0
  const due = Math.max(startsAt.getTime(), checkedInAt.getTime())
  return priority === 'URGENT' ? due - URGENT_MINUTES * 60_000 : due
}

/** Whole minutes from then to now; none where the clock was set back meanwhile. */
export const minutesSince = (then: Date, now: Date) =>
  Math.max(0, Math.floor((now.getTime() - then.getTime()) / 60_000))
