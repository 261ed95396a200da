import { z } from 'zod'
import { personName } from '../patients/forms.js'
import { sexes } from '../patients/rules.js'
import { choice, dayField, idempotencyKey, text, uuid, uuids } from '../shared/fields.js'
import { relations } from './rules.js'

const relation = choice(relations, { missing: 'Choose what this person is to you.' })

export const familyForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  name: personName('Enter the full name.'),
  dateOfBirth: dayField({ missing: 'Enter the date of birth.' }),
  sex: choice(sexes, { missing: 'Choose female, male or other.' }),
  relation,
})

/** The desk links a record to the account of who books for it, whom it knows by their own patient number. */
export const guardianForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  number: text({ max: 20, missing: 'Enter the patient number of who books, such as W-001042.' }),
  relation: choice(relations, { missing: 'Choose what the patient is to them.' }),
})

export const guardianRemovalForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  guardianshipId: uuid(),
})

export const remindersForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  patientIds: uuids({ most: 20 }),
})

export type FamilyMember = z.output<typeof familyForm>
export type Guardian = z.output<typeof guardianForm>
