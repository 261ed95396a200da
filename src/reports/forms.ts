import { z } from 'zod'
import { courseFields, yesOrNo } from '../isolation/report-forms.js'
import { roundOf } from '../observations/entry-rules.js'
import { answerTo, questionsOf, unanswered } from '../observations/plausible-rules.js'
import { measured, temperatureField } from '../observations/reading-forms.js'
import { checkReadings, type EnteredReadings } from '../observations/rules.js'
import { TEMPERATURE_UNITS } from '../observations/temperature-rules.js'
import {
  choice,
  choices,
  dayField,
  idempotencyKey,
  optional,
  optionalLongText,
  optionalText,
  version,
  whole,
} from '../shared/fields.js'
import { moods, RATING, REPORT_SYMPTOMS } from './rules.js'

/**
 * How somebody is today. What no living person can have is refused, a unit is never guessed, and what is possible and
 * rare is asked about, until `confirmed` holds that very value. Devices are for who has them: empty is not measured.
 */
export const reportForm = (ageYears: number | null) =>
  report(z.strictObject({ idempotency_key: idempotencyKey(), ...told }), ageYears)

export const reportEditForm = (ageYears: number | null) =>
  report(z.strictObject({ version: version(), ...told }), ageYears)

export type NewReport = z.output<ReturnType<typeof reportForm>>
export type EditedReport = z.output<ReturnType<typeof reportEditForm>>

const told = {
  /** Of which day it was meant to be. */
  day: dayField(),
  mood: choice(moods, { missing: 'Choose how your mood is.' }),
  rating: whole({
    min: RATING.from,
    max: RATING.to,
    missing: 'Choose a number from 1 to 10.',
    wrong: 'Choose a number from {{min}} to {{max}}.',
  }),
  symptoms: choices(REPORT_SYMPTOMS),
  description: optionalLongText(1000),
  temperature: temperatureField(),
  temperatureUnit: optional(choice(TEMPERATURE_UNITS)),
  spo2: measured('spo2'),
  pulse: measured('pulse'),
  ...courseFields,
  confirmed: optionalText(500),
}

type Told = { [Name in keyof typeof told]: z.output<(typeof told)[Name]> }

function report<Shape extends Told>(form: z.ZodType<Shape>, ageYears: number | null) {
  return form
    .superRefine(
      (typed, context) => {
        const checked = checkReadings(enteredIn(typed))
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
    .transform((typed, context) => {
      const checked = checkReadings(enteredIn(typed))
      const {
        temperature,
        temperatureUnit,
        spo2: _spo2,
        pulse: _pulse,
        confirmed: _confirmed,
        onOxygen,
        breathing,
        feeling,
        ...rest
      } = typed
      if (checked.ok) {
        const { temperatureTenthsC, spo2, pulse } = checked.readings
        const atHome = { temperature, temperatureUnit, onOxygen: yesOrNo(onOxygen), breathing, feeling }
        return { ...rest, temperatureTenthsC, spo2, pulse, atHome }
      }
      context.addIssue({ code: 'custom', message: 'These readings are not possible.' })
      return z.NEVER
    })
}

/** The answer that the button "that is what was measured" gives; null where something else is wrong as well. */
export function answerToQuestions(
  posted: Record<string, unknown>,
  schema: ReturnType<typeof reportForm> | ReturnType<typeof reportEditForm>,
): string | null {
  const issues = schema.safeParse(posted).error?.issues ?? []
  const questions = issues.flatMap((issue) =>
    issue.code === 'custom' && typeof issue.params?.asked === 'string' ? { asked: issue.params.asked } : [],
  )
  if (questions.length === 0 || questions.length < issues.length) return null
  const before = typeof posted.confirmed === 'string' ? posted.confirmed : ''
  return `${before} ${answerTo(questions)}`.trim()
}

/** A field that was refused already is not there: it is not looked at again. */
function enteredIn(typed: Partial<Told>): EnteredReadings {
  return {
    spo2: typed.spo2 ?? null,
    temperature: typed.temperature ?? null,
    temperatureUnit: typed.temperatureUnit ?? null,
    pulse: typed.pulse ?? null,
    oxygen: null,
    respiratoryRate: null,
    systolic: null,
    diastolic: null,
    consciousness: null,
  }
}
