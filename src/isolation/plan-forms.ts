import { z } from 'zod'
import { optional, optionalLongText, optionalText, phone, uuid, version, whole } from '../shared/fields.js'

/** The plan of a patient's care at home, as staff write it. */
export const planForm = z.strictObject({
  version: version(),
  doctorId: uuid({ missing: 'Choose the doctor in charge.' }),
  caregiverName: optionalText(120),
  caregiverPhone: optional(phone()),
  checkHours: whole({
    min: 1,
    max: 24,
    missing: 'Enter the hours between two reports.',
    wrong: 'Enter a whole number of hours from {{min}} to {{max}}.',
  }),
  planNote: optionalLongText(1000),
})

export type PlanForm = z.output<typeof planForm>
