import type { Problem } from './problem-rules.js'

/** Readings belong to one round when they were taken within this time of each other (openEHR and CARE use the same). */
export const ROUND_MINUTES = 30

/** Whether readings taken then can still be part of a round that is being written down now. */
export function isSameRound(takenAt: Date, now: Date): boolean {
  const minutes = (now.getTime() - takenAt.getTime()) / 60_000
  return minutes >= 0 && minutes <= ROUND_MINUTES
}

/** A round may be written down so many hours after it was taken. Our limit: later it is no longer a round, but a memory. */
export const WRITTEN_WITHIN_HOURS = 24

/** Why a round cannot have been taken then; null where it can. The minute that runs now is not in the future. */
export function takenAtProblem(takenAt: Date, now: Date): Problem | null {
  const hours = (now.getTime() - takenAt.getTime()) / 3_600_000
  if (hours < 0) return { field: 'takenTime', text: 'This time has not come yet.', values: {} }
  if (hours <= WRITTEN_WITHIN_HOURS) return null
  const text = 'A round is written down within {{hours}} hours. What is older belongs into a note.'
  return { field: 'takenTime', text, values: { hours: WRITTEN_WITHIN_HOURS } }
}
