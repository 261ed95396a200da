import type { Values } from '../shared/errors.js'

/** A round or a report that an alert is about; several while nobody has answered. */
export interface Cause {
  subjectId: string
  /** ISO: when it was written down. */
  at: string
  /** A sentence key, whose values are `facts`. */
  text: string
  facts: Values
  /** How grave it is, among causes of the same kind: the NEWS2, or the level of a report. */
  grade: number
  /** What it has found, where another find of the same grade is news as well. */
  finds: string[]
  /** It was worse than what the alert stood for when it came. */
  isWorse?: boolean
  /** ISO: it was struck out, and counts for nothing any more. */
  struckAt?: string
}

/**
 * What an alert stands for: the gravest of its causes, in the order in which they came. One takes the place of another
 * where it is worse: of a higher grade, or of the same with a find that none before it had. Null where all are struck out.
 */
export function standing(causes: readonly Cause[]): Cause | null {
  const found = new Set<string>()
  let stands: Cause | null = null
  for (const cause of causes.filter(({ struckAt }) => !struckAt)) {
    const isNews = cause.finds.some((find) => !found.has(find))
    if (!stands || cause.grade > stands.grade || (cause.grade === stands.grade && isNews)) stands = cause
    for (const find of cause.finds) found.add(find)
  }
  return stands
}
