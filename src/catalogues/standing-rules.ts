import type { Day } from '../shared/calendar.js'

/** Whether a list may be relied on: there, and not past its day of review. */
export type ListStanding = 'CURRENT' | 'OUT_OF_DATE' | 'MISSING'

/** The day of review itself still counts. A list without one is never out of date. */
export function standingOf(release: { reviewBy: Day | null } | null, today: Day): ListStanding {
  if (!release) return 'MISSING'
  return release.reviewBy !== null && release.reviewBy < today ? 'OUT_OF_DATE' : 'CURRENT'
}
