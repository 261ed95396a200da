import { z } from 'zod'
import { passwordContext, type passwordProblem } from '../accounts/password-rules.js'
import type { Role } from '../generated/prisma/enums.js'
import { personName } from '../patients/forms.js'
import { sexes } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
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
  name: personName('Enter your full name.'),
  email: email({ missing: 'Enter your email address.' }),
  phone: phone({ missing: 'Enter your mobile number.' }),
  password: password({ missing: 'Choose a password.' }),
}

type PasswordRule = typeof passwordProblem

export const patientSignUpForm = (rule: PasswordRule, today: Day) =>
  z
    .strictObject({
      ...person,
      localName: optionalText(200),
      dateOfBirth: dayField({ missing: 'Enter your date of birth.' }).refine(
        (day) => day <= today,
        'The date of birth lies in the future.',
      ),
      sex: choice(sexes, { missing: 'Choose female, male or other.' }),
      address: text({ max: 500, missing: 'Enter your address.' }),
    })
    .superRefine(goodPassword(rule, 'PATIENT'), always)

export const doctorSignUpForm = (rule: PasswordRule) =>
  z
    .strictObject({
      ...person,
      specialisationId: uuid({ missing: 'Choose your specialisation.' }),
      registrationNumber: text({ max: 40, missing: 'Enter your medical council registration number.' }),
      qualification: text({ max: 200, missing: 'Enter your qualification, such as MBBS, MD.' }),
    })
    .superRefine(goodPassword(rule, 'DOCTOR'), always)

export type PatientSignUp = z.output<ReturnType<typeof patientSignUpForm>>
export type DoctorSignUp = z.output<ReturnType<typeof doctorSignUpForm>>

export const approvalForm = z.strictObject({
  accountIds: uuids({ most: 50, missing: 'Tick the people whom you approve.' }),
})

export const rejectionForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: longText({ max: 1000, missing: 'Write the reason: the person reads it in the mail.' }),
})

/** Beside the other mistakes, not after them: zod would leave it out where a field was refused. */
const always = { when: () => true }

/** A field that was refused before has no text. */
function goodPassword(rule: PasswordRule, role: Role) {
  const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
  return (form: { name: unknown; email: unknown; password: unknown }, context: z.RefinementCtx) => {
    if (typeof form.password !== 'string') return
    const known = { name: textOf(form.name), email: textOf(form.email), username: '', role }
    const problem = rule(form.password, passwordContext(known))
    if (problem) context.addIssue({ code: 'custom', path: ['password'], message: problem })
  }
}
