import { z } from 'zod'
import { measured, temperatureField } from '../observations/reading-forms.js'
import { CONSCIOUSNESS, checkReadings, type EnteredReadings, OXYGEN_SUPPORT } from '../observations/rules.js'
import { TEMPERATURE_UNITS } from '../observations/temperature-rules.js'
import { type Day, parseDay } from '../shared/calendar.js'
import { type Field, optional, raw, scalar } from '../shared/field.js'
import { checkbox, choice, choices, idempotencyKey, text, whole } from '../shared/fields.js'
import { CONDITIONS, SYMPTOMS } from './history-rules.js'
import { TEST_KINDS, testDayProblem } from './test-rules.js'
import { NONE } from './wording-rules.js'

/**
 * One triage: a positive test, what the patient tells, and one round of readings. Whatever is left empty is null,
 * "not known", but for the test itself; whatever is impossible is refused, each beside its field and all at once.
 */
export function assessmentForm(today: Day) {
  return z
    .strictObject({ idempotency_key: idempotencyKey(), ...test(today), ...told, ...entered })
    .superRefine(
      (form, context) => {
        const checked = checkReadings(enteredReadings(form))
        if (checked.ok) return
        for (const { field, text, values } of checked.problems)
          context.addIssue({ code: 'custom', path: [field], message: text, params: values })
      },
      // Even where another field was refused: people correct everything in one go.
      { when: () => true },
    )
    .transform((form, context) => {
      const { spo2, oxygen, respiratoryRate, temperature, temperatureUnit, pulse, ...others } = form
      const { systolic, diastolic, consciousness, ...rest } = others
      const checked = checkReadings(enteredReadings(form))
      if (checked.ok) return { ...rest, readings: checked.readings }
      context.addIssue({ code: 'custom', message: 'These readings are not possible.' })
      return z.NEVER
    })
}

export type Assessment = z.output<ReturnType<typeof assessmentForm>>

const test = (today: Day) => ({
  testedOn: scalar('Enter the date of the positive test.', (typed, refuse): Day => {
    const day = parseDay(typed.trim())
    if (!day) return refuse('Enter a real date like 2026-11-21.')
    const problem = testDayProblem(day, today)
    return problem ? refuse(problem.text, problem.values) : day
  }),
  testKind: choice(TEST_KINDS, { missing: 'Choose the kind of test.' }),
  laboratory: text({ max: 200, missing: 'Enter the laboratory that made the test.' }),
})

const told = {
  symptoms: ticked(SYMPTOMS),
  breathlessness: yesOrNo(),
  feverDays: optional(whole({ min: 0, max: 60 })),
  conditions: ticked(CONDITIONS),
  pregnant: checkbox(),
  homeFacility: yesOrNo(),
  caregiver: yesOrNo(),
}

const entered = {
  spo2: measured('spo2'),
  oxygen: optional(choice(OXYGEN_SUPPORT)),
  respiratoryRate: measured('respiratoryRate'),
  temperature: temperatureField(),
  temperatureUnit: optional(choice(TEMPERATURE_UNITS)),
  pulse: measured('pulse'),
  systolic: measured('systolic'),
  diastolic: measured('diastolic'),
  consciousness: optional(choice(CONSCIOUSNESS)),
}

function enteredReadings(form: EnteredReadings): EnteredReadings {
  const { spo2, oxygen, respiratoryRate, temperature, temperatureUnit, pulse } = form
  const { systolic, diastolic, consciousness } = form
  return {
    spo2,
    oxygen,
    respiratoryRate,
    temperature,
    temperatureUnit,
    pulse,
    systolic,
    diastolic,
    consciousness,
  }
}

function yesOrNo(): Field<boolean | null> {
  const field = optional(choice(['yes', 'no']))
  return raw((value, refuse) => {
    const answer = field.safeParse(value)
    if (!answer.success) return refuse('Answer yes or no.')
    return answer.data && answer.data === 'yes'
  })
}

/** Null where nothing was ticked, not even "none of these": not asked is not the same as none. */
function ticked<const Code extends string>(codes: readonly Code[]): Field<Code[] | null> {
  const field = choices<Code | typeof NONE>([...codes, NONE])
  return raw((value, refuse) => {
    const answer = field.safeParse(value)
    if (!answer.success) return refuse('Choose from the list.')
    const chosen = answer.data.filter((code): code is Code => code !== NONE)
    if (answer.data.length === 0) return null
    if (chosen.length > 0 && answer.data.length > chosen.length)
      return refuse('Tick what there is, or “None of these”, but not both.')
    return chosen
  })
}
