import type { Sex } from '../generated/prisma/enums.js'

/** Whom a range is for (null: either sex; ages in days, the upper one not included), and its limits, all included. */
export interface Range {
  sex: Sex | null
  fromDays: number
  untilDays: number | null
  low: number | null
  high: number | null
  criticalLow: number | null
  criticalHigh: number | null
}

/** Whose limits are taken where an age is not known. */
const ADULT_DAYS = 40 * 365

/**
 * The range that fits a person, or null where none does. One for their sex goes before one for both; of somebody whose
 * sex is not known or neither only one for both fits. Of somebody whose age is not known the range of an adult of 40 is
 * taken: a critical value must not be missed for want of a date of birth. The page says that it was so.
 */
export function rangeFor<R extends Pick<Range, 'sex' | 'fromDays' | 'untilDays'>>(
  ranges: readonly R[],
  sex: Sex | null,
  ageDays: number | null,
): R | null {
  const age = ageDays ?? ADULT_DAYS
  const fitting = ranges.filter(
    (range) =>
      age >= range.fromDays &&
      (range.untilDays === null || age < range.untilDays) &&
      (range.sex === null || range.sex === sex),
  )
  return fitting.find((range) => range.sex !== null) ?? fitting[0] ?? null
}

/** '0d', '28d', '6m', '18y' in days: a month is 30 days, a year 365.25 (18y: 6575). Null for anything else. */
export function ageInDays(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d{1,5})(d|m|y)$/.exec(text) ?? []
  return count === '' ? null : Math.ceil(Number(count) * (daysOf[unit] ?? 1))
}

const daysOf: Record<string, number> = { d: 1, m: 30, y: 365.25 }
