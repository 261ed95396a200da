import { z } from 'zod'
import {
  choice,
  email,
  idempotencyKey,
  longText,
  optional,
  optionalText,
  password,
  phone,
  text,
  version,
} from '../shared/fields.js'
import { staffRoles, usernamePattern } from './rules.js'

export const logInForm = z.strictObject({
  identifier: text({ max: 254, missing: 'Enter your email or username.' }),
  password: password({ missing: 'Enter your password.' }),
  next: optionalText(2000),
})

export const changePasswordForm = z.strictObject({
  currentPassword: password({ missing: 'Enter your current password.' }),
  password: password({ missing: 'Choose a new password.' }),
})

export const forgottenPasswordForm = z.strictObject({
  email: email({ missing: 'Enter your email address.' }),
})

/** By the link of a reset or of an invitation, which says whose it is; the username is there for password managers. */
export const newPasswordForm = z.strictObject({
  username: optionalText(100),
  password: password({ missing: 'Choose a password.' }),
})

export const firstAdminForm = z.strictObject({
  name: text({ max: 200, missing: 'Enter your full name.' }),
  email: email({ missing: 'Enter your email address.' }),
  password: password({ missing: 'Choose a password.' }),
})

export type FirstAdmin = z.output<typeof firstAdminForm>

const username = text({ max: 40, missing: 'Enter the username.' }).pipe(
  z
    .string()
    .regex(usernamePattern, 'Use 3 to 40 letters, digits, dots or hyphens, without spaces and without @.')
    .toLowerCase(),
)

const staff = {
  name: text({ max: 200, missing: 'Enter the full name.' }),
  role: choice(staffRoles, { missing: 'Choose a role.' }),
  employeeNumber: text({ max: 40, missing: 'Enter the employee number.' }),
  email: optional(email()),
  phone: optional(phone()),
}

export const newStaffForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  username: optional(username),
  ...staff,
})

export const editStaffForm = z.strictObject({ version: version(), username, ...staff })

/** Doctors and patients keep their role: a profile or a record stands behind it. */
export const editPersonForm = z.strictObject({
  version: version(),
  name: staff.name,
  username,
  email: email({ missing: 'Enter the email address.' }),
  phone: staff.phone,
  employeeNumber: optionalText(40),
})

export type NewStaff = z.output<typeof newStaffForm>
export type EditedAccount = z.output<typeof editStaffForm> | z.output<typeof editPersonForm>

const reason = { reason: longText({ max: 500, missing: 'Write the reason.' }) }

export const suspensionForm = z.strictObject({ idempotency_key: idempotencyKey(), ...reason })
export const restorationForm = z.strictObject({ idempotency_key: idempotencyKey() })
export const removalForm = z.strictObject({ idempotency_key: idempotencyKey(), ...reason })
