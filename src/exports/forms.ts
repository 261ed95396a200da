import { z } from 'zod'
import { idempotencyKey, optionalLongText } from '../shared/fields.js'

export const closingForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: optionalLongText(1000),
})

export type ClosingForm = z.output<typeof closingForm>
