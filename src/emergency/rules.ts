import { oneLine } from '../shared/text.js'

/** How long broken glass stays open, in minutes; the database lets none be longer. */
export const EMERGENCY_MINUTES = 60

/** A reason says something: 10 characters at least, as the database asks. */
export const SHORTEST_REASON = 10

export const emergencyEnd = (startedAt: Date): Date =>
  new Date(startedAt.getTime() + EMERGENCY_MINUTES * 60_000)

/** Whether that is the whole name, every letter of it; capitals and spaces are of no account. */
export const isThisName = (known: string, typed: string): boolean =>
  oneLine(known).toLowerCase() === oneLine(typed).toLowerCase()
