import type { News2Result } from './news2-rules.js'
import { isStepUp, type OxygenGiven } from './oxygen-rules.js'

/** What the course tells beyond the score of one round. */
export const ALERTS = ['RISING_SCORE', 'OXYGEN_ESCALATION'] as const
export type Alert = (typeof ALERTS)[number]

/** A round before, as far as the next one is compared with it. */
export interface EarlierRound extends OxygenGiven {
  takenAt: Date
  /** Null where that score was not complete. */
  total: number | null
}

/** Our policy: there is no published difference for NEWS2; trends improve what it foretells. */
export const RISE = 2

/**
 * A round is compared with those of this long before it, our policy: rounds are 12 hours apart at most, and an
 * older one belongs to another story.
 */
export const COMPARED_HOURS = 48

/**
 * The alerts of a round. `earlier` are those of the last hours in any order: the score is compared with the last
 * complete one, the oxygen with the last round that tells of it. Of an incomplete score counts what is certain.
 */
export function alertsOf(
  score: Pick<News2Result, 'total' | 'minimumTotal'>,
  given: OxygenGiven,
  earlier: readonly EarlierRound[],
): Alert[] {
  const newestFirst = [...earlier].sort((one, other) => other.takenAt.getTime() - one.takenAt.getTime())
  const before = newestFirst.find(({ total }) => total !== null)?.total ?? null
  const reached = score.total ?? score.minimumTotal
  const breathed = newestFirst.find(({ oxygen }) => oxygen !== null)
  return [
    ...(before !== null && reached !== null && reached - before >= RISE ? ['RISING_SCORE' as const] : []),
    ...(breathed && isStepUp(breathed, given) ? ['OXYGEN_ESCALATION' as const] : []),
  ]
}
