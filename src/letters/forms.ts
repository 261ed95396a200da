import { z } from 'zod'
import { choice, idempotencyKey, longText, uuid } from '../shared/fields.js'
import { letterKinds } from './rules.js'

export const letterForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  kind: choice(letterKinds, { missing: 'Choose what you would like of your colleague.' }),
  toId: uuid({ missing: 'Choose whom you write to.' }),
  text: longText({ max: 5000, missing: 'Write the letter.' }),
})
export type Letter = z.output<typeof letterForm>

export const answerForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  answer: longText({ max: 5000, missing: 'Write the answer.' }),
})
export type Answer = z.output<typeof answerForm>
