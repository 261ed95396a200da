import { z } from 'zod'
import { sexes } from '../patients/rules.js'
import {
  choice,
  dayField,
  email,
  idempotencyKey,
  longText,
  optionalText,
  password,
  phone,
  text,
  uuid,
  uuids,
} from '../shared/fields.js'

const person = {
  idempotency_key: idempotencyKey(),
  name: text({ max: 200, missing: 'Enter your full name.' }),
  email: email({ missing: 'Enter your email address.' }),
  phone: phone({ missing: 'Enter your mobile number.' }),
  password: password({ missing: 'Choose a password.' }),
}

export const patientSignUpForm = z.strictObject({
  ...person,
  localName: optionalText(200),
  dateOfBirth: dayField({ missing: 'Enter your date of birth.' }),
  sex: choice(sexes, { missing: 'Choose female, male or other.' }),
  address: text({ max: 500, missing: 'Enter your address.' }),
})

export const doctorSignUpForm = z.strictObject({
  ...person,
  specialisationId: uuid({ missing: 'Choose your specialisation.' }),
  registrationNumber: text({ max: 40, missing: 'Enter your medical council registration number.' }),
  qualification: text({ max: 200, missing: 'Enter your qualification, such as MBBS, MD.' }),
})

export type PatientSignUp = z.output<typeof patientSignUpForm>
export type DoctorSignUp = z.output<typeof doctorSignUpForm>

export const approvalForm = z.strictObject({
  accountIds: uuids({ most: 50, missing: 'Tick the people whom you approve.' }),
})

export const rejectionForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: longText({ max: 1000, missing: 'Write the reason: the person reads it in the mail.' }),
})
