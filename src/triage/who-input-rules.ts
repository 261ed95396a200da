import { choiceProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { POSSIBLE } from '../observations/rules.js'
import { POSSIBLE_AGE } from './presentation-rules.js'
import {
  RESPIRATORY_SUPPORT,
  type RespiratorySupport,
  type Saturation,
  saturationProblems,
} from './support-rules.js'
import { WHO_CHILD_SIGNS, type WhoChildSign } from './who-sign-rules.js'

/** Null is "not known" everywhere, and never read as "no". */
export interface WhoInput extends Saturation {
  /** Whole years. */
  ageYears: number | null
  /** Of a child below one year, if known: its limit for fast breathing depends on it. */
  ageMonths: number | null
  /** Whole breaths per minute. */
  respiratoryRate: number | null
  /** Accessory muscles at work, or unable to finish a sentence. */
  severeDistress: boolean | null
  /** Not known, on room air, is none. */
  support: RespiratorySupport | null
  vasopressors: boolean | null
  ards: boolean | null
  sepsis: boolean | null
  septicShock: boolean | null
  /** For children. */
  childSigns: readonly WhoChildSign[] | null
}

/** Everything impossible in it; it trusts no type. */
export function whoProblems(input: WhoInput): Problem[] {
  const yesOrNo = ['severeDistress', 'vasopressors', 'ards', 'sepsis', 'septicShock'] as const
  const signs: readonly unknown[] = WHO_CHILD_SIGNS
  const { childSigns } = input
  const possibleSigns =
    childSigns === null || (Array.isArray(childSigns) && childSigns.every((sign) => signs.includes(sign)))
  return [
    ...wholeNumberProblems('ageYears', input.ageYears, POSSIBLE_AGE),
    ...wholeNumberProblems('respiratoryRate', input.respiratoryRate, POSSIBLE.respiratoryRate),
    ...saturationProblems(input),
    ...choiceProblems(
      'support',
      input.support,
      RESPIRATORY_SUPPORT,
      'Choose how the patient is helped to breathe.',
    ),
    ...yesOrNo.flatMap((field) => choiceProblems(field, input[field], [true, false], 'Answer yes or no.')),
    ...(possibleSigns ? [] : [{ field: 'childSigns', text: 'Choose signs from the list.', values: {} }]),
  ]
}
