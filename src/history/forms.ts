import { z } from 'zod'
import { allergyKinds, allergySeverities } from '../patients/allergy-rules.js'
import { relations } from '../patients/contact-rules.js'
import { personName } from '../patients/forms.js'
import {
  choice,
  idempotencyKey,
  optionalDay,
  optionalLongText,
  optionalText,
  phone,
  text,
  version,
} from '../shared/fields.js'
import { conditionStatuses } from './rules.js'

export const allergyForm = z.strictObject({
  substance: text({ max: 200, missing: 'Enter what they are allergic to.' }),
  kind: choice(allergyKinds, { missing: 'Choose what kind of allergy it is.' }),
  reaction: optionalText(200),
  severity: choice(allergySeverities, { missing: 'Choose how severe it was.' }),
  idempotency_key: idempotencyKey(),
})

export const removalForm = z.strictObject({
  reason: text({ max: 500, missing: 'Enter the reason.' }),
  idempotency_key: idempotencyKey(),
})

const condition = {
  name: text({ max: 200, missing: 'Enter the condition.' }),
  code: optionalText(10),
  since: optionalDay(),
  note: optionalLongText(1000),
}

export const conditionForm = z.strictObject({ ...condition, idempotency_key: idempotencyKey() })

export const conditionEditForm = z.strictObject({
  ...condition,
  status: choice(conditionStatuses),
  resolvedOn: optionalDay(),
  version: version(),
})

export const historyTextForm = z.strictObject({ medicalHistory: optionalLongText(5000), version: version() })

const contact = {
  name: personName('Enter the name.'),
  relation: choice(relations, { missing: 'Choose who they are to the patient.' }),
  phone: phone(),
}

export const contactForm = z.strictObject({ ...contact, idempotency_key: idempotencyKey() })
export const pressedForm = z.object({})

export type AllergyTold = z.output<typeof allergyForm>
export type Removal = z.output<typeof removalForm>
export type ConditionTold = z.output<typeof conditionForm>
export type ConditionEdit = z.output<typeof conditionEditForm>
export type HistoryText = z.output<typeof historyTextForm>
export type ContactTold = z.output<typeof contactForm>
