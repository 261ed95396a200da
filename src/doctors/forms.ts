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
  whole,
} from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { weekdays } from './rules.js'

const time = optional(timeField())

const profile = (currency: Currency) => ({
  name: text({ max: 200, missing: 'Enter the full name.' }),
  phone: phone({ missing: 'Enter the mobile number.' }),
  specialisationId: uuid({ missing: 'Choose the specialisation.' }),
  qualification: text({ max: 200, missing: 'Enter the qualification, such as MBBS, MD.' }),
  registrationNumber: text({ max: 40, missing: 'Enter the medical council registration number.' }),
  chamber: optionalText(40),
  fee: amount({ currency, missing: 'Enter the consultation fee; 0 if there is none.' }),
  address: optionalText(500),
  bio: optionalLongText(2000),
  deputyId: optional(uuid({ missing: 'Choose the deputy from the list.' })),
})

/** One stretch of work a day, to begin with; breaks and all else stand on the timetable. */
const firstHours = {
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
  slotMinutes: optional(whole({ min: 5, max: 240 })),
}

export const newDoctorForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    email: email({ missing: 'Enter the email address for the invitation.' }),
    employeeNumber: optionalText(40),
    ...profile(currency),
    ...firstHours,
  })

export const editDoctorForm = (currency: Currency) =>
  z.strictObject({ version: version(), ...profile(currency) })

export const removeDoctorForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 500, missing: 'Enter the reason.' }),
})

export const specialisationForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  name: text({ max: 80, missing: 'Enter the name of the specialisation.' }).pipe(
    z.string().regex(/\p{L}/u, 'Use letters, such as Cardiology.'),
  ),
})

/** A specialisation with what stands on every confirmation of a visit to one of its doctors. */
export const editSpecialisationForm = specialisationForm.extend({
  directions: optionalLongText(500),
  preparation: optionalLongText(1000),
})

export const removeSpecialisationForm = z.strictObject({ idempotency_key: idempotencyKey() })

export type SpecialisationForm = z.output<typeof specialisationForm>
export type EditedSpecialisation = z.output<typeof editSpecialisationForm>
export type SpecialisationRemoval = z.output<typeof removeSpecialisationForm>
export type NewDoctor = z.output<ReturnType<typeof newDoctorForm>>
export type EditedDoctor = z.output<ReturnType<typeof editDoctorForm>>
export type DoctorRemoval = z.output<typeof removeDoctorForm>

/** The form's lines of the week, one for each day. */
export const weekOf = (form: NewDoctor) =>
  weekdays.map((weekday) => ({ weekday, from: form[`from${weekday}`], to: form[`to${weekday}`] }))
