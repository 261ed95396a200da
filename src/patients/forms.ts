import { z } from 'zod'
import {
  choice,
  email,
  idempotencyKey,
  optional,
  optionalDay,
  optionalLongText,
  optionalText,
  phone,
  text,
  uuid,
  version,
} from '../shared/fields.js'
import { bloodGroups, governmentIdKinds, sexes } from './rules.js'

/** What the patient may change, too. */
const contact = {
  localName: optionalText(200),
  email: optional(email()),
  address: optionalText(500),
  bloodGroup: optional(choice(bloodGroups)),
  medicalHistory: optionalLongText(5000),
  allergies: optionalLongText(500),
}

const details = {
  ...contact,
  name: text({ max: 200, missing: 'Enter the patient’s name.' }),
  phone: phone({ missing: 'Enter a telephone number.' }),
  sex: optional(choice(sexes)),
  dateOfBirth: optionalDay(),
  governmentIdKind: optional(choice(governmentIdKinds)),
  governmentIdNumber: optionalText(40),
}

export const registrationForm = z.strictObject({
  ...details,
  idempotency_key: idempotencyKey(),
  /** The second button, shown beside the likely duplicates. */
  anyway: optional(choice(['yes'])),
})

export const editForm = z.strictObject({ ...details, version: version() })

export const profileForm = z.strictObject({
  ...contact,
  phone: phone({ missing: 'Enter your mobile number.' }),
  version: version(),
})

export const assignmentForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  doctorId: uuid({ missing: 'Choose a doctor.' }),
})

/** Where the answer is only yes. */
export const confirmationForm = z.strictObject({ idempotency_key: idempotencyKey() })

export const removalForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 500, missing: 'Enter the reason.' }),
})

export type Registration = z.output<typeof registrationForm>
export type Edit = z.output<typeof editForm>
export type Profile = z.output<typeof profileForm>
export type Assignment = z.output<typeof assignmentForm>
export type RemovalReason = z.output<typeof removalForm>
