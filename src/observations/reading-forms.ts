import { type Field, optional, scalar } from '../shared/field.js'
import { shown } from './problem-rules.js'
import { POSSIBLE } from './rules.js'

/** A number as people type it, with a point or a comma; null where it is none. */
export function numberIn(typed: string): number | null {
  const digits = typed.trim().replace(',', '.')
  return /^[-+]?\d{1,9}(\.\d{1,6})?$/.test(digits) ? Number(digits) : null
}

/** A number or nothing; whether a living person can have it is asked of the whole round. */
export function measured(field: keyof typeof POSSIBLE): Field<number | null> {
  return numberOr(POSSIBLE[field])
}

export function temperatureField(): Field<number | null> {
  return optional(
    scalar(
      undefined,
      (typed, refuse) =>
        numberIn(typed) ??
        refuse('A body temperature is a number; {{value}} is not one.', { value: shown(typed) }),
    ),
  )
}

/** A number or nothing; what is no number is refused with the sentence of the limits. */
export function numberOr({
  text,
  from,
  to,
}: {
  text: string
  from: number
  to: number
}): Field<number | null> {
  return optional(
    scalar(undefined, (typed, refuse) => numberIn(typed) ?? refuse(text, { value: shown(typed), from, to })),
  )
}
