import { z } from 'zod'
import {
  dayField,
  idempotencyKey,
  longText,
  optional,
  optionalText,
  password,
  phone,
} from '../shared/fields.js'
import { lengthOf } from '../shared/text.js'
import { SHORTEST_REASON } from './rules.js'

/** Whom it is about, exactly; why; and the doctor's own password. */
export const emergencyForm = z
  .strictObject({
    idempotency_key: idempotencyKey(),
    number: optionalText(20),
    name: optionalText(200),
    phone: optional(phone()),
    dateOfBirth: optional(dayField()),
    reason: longText({ max: 1000, missing: 'Say why you need this record now.' }),
    password: password(),
  })
  .superRefine((form, context) => {
    const say = (path: string, message: string, params = {}) =>
      context.addIssue({ code: 'custom', path: [path], message, params })
    if (lengthOf(form.reason) < SHORTEST_REASON)
      say('reason', 'Write {{shortest}} characters or more: others will read it.', {
        shortest: SHORTEST_REASON,
      })
    if (form.number !== null) return
    if (form.name === null && form.phone === null)
      say('number', 'Enter the patient’s number, or a name or telephone number with the date of birth.')
    else if (form.dateOfBirth === null)
      say('dateOfBirth', 'Enter the date of birth, too, or the patient’s number instead.')
  })

export type EmergencyRequest = z.output<typeof emergencyForm>
