import { z } from 'zod'
import type { Session } from '../availability/slot-rules.js'
import {
  checkbox,
  choice,
  choices,
  dayField,
  idempotencyKey,
  optional,
  optionalText,
  text,
  timeField,
  version,
} from '../shared/fields.js'
import { sessionFields, sessionsIn, sessionValues } from './session-forms.js'

/** Said by whoever has seen which visits lose their time. */
const confirmed = checkbox()

/** The sessions of a weekday, for one weekday or for several at once; without any, these days are off. */
export const hoursForm = z
  .strictObject({
    ...sessionFields(),
    version: version(),
    confirmed,
    days: choices(['1', '2', '3', '4', '5', '6', '7'], { missing: 'Choose at least one day of the week.' }),
  })
  .transform(({ version, confirmed, days, ...typed }, context) => ({
    ...{ version, confirmed, days: days.map(Number) },
    sessions: sessionsIn(typed, context),
  }))

const dateFields = {
  confirmed,
  works: choice(['yes', 'no'], { missing: 'Choose whether the doctor works on this day.' }),
  note: optionalText(200),
}

/** Other hours on one date. */
export const newDateForm = z
  .strictObject({ ...sessionFields(), ...dateFields, idempotency_key: idempotencyKey(), day: dayField() })
  .transform(({ idempotency_key, confirmed, works, note, day, ...typed }, context) => ({
    ...{ idempotency_key, confirmed, note, day },
    sessions: worked(works, typed, context),
  }))

export const dateForm = z
  .strictObject({ ...sessionFields(), ...dateFields, version: version() })
  .transform(({ version, confirmed, works, note, ...typed }, context) => ({
    ...{ version, confirmed, note },
    sessions: worked(works, typed, context),
  }))

export const leaveForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  confirmed,
  firstDay: dayField({ missing: 'Enter the first day.' }),
  lastDay: optional(dayField()),
  from: optional(timeField()),
  until: optional(timeField()),
  reason: optionalText(200),
})

export const holidayForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  confirmed,
  day: dayField(),
  name: text({ max: 80, missing: 'Enter the name of the holiday.' }),
})

/** For what is taken back with one button. */
export const undoForm = z.strictObject({ idempotency_key: idempotencyKey(), confirmed })

export type EditedHours = z.output<typeof hoursForm>
export type NewDate = z.output<typeof newDateForm>
export type EditedDate = z.output<typeof dateForm>
export type NewLeave = z.output<typeof leaveForm>
export type NewHoliday = z.output<typeof holidayForm>
export type Undo = z.output<typeof undoForm>

function worked(works: 'yes' | 'no', typed: Record<string, unknown>, context: z.RefinementCtx) {
  if (works === 'no') return []
  const sessions = sessionsIn(typed, context)
  if (sessions.length === 0 && context.issues.length === 0)
    context.addIssue({ code: 'custom', path: ['from1'], message: 'Enter when the session begins.' })
  return sessions
}

/** Other hours of a date as its form has them. */
export const dateValues = ({ note, sessions }: { note: string | null; sessions: Session[] }) => ({
  note: note ?? '',
  works: sessions.length > 0 ? 'yes' : 'no',
  ...sessionValues(sessions),
})
