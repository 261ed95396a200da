import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import {
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
  uuids,
  version,
} from '../shared/fields.js'

export const MOST_ITEMS = 20

export const newOrderForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  /** What was last searched for: it is only kept. */
  q: optionalText(100),
  items: uuids({ most: MOST_ITEMS, missing: 'Choose at least one test or treatment.' }),
  priority: choice(priorities, { missing: 'Choose how urgent it is.' }),
  question: optionalLongText(500),
  again: checkbox(),
})

export type NewOrder = z.output<typeof newOrderForm>

export const scheduleForm = z.strictObject({
  version: version(),
  day: dayField({ missing: 'Enter the day.' }),
  time: timeField({ missing: 'Enter the time.' }),
  place: text({ max: 120, missing: 'Enter where it is done, such as Laboratory, ground floor.' }),
})

export type Schedule = z.output<typeof scheduleForm>

export const reasonForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 300, missing: 'Enter the reason.' }),
})

export const acknowledgementForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  action: longText({ max: 500, missing: 'Enter what is done about it.' }),
})

export const givenForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  day: dayField({ missing: 'Enter the day on which it was given.' }),
  time: timeField({ missing: 'Enter the time at which it was given.' }),
  givenById: uuid({ missing: 'Choose who gave it.' }),
  note: optionalLongText(500),
})

export type Given = z.output<typeof givenForm>

export const weeklyForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  doctorId: z.union([z.literal(''), z.uuid()]),
})
