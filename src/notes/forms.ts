import { z } from 'zod'
import { choice, idempotencyKey, longText, optional, whole } from '../shared/fields.js'
import { noteKinds } from './rules.js'

const kind = choice(noteKinds, { missing: 'Choose what kind of note this is.' })
const text = longText({ max: 10_000, missing: 'Write the note.' })

/** Which draft the form was opened with: 0 or nothing for none. */
const draftVersion = optional(whole({ min: 0, max: 1_000_000_000 }))

export const noteForm = z.strictObject({ idempotency_key: idempotencyKey(), kind, text, draftVersion })
export type Note = z.output<typeof noteForm>

/** The same form, put away unfinished. */
export const draftForm = z
  .strictObject({
    idempotency_key: idempotencyKey(),
    kind,
    text,
    draftVersion,
    draft: optional(choice(['save'])),
  })
  .transform(({ kind, text, draftVersion }) => ({ kind, text, draftVersion }))
export type Draft = z.output<typeof draftForm>

export const amendmentForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  text: longText({ max: 10_000, missing: 'Write what is to be added or put right.' }),
})
export type Amendment = z.output<typeof amendmentForm>
