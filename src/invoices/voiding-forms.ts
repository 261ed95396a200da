import { z } from 'zod'
import { idempotencyKey, longText } from '../shared/fields.js'

export const voidingForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: longText({ max: 500, missing: 'Say why this invoice should not have been issued.' }),
})

export type Voiding = z.output<typeof voidingForm>
