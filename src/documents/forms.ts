import { z } from 'zod'
import { type Day, parseDay } from '../shared/calendar.js'
import { type Field, scalar } from '../shared/field.js'
import { choice, idempotencyKey, longText, optional, text, uuid, version } from '../shared/fields.js'
import { documentDayProblem, documentKinds } from './rules.js'

const about = (today: Day) => ({
  title: text({ max: 120, missing: 'Enter a title, such as “X-ray of the chest”.' }),
  kind: choice(documentKinds, { missing: 'Choose what kind of document this is.' }),
  day: dayOfDocument(today),
})

/** What is said about a file that comes with the same form. */
export const documentForm = (today: Day) =>
  z.strictObject({ idempotency_key: idempotencyKey(), ...about(today) })

/** The same by clinical data entry: of one of the orders, or of a patient whom they found. */
export const filedForm = (today: Day) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    ...about(today),
    orderId: optional(uuid()),
    patientId: optional(uuid()),
    patientSearch: optional(text({ max: 200 })),
  })

export const documentEditForm = (today: Day) => z.strictObject({ version: version(), ...about(today) })

export const removalForm = z.strictObject({
  version: version(),
  reason: longText({ max: 500, missing: 'Say why it is removed: it stands in the audit trail.' }),
})

export const versionForm = z.strictObject({ version: version() })

export type NewDocument = z.output<ReturnType<typeof documentForm>> & { orderId: string | null }
export type EditedDocument = z.output<ReturnType<typeof documentEditForm>>
export type Removal = z.output<typeof removalForm>

const dayOfDocument = (today: Day): Field<Day> =>
  scalar('Enter the date that stands on the document.', (typed, refuse) => {
    const day = parseDay(typed.trim())
    if (!day) return refuse('Enter a real date like 2026-11-21.')
    const problem = documentDayProblem(day, today)
    return problem ? refuse(problem) : day
  })
