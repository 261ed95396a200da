import { z } from 'zod'
import { dayField, idempotencyKey, optionalDay, text } from '../shared/fields.js'

/** What is said of a list before its file is looked at. */
export const newDraftForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  version: text({ max: 40, missing: 'Enter a version that no list of this kind had, such as 2027-01.' }),
  source: text({ max: 300, missing: 'Enter where the list comes from and who approved it.' }),
  publishedOn: dayField({ missing: 'Enter the day on which the list was published.' }),
  reviewBy: optionalDay(),
})

/** `seen`: the files and the list in force that were looked at. */
export const loadForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  seen: text({ max: 200, missing: 'This page was not complete. Open it again.' }),
})

export type NewDraft = z.output<typeof newDraftForm>
export type Load = z.output<typeof loadForm>
