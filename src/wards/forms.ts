import { z } from 'zod'
import { parseDay, parseTimeOfDay } from '../shared/calendar.js'
import { scalar } from '../shared/field.js'
import {
  amount,
  checkbox,
  choice,
  choices,
  dayField,
  idempotencyKey,
  longText,
  optional,
  text,
  uuid,
  version,
  whole,
} from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { bedEquipment, sexPolicies } from './kind-rules.js'
import { wardLevels } from './rules.js'

const about = {
  level: choice(wardLevels, { missing: 'Choose the level of care.' }),
  isolation: checkbox(),
  oxygen: checkbox(),
  name: text({ max: 80, missing: 'Enter the name of the ward.' }),
  floor: text({ max: 40, missing: 'Enter where the ward is, such as 2nd floor.' }),
  sexPolicy: choice(sexPolicies, { missing: 'Choose who may lie here.' }),
}
const dailyRate = (currency: Currency) =>
  amount({ currency, missing: 'Enter what a day in this ward costs; 0 if nothing.' })

/** Most beds that a ward begins with; more are added one by one. */
const MOST_BEDS = 60

export const newWardForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    ...about,
    code: text({ max: 12, missing: 'Enter a short code, such as ICU or A.' }),
    dailyRate: dailyRate(currency),
    beds: whole({ min: 1, max: MOST_BEDS, missing: 'Enter how many beds the ward has.' }),
  })

export const editWardForm = z.strictObject({ version: version(), ...about })

const bed = {
  number: text({ max: 12, missing: 'Enter the number of the bed.' }),
  roomId: optional(uuid({ missing: 'Choose a room of this ward.' })),
  equipment: choices(bedEquipment),
}

export const newBedForm = z.strictObject({ idempotency_key: idempotencyKey(), ...bed })
export const editBedForm = z.strictObject({ version: version(), ...bed })

export const blockForm = z.strictObject({
  reason: longText({ max: 300, missing: 'Say why nobody may lie in this bed.' }),
})

const room = {
  number: text({ max: 12, missing: 'Enter the number of the room.' }),
  sexPolicy: choice(sexPolicies, { missing: 'Choose who may lie here.' }),
}

export const newRoomForm = z.strictObject({ idempotency_key: idempotencyKey(), ...room })
export const editRoomForm = z.strictObject({ version: version(), ...room })

export const newRateForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    dailyRate: dailyRate(currency),
    from: dayField({ missing: 'Enter the first day of this price.' }),
  })

/** An instant of the past as the hospital's clock shows it: '2026-11-21T09:30', as the browser's own field writes it. */
export const occupancyForm = z.strictObject({
  at: scalar('Enter a day and a time.', (typed, refuse) => {
    const [on, time] = typed.trim().split('T')
    const day = parseDay(on ?? '')
    const clock = parseTimeOfDay((time ?? '').slice(0, 5))
    return day && clock ? { day, time: clock } : refuse('Enter a day and a time like 2026-11-21T09:30.')
  }),
})

/** A form with nothing but its button. */
export const emptyForm = z.strictObject({ idempotency_key: idempotencyKey() })

export type NewWard = z.output<ReturnType<typeof newWardForm>>
export type EditedWard = z.output<typeof editWardForm>
export type NewBed = z.output<typeof newBedForm>
export type EditedBed = z.output<typeof editBedForm>
export type BlockForm = z.output<typeof blockForm>
export type NewRoom = z.output<typeof newRoomForm>
export type EditedRoom = z.output<typeof editRoomForm>
export type NewRate = z.output<ReturnType<typeof newRateForm>>
