import { z } from 'zod'
import { patientPick } from '../patients/picking-rules.js'
import { choice, idempotencyKey, text } from '../shared/fields.js'

/** `patientId` is the other record, found by the patient picker. */
const planned = {
  ...patientPick,
  /** Which of the two stays: the one whose page it is, or the other. */
  keeps: choice(['this', 'other'], { missing: 'Choose which record stays.' }),
  reason: text({ max: 500, missing: 'Enter why these two are one person.' }),
  idempotency_key: idempotencyKey(),
}

/** What is filled in before the confirmation page. */
export const plannedMergeForm = z.strictObject(planned)

/** What the confirmation page sends. */
export const mergeForm = z.strictObject({ ...planned, confirmed: choice(['yes']) })

export const undoForm = z.strictObject({
  reason: text({ max: 500, missing: 'Enter the reason.' }),
  idempotency_key: idempotencyKey(),
})

export type PlannedMerge = z.output<typeof plannedMergeForm>
export type UndoTold = z.output<typeof undoForm>
