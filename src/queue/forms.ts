import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import { patientPick } from '../patients/picking-rules.js'
import { choice, idempotencyKey, longText, optional, optionalText, text, uuid } from '../shared/fields.js'

/** A visit's number, typed or scanned. */
export const codeForm = z.strictObject({
  code: text({ max: 300, missing: 'Enter or scan the number of the visit.' }),
})

export const walkInForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  ...patientPick,
  doctorId: uuid({ missing: 'Choose the doctor.' }),
  priority: choice(priorities, { missing: 'Choose how urgent it is.' }),
  reason: longText({ max: 1000, missing: 'Say in a few words what it is about.' }),
})

/** The visit that the page showed with the doctor, where there was one, and the page to come back to. */
export const callForm = z.strictObject({
  finishing: optional(uuid({ missing: '' })),
  next: optionalText(2000),
})

export const handOverForm = z.strictObject({ doctorId: uuid({ missing: 'Choose the doctor.' }) })

export type HandOver = z.output<typeof handOverForm>
export type WalkIn = z.output<typeof walkInForm>
