import type { News2Result } from '../observations/news2-rules.js'
import { nextRound } from '../observations/response-rules.js'

/** The newest round of somebody who is in a bed, with what its score asks for. */
export interface LastRound extends Pick<News2Result, 'monitoring' | 'minimumTotal' | 'redScore'> {
  takenAt: Date
}

export type RoundDue =
  /** Nobody has measured anything in this stay. */
  | { state: 'NONE' }
  /** It may be taken now, and must be by then. */
  | { state: 'DUE'; by: Date }
  | { state: 'OVERDUE'; by: Date }
  | { state: 'LATER'; by: Date }
  /** NEWS2 does not apply: it says nothing of when. */
  | { state: 'UNKNOWN' }

/** When the next round of vital signs is due, by the newest one. RCP 2017, chart 4, by way of `nextRound`. */
export function roundDue(last: LastRound | null, now: Date): RoundDue {
  if (!last) return { state: 'NONE' }
  const next = nextRound(last, last.takenAt)
  if (!next) return { state: 'UNKNOWN' }
  if (now > next.by) return { state: 'OVERDUE', by: next.by }
  return { state: now >= next.from ? 'DUE' : 'LATER', by: next.by }
}
