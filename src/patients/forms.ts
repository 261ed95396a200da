import { z } from 'zod'
import {
  choice,
  email,
  type Field,
  idempotencyKey,
  optional,
  optionalDay,
  optionalLongText,
  optionalText,
  phone,
  text,
  uuid,
  version,
  whole,
} from '../shared/fields.js'
import { relations } from './contact-rules.js'
import { hasPictures, isName } from './name-rules.js'
import { bloodGroups, governmentIdKinds, sexes } from './rules.js'

/** Whatever a person is called, in any script. */
export const personName = (missing: string): Field<string> =>
  text({ max: 200, missing })
    .refine((name) => !hasPictures(name), 'Leave the pictures out of the name: they cannot be printed.')
    .refine(isName, 'Enter the name with letters, of any script.')

/** What the patient may change, too. */
const contact = {
  localName: optional(personName('Enter the name.')),
  email: optional(email()),
  address: optionalText(500),
  bloodGroup: optional(choice(bloodGroups)),
  medicalHistory: optionalLongText(5000),
}

const details = {
  ...contact,
  name: personName('Enter the patient’s name.'),
  sex: optional(choice(sexes)),
  dateOfBirth: optionalDay(),
  governmentIdKind: optional(choice(governmentIdKinds)),
  governmentIdNumber: optionalText(40),
}

export const registrationForm = z.strictObject({
  ...details,
  phone: phone({ missing: 'Enter a telephone number.' }),
  /** One text for all of them: each becomes a row. */
  allergies: optionalLongText(2000),
  doctorId: optional(uuid({ missing: 'Choose a doctor.' })),
  contactName: optional(personName('Enter the name.')),
  contactRelation: optional(choice(relations)),
  contactPhone: optional(phone()),
  idempotency_key: idempotencyKey(),
  /** The second button, shown beside the likely duplicates. */
  anyway: optional(choice(['yes'])),
  /** The other second button: a photo is taken next. */
  photo: optional(choice(['next'])),
})

/** Somebody who cannot say who they are. */
export const unknownForm = z.strictObject({
  sex: optional(choice(sexes)),
  about: optional(whole({ min: 0, max: 120, wrong: 'Enter an age from {{min}} to {{max}}, as it looks.' })),
  idempotency_key: idempotencyKey(),
})

/** Somebody who was registered without a telephone may be without one for longer. */
export const editForm = z.strictObject({ ...details, phone: optional(phone()), version: version() })

export const profileForm = z.strictObject({
  ...contact,
  phone: phone({ missing: 'Enter your mobile number.' }),
  version: version(),
})

/** Where the answer is only yes. */
export const confirmationForm = z.strictObject({ idempotency_key: idempotencyKey() })

export const removalForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 500, missing: 'Enter the reason.' }),
})

export type Registration = z.output<typeof registrationForm>
export type UnknownPatient = z.output<typeof unknownForm>
export type Edit = z.output<typeof editForm>
export type Profile = z.output<typeof profileForm>
export type RemovalReason = z.output<typeof removalForm>
