import { z } from 'zod'
import { idempotencyKey, longText } from '../shared/fields.js'

export const answerForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  action: longText({ max: 1000, missing: 'Say what is done about it.' }),
})

export const emergencyEventForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  what: longText({ max: 500, missing: 'Say in a few words what has happened.' }),
})

export type Answer = z.output<typeof answerForm>
export type EmergencyEvent = z.output<typeof emergencyEventForm>
