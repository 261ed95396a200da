import { createHash } from 'node:crypto'
import type { Warning } from './safety-terms-rules.js'

/** What somebody said to a warning. */
export interface Answers {
  /** By the warning's key. */
  reasons: Readonly<Record<string, string>>
  /** Keys of those of which they said that they had read them. */
  read: readonly string[]
  /** Marks of the warnings that stood on the page: one that changed since has not been seen. */
  seen: readonly string[]
}

export type Standing = 'PASSED' | 'NEW' | 'CHANGED' | 'NO_REASON' | 'NOT_READ'

/** Names the matter of a warning in a form, whatever the numbers in it: twelve hexadecimal digits. */
export const keyOf = ({ subject }: Warning): string => digest(subject)

/** Names the warning with all that it says. */
export const markOf = (warning: Warning): string =>
  `${keyOf(warning)}.${digest(JSON.stringify([warning.severity, warning.text, warning.values]))}`

/** Whether a warning was answered: it stood on the page as it is, has a reason, and where it must, was read. */
export function standingOf(warning: Warning, { reasons, read, seen }: Answers): Standing {
  const key = keyOf(warning)
  if (!seen.includes(markOf(warning)))
    return seen.some((mark) => mark.startsWith(`${key}.`)) ? 'CHANGED' : 'NEW'
  if ((reasons[key] ?? '') === '') return 'NO_REASON'
  return warning.severity === 'CONTRAINDICATED' && !read.includes(key) ? 'NOT_READ' : 'PASSED'
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
