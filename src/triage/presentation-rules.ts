import { choiceProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { type Readings, readingProblems } from '../observations/rules.js'
import { CONDITIONS, type Condition, conditions, SYMPTOMS, type Symptom } from './history-rules.js'

/** How a patient presents. Null is "not known" everywhere, and never read as "no" or "normal". */
export interface Presentation {
  /** Whole years. */
  ageYears: number | null
  /** Months, of a child below 2 years: how fast it may breathe depends on them. */
  ageMonths?: number | null
  readings: Readings
  breathlessness: boolean | null
  /** An empty list says that there are none. */
  symptoms: readonly Symptom[] | null
  /** Days in a row with a temperature above 100 °F (37.8 °C); 0 is none. */
  feverDays: number | null
  conditions: readonly Condition[] | null
  pregnant: boolean | null
  /** A room at home in which to isolate, and a way to quarantine the family contacts. */
  homeFacility: boolean | null
  /** A caregiver day and night, in touch with a medical officer. */
  caregiver: boolean | null
}

/** The adult sheet begins at this age. */
export const ADULT_FROM_YEARS = 18

export const POSSIBLE_AGE = {
  from: 0,
  to: 130,
  text: 'An age is a whole number of years from {{from}} to {{to}}; {{value}} is not possible.',
}

/** Everything impossible in a presentation, by field; it trusts no type, as `readingProblems`. */
export function presentationProblems(patient: Presentation): Problem[] {
  return [
    ...wholeNumberProblems('ageYears', patient.ageYears, POSSIBLE_AGE),
    ...readingProblems(patient.readings),
    ...wholeNumberProblems('feverDays', patient.feverDays, {
      from: 0,
      to: 60,
      text: 'Days of fever are a whole number from {{from}} to {{to}}; {{value}} is not possible.',
    }),
    ...YES_OR_NO.flatMap((field) =>
      choiceProblems(field, patient[field], [true, false], 'Answer yes or no.'),
    ),
    ...listProblems('symptoms', patient.symptoms, SYMPTOMS, 'Choose symptoms from the list.'),
    ...listProblems('conditions', patient.conditions, CONDITIONS, 'Choose conditions from the list.'),
  ]
}

/** Asked and answered, or ticked as a symptom: either yes counts. */
export function isBreathless(patient: Presentation): boolean | null {
  return patient.symptoms?.includes('BREATHLESSNESS') ? true : patient.breathlessness
}

export function tells(symptom: Symptom): (patient: Presentation) => boolean | null {
  return ({ symptoms }) => symptoms?.includes(symptom) ?? null
}

export type HighRiskFeature = 'AGE_OVER_60' | Condition

/** The known high-risk features. AIIMS/ICMR-NTF/JMG adult guidance (14/01/2022): over 60, or one of the conditions. */
export function highRiskFeatures({ ageYears, conditions: known }: Presentation): HighRiskFeature[] {
  const over60: HighRiskFeature[] = ageYears !== null && ageYears > 60 ? ['AGE_OVER_60'] : []
  return [
    ...over60,
    ...conditions.filter((row) => row.highRisk && known?.includes(row.code)).map((row) => row.code),
  ]
}

const YES_OR_NO = ['breathlessness', 'pregnant', 'homeFacility', 'caregiver'] as const

function listProblems(field: string, value: unknown, choices: readonly string[], text: string): Problem[] {
  const possible = value === null || (Array.isArray(value) && value.every((item) => choices.includes(item)))
  return possible ? [] : [{ field, text, values: {} }]
}
