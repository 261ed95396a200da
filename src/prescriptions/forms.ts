import { z } from 'zod'
import { choice, type Field, idempotencyKey, optionalText, text, whole } from '../shared/fields.js'
import { frequencies, LONGEST_DAYS, MOST_MEDICINES } from './rules.js'

export const rowNumbers = Array.from({ length: MOST_MEDICINES }, (_, index) => index + 1)

/** A row as it is when it is filled in; a row that is wholly empty is none. */
const row = {
  medicine: text({ max: 120, missing: 'Enter the medicine.' }),
  dose: text({ max: 60, missing: 'Enter the dose, such as 500 mg.' }),
  frequency: choice(frequencies, { missing: 'Choose how often.' }),
  days: whole({
    min: 1,
    max: LONGEST_DAYS,
    missing: 'Enter for how many days.',
    wrong: 'Enter days as a whole number from {{min}} to {{max}}.',
  }),
  instructions: optionalText(300),
}

export type PrescribedMedicine = { [Name in keyof typeof row]: z.output<(typeof row)[Name]> }

/** Six rows of fields named medicine1 … instructions6. What is wrong with any row is said beside that very field. */
export const prescriptionForm = z
  .strictObject({ idempotency_key: idempotencyKey(), ...asTyped() })
  .transform(({ idempotency_key, ...typed }, context) => {
    const medicines = rowNumbers.flatMap((number) => {
      const cells = cellsOf(typed, number)
      if (Object.values(cells).every((cell) => cell === '')) return []
      const medicine = z.object(row).safeParse(cells)
      if (medicine.success) return [medicine.data]
      for (const { path, message, ...issue } of medicine.error.issues)
        context.addIssue({
          code: 'custom',
          path: [`${String(path[0])}${number}`],
          message,
          ...('params' in issue && { params: issue.params }),
        })
      return []
    })
    if (medicines.length === 0 && context.issues.length === 0)
      context.addIssue({ code: 'custom', path: ['medicine1'], message: 'Enter at least one medicine.' })
    return { idempotency_key, medicines }
  })

export type NewPrescription = z.output<typeof prescriptionForm>

function asTyped(): Record<string, Field<string | null>> {
  const names = rowNumbers.flatMap((number) => Object.keys(row).map((name) => `${name}${number}`))
  return Object.fromEntries(names.map((name) => [name, optionalText(500)]))
}

function cellsOf(typed: Record<string, unknown>, number: number): Record<string, unknown> {
  return Object.fromEntries(Object.keys(row).map((name) => [name, typed[`${name}${number}`] ?? '']))
}
