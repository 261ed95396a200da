import { z } from 'zod'
import {
  amount,
  email,
  idempotencyKey,
  optional,
  optionalLongText,
  optionalText,
  phone,
  text,
  timeField,
  uuid,
  version,
} from '../shared/fields.js'
import { weekdays } from './rules.js'

const time = optional(timeField())

const profile = {
  name: text({ max: 200, missing: 'Enter the full name.' }),
  phone: phone({ missing: 'Enter the mobile number.' }),
  specialisationId: uuid({ missing: 'Choose the specialisation.' }),
  qualification: text({ max: 200, missing: 'Enter the qualification, such as MBBS, MD.' }),
  registrationNumber: text({ max: 40, missing: 'Enter the medical council registration number.' }),
  chamber: optionalText(40),
  fee: amount({ missing: 'Enter the consultation fee; 0 if there is none.' }),
  address: optionalText(500),
  bio: optionalLongText(2000),
  from1: time,
  to1: time,
  from2: time,
  to2: time,
  from3: time,
  to3: time,
  from4: time,
  to4: time,
  from5: time,
  to5: time,
  from6: time,
  to6: time,
  from7: time,
  to7: time,
}

export const newDoctorForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  email: email({ missing: 'Enter the email address for the invitation.' }),
  employeeNumber: optionalText(40),
  ...profile,
})

export const editDoctorForm = z.strictObject({ version: version(), ...profile })

export const removeDoctorForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 500, missing: 'Enter the reason.' }),
})

export type NewDoctor = z.output<typeof newDoctorForm>
export type EditedDoctor = z.output<typeof editDoctorForm>
export type DoctorRemoval = z.output<typeof removeDoctorForm>

/** The form's lines of the week, one for each day. */
export const weekOf = (form: NewDoctor | EditedDoctor) =>
  weekdays.map((weekday) => ({ weekday, from: form[`from${weekday}`], to: form[`to${weekday}`] }))
