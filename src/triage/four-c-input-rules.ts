import type { Sex } from '../generated/prisma/enums.js'
import { choiceProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { CONSCIOUSNESS, type Consciousness, POSSIBLE } from '../observations/rules.js'
import { FOUR_C_COMORBIDITIES, type FourCComorbidity } from './four-c-comorbidity-rules.js'
import { type CrpUnit, laboratoryProblems, type UreaUnit } from './four-c-laboratory-rules.js'
import { POSSIBLE_AGE } from './presentation-rules.js'
import { type missingOfRoomAir, type Saturation, saturationProblems } from './support-rules.js'

export const FOUR_C_PARTS = [
  'age',
  'sex',
  'comorbidities',
  'respiratoryRate',
  'spo2',
  'gcs',
  'urea',
  'crp',
] as const
export type FourCPart = (typeof FOUR_C_PARTS)[number]

/** How the patient was at presentation. Null is "not known", and never normal. */
export interface FourCInput extends Saturation {
  /** The score is only for patients already admitted; it does not say who needs a bed. */
  admitted: boolean
  /** Whole years. */
  ageYears: number | null
  /** At birth. OTHER counts as not known. */
  sex: Sex | null
  /** Listed, or only counted; an empty list says that there are none. */
  comorbidities: readonly FourCComorbidity[] | null
  comorbidityCount: number | null
  /** Whole breaths per minute. */
  respiratoryRate: number | null
  /** 3 to 15. Where it is null, ACVPU stands in for it: A for 15, anything else for less. */
  gcs: number | null
  consciousness: Consciousness | null
  /** Sedated or intubated: then ACVPU says nothing of the illness, and stands in for nothing. */
  sedated: boolean
  urea: number | null
  ureaUnit: UreaUnit | null
  crp: number | null
  crpUnit: CrpUnit | null
}

export type FourCNeeded =
  | 'ageYears'
  | Exclude<FourCPart, 'age' | 'spo2'>
  | ReturnType<typeof missingOfRoomAir>[number]

export const fourCPartLabels: Record<FourCPart, string> = {
  age: 'Age',
  sex: 'Sex at birth',
  comorbidities: 'Comorbidities that count',
  respiratoryRate: 'Respiratory rate',
  spo2: 'SpO2 on room air',
  gcs: 'Glasgow Coma Scale',
  urea: 'Urea',
  crp: 'C-reactive protein (CRP)',
}

/** What is missing, with the words for it. */
export const fourCNeededLabels: Record<FourCNeeded, string> = {
  ...fourCPartLabels,
  ageYears: fourCPartLabels.age,
  spo2: 'SpO2',
  spo2OnAir: 'SpO2 on room air, measured before the oxygen was given',
  oxygen: 'Room air or oxygen',
}

/** Belongs beside every score. */
export const FOUR_C_CAUTIONS = [
  'For clinicians, at admission: not for deciding between home and ward, not again and again, not for children.',
  'The deaths are those of hospital patients in the United Kingdom in 2020, before vaccination. In India the score has not been validated: later patients died less often.',
]

/** Everything impossible in it; it trusts no type. */
export function fourCProblems(input: FourCInput): Problem[] {
  return [
    ...wholeNumberProblems('ageYears', input.ageYears, POSSIBLE_AGE),
    ...choiceProblems('sex', input.sex, ['FEMALE', 'MALE', 'OTHER'], 'Choose the sex at birth.'),
    ...comorbidityProblems(input.comorbidities),
    ...wholeNumberProblems('comorbidityCount', input.comorbidityCount, {
      from: 0,
      to: FOUR_C_COMORBIDITIES.length,
      text: 'Comorbidities are a whole number from {{from}} to {{to}}; {{value}} is not possible.',
    }),
    ...wholeNumberProblems('respiratoryRate', input.respiratoryRate, POSSIBLE.respiratoryRate),
    ...saturationProblems(input),
    ...wholeNumberProblems('gcs', input.gcs, {
      from: 3,
      to: 15,
      text: 'A Glasgow Coma Scale is a whole number from {{from}} to {{to}}; {{value}} is not possible.',
    }),
    ...choiceProblems(
      'consciousness',
      input.consciousness,
      CONSCIOUSNESS,
      'Choose the level of consciousness: A, C, V, P or U.',
    ),
    ...laboratoryProblems('urea', input.urea, input.ureaUnit),
    ...laboratoryProblems('crp', input.crp, input.crpUnit),
  ]
}

function comorbidityProblems(listed: unknown): Problem[] {
  const known: readonly unknown[] = FOUR_C_COMORBIDITIES
  const possible = listed === null || (Array.isArray(listed) && listed.every((item) => known.includes(item)))
  const text = 'Choose comorbidities from the list.'
  return possible ? [] : [{ field: 'comorbidities', text, values: {} }]
}
