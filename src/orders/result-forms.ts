import { z } from 'zod'
import { scalar } from '../shared/field.js'
import {
  checkbox,
  choice,
  type Field,
  idempotencyKey,
  optional,
  optionalLongText,
  optionalText,
  version,
} from '../shared/fields.js'
import { severalLines } from '../shared/text.js'
import { fieldOf } from './sheet-rules.js'
import { type Measured, type Parameter, readValue } from './value-rules.js'

const LONGEST_TEXT = 4000

/** `check`: only look at what was typed. */
export const ways = ['check', 'PRELIMINARY', 'FINAL'] as const

/** One field for each value that the test gives; what is wrong with any is said beside that very field. */
export function resultForm(parameters: readonly Parameter[]) {
  return z
    .strictObject({
      idempotency_key: idempotencyKey(),
      /** The version of the result that was there when the form was opened; 0 for none. */
      version: version(),
      comment: optionalLongText(1000),
      reason: optionalText(300),
      /** Those left empty were not measured. */
      partial: checkbox(),
      /** What was measured again, as `askedAgain` writes it. */
      again: optionalText(2000),
      save: choice(ways, { missing: 'Use one of the buttons.' }),
      ...Object.fromEntries(parameters.map((parameter) => [fieldOf(parameter.code), valueField(parameter)])),
    })
    .transform(({ idempotency_key, version, comment, reason, partial, again, save, ...fields }) => ({
      ...{ idempotency_key, version, comment, reason, partial, again, save },
      values: Object.fromEntries(parameters.map(({ code }) => [code, measuredIn(fields, code)])) as Record<
        string,
        Measured
      >,
    }))
}

export type EnteredResult = z.output<ReturnType<typeof resultForm>>

const valueField = (parameter: Parameter): Field<Measured> =>
  optional(
    scalar(undefined, (typed, refuse) => {
      const text = parameter.kind === 'TEXT' ? severalLines(typed) : typed
      if (text.length > LONGEST_TEXT) return refuse('Use {{max}} characters or fewer.', { max: LONGEST_TEXT })
      const read = readValue(text, parameter)
      return 'wrong' in read ? refuse(read.wrong.text, read.wrong.values) : read.value
    }),
  )

/** The names of the fields are made above, so that their types are not known to the compiler. */
const measuredIn = (fields: object, code: string): Measured =>
  (fields as Record<string, Measured>)[fieldOf(code)] ?? null
