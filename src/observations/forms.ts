import { z } from 'zod'
import { type Day, dayIn, instantAt, type TimeOfDay } from '../shared/calendar.js'
import { optional } from '../shared/field.js'
import {
  checkbox,
  choice,
  dayField,
  idempotencyKey,
  longText,
  optionalText,
  timeField,
} from '../shared/fields.js'
import {
  BREATHING,
  checkRound,
  type EnteredRound,
  GLUCOSE_UNITS,
  isEmpty,
  POSSIBLE_BESIDES,
  POSSIBLE_GLUCOSE,
} from './entry-rules.js'
import { answerTo, questionsOf, unanswered } from './plausible-rules.js'
import type { Problem } from './problem-rules.js'
import { measured, numberOr, temperatureField } from './reading-forms.js'
import { takenAtProblem } from './round-rules.js'
import { CONSCIOUSNESS } from './rules.js'
import { TEMPERATURE_UNITS } from './temperature-rules.js'

export interface RoundAround {
  now: Date
  zone: string
  ageYears: number | null
}

/**
 * A round of vital signs. What is impossible is refused, each beside its field and all at once; what is possible and
 * rare is asked about, until `confirmed` holds that very value; what is empty was not measured.
 */
export function roundForm(around: RoundAround) {
  return z
    .strictObject({
      idempotency_key: idempotencyKey(),
      takenOn: optional(dayField()),
      takenTime: optional(timeField()),
      ...entered,
      pregnant: checkbox(),
      confirmed: optionalText(500),
    })
    .superRefine(
      (form, context) => {
        const { problem } = takenAtOf(form, around)
        const checked = checkRound(enteredIn(form))
        const problems = [...(problem ? [problem] : []), ...(checked.ok ? [] : checked.problems)]
        for (const { field, text, values } of problems)
          context.addIssue({ code: 'custom', path: [field], message: text, params: values })
        if (!checked.ok) return
        const questions = unanswered(questionsOf(checked.round, around.ageYears), form.confirmed)
        for (const { field, text, values, asked } of questions)
          context.addIssue({ code: 'custom', path: [field], message: text, params: { ...values, asked } })
        if (isEmpty(checked.round))
          context.addIssue({ code: 'custom', path: ['respiratoryRate'], message: 'Enter what was measured.' })
      },
      // Even where another field was refused: people correct everything in one go.
      { when: () => true },
    )
    .transform((form, context) => {
      const checked = checkRound(enteredIn(form))
      const { idempotency_key, pregnant } = form
      if (checked.ok)
        return { idempotency_key, pregnant, round: checked.round, takenAt: takenAtOf(form, around).at }
      context.addIssue({ code: 'custom', message: 'These readings are not possible.' })
      return z.NEVER
    })
}

export type RoundEntry = z.output<ReturnType<typeof roundForm>>

/** The answer that the button "that is what was measured" gives; null where something else is wrong as well. */
export function answerToQuestions(posted: Record<string, unknown>, around: RoundAround): string | null {
  const issues = roundForm(around).safeParse(posted).error?.issues ?? []
  const questions = issues.flatMap((issue) =>
    issue.code === 'custom' && typeof issue.params?.asked === 'string' ? { asked: issue.params.asked } : [],
  )
  if (questions.length === 0 || questions.length < issues.length) return null
  const before = typeof posted.confirmed === 'string' ? posted.confirmed : ''
  return `${before} ${answerTo(questions)}`.trim()
}

const entered = {
  respiratoryRate: measured('respiratoryRate'),
  spo2: measured('spo2'),
  breathing: optional(choice(BREATHING)),
  oxygenFlow: numberOr(POSSIBLE_BESIDES.oxygenFlow),
  fio2: numberOr(POSSIBLE_BESIDES.fio2),
  systolic: measured('systolic'),
  diastolic: measured('diastolic'),
  pulse: measured('pulse'),
  consciousness: optional(choice(CONSCIOUSNESS)),
  temperature: temperatureField(),
  temperatureUnit: optional(choice(TEMPERATURE_UNITS)),
  pain: numberOr(POSSIBLE_BESIDES.pain),
  glucose: numberOr({
    ...POSSIBLE_GLUCOSE['mg/dL'],
    text: 'A glucose is a number; {{value}} is not one.',
  }),
  glucoseUnit: optional(choice(GLUCOSE_UNITS)),
  weight: numberOr(POSSIBLE_BESIDES.weight),
}

/** Only the readings. A field that was refused already is not there: it is not looked at again. */
function enteredIn(form: EnteredRound): EnteredRound {
  return {
    respiratoryRate: form.respiratoryRate ?? null,
    spo2: form.spo2 ?? null,
    breathing: form.breathing ?? null,
    oxygenFlow: form.oxygenFlow ?? null,
    fio2: form.fio2 ?? null,
    systolic: form.systolic ?? null,
    diastolic: form.diastolic ?? null,
    pulse: form.pulse ?? null,
    consciousness: form.consciousness ?? null,
    temperature: form.temperature ?? null,
    temperatureUnit: form.temperatureUnit ?? null,
    pain: form.pain ?? null,
    glucose: form.glucose ?? null,
    glucoseUnit: form.glucoseUnit ?? null,
    weight: form.weight ?? null,
  }
}

/** Null is "now": nothing was said. A day alone says too little, a time alone is today's. */
function takenAtOf(
  { takenOn, takenTime }: { takenOn: Day | null; takenTime: TimeOfDay | null },
  { now, zone }: RoundAround,
): { at: Date | null; problem: Problem | null } {
  // What was refused already is no text: its own sentence is enough.
  if ([takenOn, takenTime].some((part) => part !== null && typeof part !== 'string'))
    return { at: null, problem: null }
  if (!takenTime) {
    const problem = takenOn
      ? { field: 'takenTime', text: 'Enter the time at which it was measured.', values: {} }
      : null
    return { at: null, problem }
  }
  const at = instantAt(takenOn ?? dayIn(now, zone), takenTime, zone)
  return { at, problem: takenAtProblem(at, now) }
}

export const strikeForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: longText({ max: 500, missing: 'Say why this round is wrong.' }),
})

export type Strike = z.output<typeof strikeForm>

export const scaleForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  scale: choice(['1', '2'], { missing: 'Choose the scale.' }),
  reason: longText({ max: 500, missing: 'Say why, so that others can follow it.' }),
})

export type ScaleEntry = z.output<typeof scaleForm>
