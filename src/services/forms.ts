import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import type { Priority } from '../generated/prisma/enums.js'
import {
  amount,
  checkbox,
  choice,
  dayField,
  idempotencyKey,
  longText,
  optionalLongText,
  optionalText,
  text,
  timeField,
  uuid,
  version,
} from '../shared/fields.js'
import type { Currency } from '../shared/money.js'

const requestForm = (among: readonly Priority[]) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    itemId: uuid({ missing: 'Choose a service.' }),
    priority: choice(among, { missing: 'Choose how urgent it is.' }),
    details: optionalLongText(500),
  })

export const staffRequestForm = requestForm(priorities)

/** In an emergency nobody fills in a form at home: they call. */
export const ownPriorities = ['ROUTINE', 'URGENT'] as const
export const ownRequestForm = requestForm(ownPriorities)

export type ServiceWish = z.output<typeof staffRequestForm>

export const allocationForm = z.strictObject({
  version: version(),
  allocatedTo: text({ max: 120, missing: 'Enter who comes, or what is brought.' }),
  day: dayField({ missing: 'Enter the day.' }),
  time: timeField({ missing: 'Enter the time.' }),
})

export type Allocation = z.output<typeof allocationForm>

export const doneForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  note: optionalText(300),
})

export const reasonForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 300, missing: 'Enter the reason.' }),
})

const described = (currency: Currency) => ({
  name: text({ max: 80, missing: 'Enter the name.' }),
  description: longText({ max: 300, missing: 'Say in a sentence what the patient gets.' }),
  price: amount({ currency, missing: 'Enter the price; 0 if it costs nothing.' }),
})

export const newItemForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    code: text({ max: 12, missing: 'Enter a short code, such as NURSE.' }),
    ...described(currency),
  })

export const itemForm = (currency: Currency) =>
  z.strictObject({ version: version(), ...described(currency), isActive: checkbox() })

export type NewItem = z.output<ReturnType<typeof newItemForm>>
export type ChangedItem = z.output<ReturnType<typeof itemForm>>
