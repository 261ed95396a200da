import { z } from 'zod'
import { amount, checkbox, choice, idempotencyKey, text, version, whole } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { wardLevels } from './rules.js'

const words = {
  name: text({ max: 80, missing: 'Enter the name of the ward.' }),
  floor: text({ max: 40, missing: 'Enter where the ward is, such as 2nd floor.' }),
}
const dailyRate = (currency: Currency) =>
  amount({ currency, missing: 'Enter what a day in this ward costs; 0 if nothing.' })
const bedNumber = text({ max: 12, missing: 'Enter the number of the bed.' })

/** Most beds that a ward begins with; more are added one by one. */
const MOST_BEDS = 60

export const newWardForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    ...words,
    code: text({ max: 12, missing: 'Enter a short code, such as ICU or A.' }),
    level: choice(wardLevels, { missing: 'Choose the level of care.' }),
    isolation: checkbox(),
    oxygen: checkbox(),
    dailyRate: dailyRate(currency),
    beds: whole({ min: 1, max: MOST_BEDS, missing: 'Enter how many beds the ward has.' }),
  })

export const editWardForm = (currency: Currency) =>
  z.strictObject({ version: version(), ...words, dailyRate: dailyRate(currency) })

export const newBedForm = z.strictObject({ idempotency_key: idempotencyKey(), number: bedNumber })

export type NewWard = z.output<ReturnType<typeof newWardForm>>
export type EditedWard = z.output<ReturnType<typeof editWardForm>>
export type NewBed = z.output<typeof newBedForm>
