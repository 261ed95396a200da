import { z } from 'zod'
import {
  idempotencyKey,
  longText,
  optionalDay,
  optionalLongText,
  optionalText,
  text,
  uuid,
  whole,
} from '../shared/fields.js'
import { LONGEST } from './rules.js'

/** `latest` is the version of the summary that stood there when the form was opened: 0 for none. */
export const summaryForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  latest: whole({ min: 0, max: 10_000 }),
  admissionId: uuid({ missing: 'Choose the stay.' }),
  diagnosis: longText({ max: LONGEST.diagnosis, missing: 'Enter the diagnosis.' }),
  course: longText({ max: LONGEST.course, missing: 'Say what happened during the stay.' }),
  condition: text({ max: LONGEST.condition, missing: 'Say how the patient leaves.' }),
  medicines: optionalLongText(LONGEST.medicines),
  advice: longText({ max: LONGEST.advice, missing: 'Say what the patient should do and watch for.' }),
  followUpOn: optionalDay(),
  reason: optionalText(LONGEST.reason),
})

export type SummaryForm = z.output<typeof summaryForm>
