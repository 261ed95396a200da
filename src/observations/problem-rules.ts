import type { Values } from '../shared/errors.js'

/** What is wrong with one field: `text` is a sentence for the person, a key for `t()` filled with `values`. */
export type Problem = {
  field: string
  text: string
  values: Values
}

/** Empty for null (not known) and for a whole number in the range; `text` may use value, from and to. */
export function wholeNumberProblems(
  field: string,
  value: unknown,
  { from, to, text }: { from: number; to: number; text: string },
): Problem[] {
  if (value === null || (isWholeNumber(value) && value >= from && value <= to)) return []
  return [{ field, text, values: { value: shown(value), from, to } }]
}

/** The same for a number with decimals; NaN is in no range. */
export function numberProblems(
  field: string,
  value: unknown,
  { from, to, text }: { from: number; to: number; text: string },
  values: Values = {},
): Problem[] {
  if (value === null || (typeof value === 'number' && value >= from && value <= to)) return []
  return [{ field, text, values: { ...values, value: shown(value), from, to } }]
}

/** Empty for null (not known) and for one of the choices. */
export function choiceProblems(
  field: string,
  value: unknown,
  choices: readonly unknown[],
  text: string,
): Problem[] {
  return value === null || choices.includes(value) ? [] : [{ field, text, values: {} }]
}

export function isWholeNumber(value: unknown): value is number {
  return Number.isInteger(value)
}

/** A refused value as it can stand in a sentence. */
export function shown(value: unknown): string | number {
  if (typeof value === 'string') return value.slice(0, 40)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return typeof value
}
