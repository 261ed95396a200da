import { z } from 'zod'
import { idempotencyKey, optional, optionalText, uuid } from '../shared/fields.js'

/** `instead` is the charge of another doctor, which ends; without it there is one doctor more. */
export const allocationForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  doctorId: uuid({ missing: 'Choose a doctor.' }),
  instead: optional(uuid()),
  reason: optionalText(300),
})

export type Allocation = z.output<typeof allocationForm>
