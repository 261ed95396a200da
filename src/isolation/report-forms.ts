import { z } from 'zod'
import { roundOf } from '../observations/entry-rules.js'
import { answerTo, questionsOf, unanswered } from '../observations/plausible-rules.js'
import { measured, temperatureField } from '../observations/reading-forms.js'
import { checkReadings, type EnteredReadings } from '../observations/rules.js'
import { TEMPERATURE_UNITS } from '../observations/temperature-rules.js'
import { choice, choices, idempotencyKey, optional, optionalText, whole } from '../shared/fields.js'
import { HOME_SIGNS } from './answer-rules.js'
import { COURSES } from './report-rules.js'

/** What only who is cared for at home is asked besides: empty is "not said". */
export const courseFields = {
  onOxygen: optional(choice(['yes', 'no'], { missing: 'Answer yes or no.' })),
  breathing: optional(choice(COURSES, { missing: 'Choose better, the same or worse.' })),
  feeling: optional(choice(COURSES, { missing: 'Choose better, the same or worse.' })),
}

const told = {
  breathing: choice(COURSES, { missing: 'Choose how the breathing is.' }),
  feeling: choice(COURSES, { missing: 'Choose how you feel.' }),
  symptoms: choices(HOME_SIGNS),
  feverDays: optional(whole({ min: 0, max: 60 })),
  spo2: measured('spo2'),
  onOxygen: courseFields.onOxygen,
  respiratoryRate: measured('respiratoryRate'),
  pulse: measured('pulse'),
  temperature: temperatureField(),
  temperatureUnit: optional(choice(TEMPERATURE_UNITS)),
  confirmed: optionalText(500),
}

/**
 * How somebody at home is now. What no living person can have is refused, a unit is never guessed, and what is possible
 * and rare is asked about, until `confirmed` holds that very value. Devices are for who has them: empty is not measured.
 */
export const homeReportForm = (ageYears: number | null) =>
  z
    .strictObject({ idempotency_key: idempotencyKey(), ...told })
    .superRefine(
      (typed, context) => {
        const entered = enteredIn(typed)
        const checked = checkReadings(entered)
        if (!checked.ok) {
          for (const { field, text, values } of checked.problems)
            context.addIssue({ code: 'custom', path: [field], message: text, params: values })
          return
        }
        const questions = questionsOf(roundOf(checked.readings), ageYears)
        for (const { field, text, values, asked } of unanswered(questions, typed.confirmed ?? null))
          context.addIssue({ code: 'custom', path: [field], message: text, params: { ...values, asked } })
      },
      // Even where another field was refused: people correct everything in one go.
      { when: () => true },
    )
    .transform(({ confirmed: _confirmed, ...form }) => ({ ...form, onOxygen: yesOrNo(form.onOxygen) }))

export type HomeReportForm = z.output<ReturnType<typeof homeReportForm>>

export const yesOrNo = (answer: 'yes' | 'no' | null): boolean | null => answer && answer === 'yes'

/** The answer that the button "that is what was measured" gives; null where something else is wrong as well. */
export function answerToQuestions(posted: Record<string, unknown>, schema: z.ZodType): string | null {
  const issues = schema.safeParse(posted).error?.issues ?? []
  const questions = issues.flatMap((issue) =>
    issue.code === 'custom' && typeof issue.params?.asked === 'string' ? { asked: issue.params.asked } : [],
  )
  if (questions.length === 0 || questions.length < issues.length) return null
  const before = typeof posted.confirmed === 'string' ? posted.confirmed : ''
  return `${before} ${answerTo(questions)}`.trim()
}

type Told = { [Name in keyof typeof told]: z.output<(typeof told)[Name]> }

/** A field that was refused already is not there: it is not looked at again. */
function enteredIn(typed: Partial<Told>): EnteredReadings {
  return {
    spo2: typed.spo2 ?? null,
    temperature: typed.temperature ?? null,
    temperatureUnit: typed.temperatureUnit ?? null,
    pulse: typed.pulse ?? null,
    respiratoryRate: typed.respiratoryRate ?? null,
    oxygen: null,
    systolic: null,
    diastolic: null,
    consciousness: null,
  }
}
