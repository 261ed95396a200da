import type { ParameterKind, ResultFlag } from '../generated/prisma/enums.js'
import { readDecimal } from '../shared/decimal.js'
import type { Values } from '../shared/errors.js'
import { isCritical } from './rules.js'

/** The values that are expected of one person, and those at which somebody must act at once. */
export interface Range {
  low: number | null
  high: number | null
  criticalLow: number | null
  criticalHigh: number | null
}

export interface Parameter {
  code: string
  name: string
  kind: ParameterKind
  unit: string | null
  decimals: number
  choices: string[]
  abnormal: string[]
  critical: string[]
  possibleLow: number | null
  possibleHigh: number | null
}

/** What was read of one field: a number, a word, or nothing at all. */
export type Measured = { number: number } | { text: string } | null

export interface Said {
  text: string
  values?: Values
}

/**
 * A value as it was typed. Numbers are read by `readDecimal`, with the decimals of the parameter at most, and without a
 * unit: the unit is the parameter's and is never guessed. '1,200' is refused, because its comma stands before decimals in
 * one country and between thousands in another. Outside the possible limits no value is taken.
 */
export function readValue(typed: string, parameter: Parameter): { value: Measured } | { wrong: Said } {
  const text = typed.trim()
  if (text === '') return { value: null }
  switch (parameter.kind) {
    case 'NUMBER':
      return readNumber(text, parameter)
    case 'CHOICE':
      return parameter.choices.includes(text)
        ? { value: { text } }
        : { wrong: { text: 'Choose one of the list.' } }
    case 'TEXT':
      return { value: { text } }
  }
}

function readNumber(typed: string, parameter: Parameter): { value: Measured } | { wrong: Said } {
  const { decimals, unit, possibleLow, possibleHigh } = parameter
  const read = readDecimal(typed)
  if (!read && /^[-+]?[\d.,]*,[\d.,]*$/.test(typed))
    return wrong('Write a point for decimals, and nothing between thousands.')
  if (!read)
    return unit
      ? wrong('Enter only the number; its unit is {{unit}}.', { unit })
      : wrong('Enter only a number, such as 7 or 7.2.')
  const { number } = read
  if (read.decimals > decimals)
    return decimals === 0
      ? wrong('Enter a whole number.')
      : wrong('Use {{decimals}} decimals or fewer.', { decimals })
  if (possibleLow !== null && number < possibleLow)
    return wrong('A value below {{limit}} is not possible. Check it.', { limit: possibleLow })
  if (possibleHigh !== null && number > possibleHigh)
    return wrong('A value above {{limit}} is not possible. Check it.', { limit: possibleHigh })
  return { value: { number } }
}

const wrong = (text: string, values: Values = {}) => ({ wrong: { text, values } })

/**
 * How a number stands in its range. The limits of the range are still normal; at a critical limit it is critical.
 * Null where there is nothing to judge it by.
 */
export function flagOfNumber(number: number, range: Range | null): ResultFlag | null {
  if (!range) return null
  const { low, high, criticalLow, criticalHigh } = range
  if (criticalLow !== null && number <= criticalLow) return 'CRITICAL_LOW'
  if (criticalHigh !== null && number >= criticalHigh) return 'CRITICAL_HIGH'
  if (low !== null && number < low) return 'LOW'
  if (high !== null && number > high) return 'HIGH'
  return low === null && high === null ? null : 'NORMAL'
}

/** How a word of a choice stands: only where the catalogue says which words are abnormal or critical. */
export function flagOfChoice(
  text: string,
  { abnormal, critical }: Pick<Parameter, 'abnormal' | 'critical'>,
): ResultFlag | null {
  if (critical.includes(text)) return 'CRITICAL'
  if (abnormal.includes(text)) return 'ABNORMAL'
  return abnormal.length + critical.length > 0 ? 'NORMAL' : null
}

export function flagOf(value: Measured, parameter: Parameter, range: Range | null): ResultFlag | null {
  if (value === null) return null
  if ('number' in value) return flagOfNumber(value.number, range)
  return parameter.kind === 'CHOICE' ? flagOfChoice(value.text, parameter) : null
}

/**
 * A number so far outside its range that a slip of the finger is likelier than an illness: three times the width of
 * the range beyond it, or five times an upper limit that stands alone. Our own policy; it only asks.
 */
export function isFarOut(value: Measured, range: Range | null): boolean {
  if (value === null || !('number' in value) || !range) return false
  const { number } = value
  const { low, high } = range
  if (low !== null && high !== null) {
    const far = 3 * (high - low)
    return number < low - far || number > high + far
  }
  return high !== null && high > 0 && number > 5 * high
}

export interface Judged {
  parameter: Parameter
  value: Measured
  range: Range | null
}

/** What the person who enters a result is asked about once more, as one text: other values ask again. */
export const askedAgain = (judged: readonly Judged[]): string =>
  judged
    .filter(
      ({ parameter, value, range }) => isCritical(flagOf(value, parameter, range)) || isFarOut(value, range),
    )
    .map(({ parameter, value }) => `${parameter.code}=${written(value)}`)
    .join(';')

const written = (value: Measured) => (value === null ? '' : 'number' in value ? value.number : value.text)

/** The range in words: 'from 13.0 to 17.0', 'up to 5', 'at least 90'; null where there is none for this person. */
export function rangeWords(range: Pick<Range, 'low' | 'high'> | null, decimals: number): Said | null {
  const low = range?.low?.toFixed(decimals)
  const high = range?.high?.toFixed(decimals)
  if (low !== undefined && high !== undefined)
    return { text: 'from {{low}} to {{high}}', values: { low, high } }
  if (high !== undefined) return { text: 'up to {{high}}', values: { high } }
  return low === undefined ? null : { text: 'at least {{low}}', values: { low } }
}
