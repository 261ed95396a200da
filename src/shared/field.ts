import { z } from 'zod'
import { hasForbiddenCharacters, lengthOf, oneLine } from './text.js'

/**
 * The fields of forms. A form is `z.strictObject({ ...fields })` over an urlencoded body: each value is a
 * string, an array of strings or absent, and each field turns that into exactly one type or one sentence.
 * Sentences are keys for `t()`; a limit inside one is `{{max}}`, filled in from the issue's `params`.
 */
export type Field<T> = z.ZodType<T, unknown>

export interface Sentences {
  /** Said when nothing was entered: 'Enter the full name.' */
  missing?: string
  /** Said when what was entered cannot be read: 'Enter a date like 2026-11-21.' */
  wrong?: string
}

/** The same field, or null when nothing was entered: `optional(whole({ min: 0, max: 300 }))`. */
export function optional<T>(field: Field<T>): Field<T | null> {
  return raw<T | null>((value, refuse) => {
    if (isBlank(value)) return null
    const result = field.safeParse(value)
    if (result.success) return result.data
    const [issue] = result.error.issues
    return refuse(issue?.message ?? oneValueOnly, issue?.code === 'custom' ? issue.params : undefined)
  })
}

export const oneValueOnly = 'Enter one value here.'
export const tooLongForUs = 'Use {{max}} characters or fewer.'
const unreadable = 'Remove the characters that cannot be shown, and enter it again.'

/** Far above any field's own limit: nothing longer is looked at further. */
const LONGEST = 20_000

/** `at` is the place in a list of what is refused, counted from 0; left out where the whole field is. */
type Refuse = (sentence: string, params?: Record<string, unknown>, at?: number) => never

export function raw<T>(read: (value: unknown, refuse: Refuse) => T): Field<T> {
  // Optional, because zod answers for an absent key itself (in its own words) unless the field may be absent.
  const field = z
    .unknown()
    .optional()
    .transform((value, context) => {
      try {
        return read(value, refuse)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { message, params, at } = error
        context.addIssue({ code: 'custom', message, params, path: at === undefined ? [] : [at] })
        return z.NEVER
      }
    })
  // zod says Awaited<T>, because a transform may be asynchronous; these are not.
  return field as Field<T>
}

/** Ends the reading of a value from any depth; `raw` turns it into the issue. */
class Refused extends Error {
  constructor(
    sentence: string,
    readonly params: Record<string, unknown> | undefined,
    readonly at: number | undefined,
  ) {
    super(sentence)
  }
}

function refuse(sentence: string, params?: Record<string, unknown>, at?: number): never {
  throw new Refused(sentence, params, at)
}

/** One value that is text. The length is looked at before anything else reads it; `max` is what the reader is told. */
export function scalar<T>(
  missing: string | undefined,
  read: (typed: string, refuse: Refuse) => T,
  { max = LONGEST, tooLong = tooLongForUs }: { max?: number; tooLong?: string } = {},
): Field<T> {
  return raw((value, refuse) => {
    if (isBlank(value)) return refuse(missing ?? 'Enter this.')
    if (typeof value !== 'string') return refuse(oneValueOnly)
    if (value.length > LONGEST) return refuse(tooLong, { max })
    return hasForbiddenCharacters(value) ? refuse(unreadable) : read(value, refuse)
  })
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'string' && value.length <= LONGEST && oneLine(value) === '')
  )
}

export function within(text: string, max: number, refuse: Refuse, tooLong = tooLongForUs): string {
  return lengthOf(text) <= max ? text : refuse(tooLong, { max })
}

/** What was sent for an input that may come several times; null when it is not that. */
export function listOf(value: unknown): string[] | null {
  if (value === undefined || value === '') return []
  const list = Array.isArray(value) ? value : [value]
  return list.every((one) => typeof one === 'string' && one.length <= LONGEST) ? list : null
}

export function textsOf(value: unknown, max: number, most: number, refuse: Refuse): string[] {
  const list = listOf(value)
  if (!list) return refuse(oneValueOnly)
  if (list.length > most) return refuse('Enter {{most}} or fewer.', { most })
  return list.map((typed, at) => {
    if (hasForbiddenCharacters(typed)) return refuse(unreadable, undefined, at)
    return within(oneLine(typed), max, (sentence, params) => refuse(sentence, params, at))
  })
}
