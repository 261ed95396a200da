import { z } from 'zod'
import { idempotencyKey, longText } from '../shared/fields.js'

export const noteForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  text: longText({ max: 10_000, missing: 'Write the note.' }),
})

export type Note = z.output<typeof noteForm>
