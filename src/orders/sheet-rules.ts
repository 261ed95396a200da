import { type Range as RangeOfSome, rangeFor } from '../catalogues/range-rules.js'
import type { Sex } from '../generated/prisma/enums.js'
import { type Day, daysBetween } from '../shared/calendar.js'
import type { Judged, Measured, Parameter, Range } from './value-rules.js'

/** A parameter with the range of one person. */
export interface Line {
  parameter: Parameter
  range: Range | null
}

export interface Person {
  sex: Sex | null
  dateOfBirth: Day | null
}

/**
 * What a test asks for, with the ranges of this person on the day on which the specimen was taken. Ages are counted in
 * days; of somebody whose age is not known they are those of an adult (see rangeFor), and the page says so.
 */
export function sheetFor(
  parameters: readonly (Parameter & { ranges: readonly RangeOfSome[] })[],
  { sex, dateOfBirth }: Person,
  taken: Day,
): Line[] {
  const ageDays = dateOfBirth && Math.max(0, daysBetween(dateOfBirth, taken))
  return parameters.map(({ ranges, ...parameter }) => ({
    parameter,
    range: rangeFor(ranges, sex, ageDays),
  }))
}

/** What was measured, line by line; of a line without a value nothing. */
export const judgedBy = (sheet: readonly Line[], values: Readonly<Record<string, Measured>>): Judged[] =>
  sheet.map((line) => ({ ...line, value: values[line.parameter.code] ?? null }))

/** The names of the form's fields. A code stays the same when the catalogue is loaded anew; a position need not. */
export const fieldOf = (code: string) => `value_${code}`
