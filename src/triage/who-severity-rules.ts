import { choiceProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { POSSIBLE } from '../observations/rules.js'
import {
  above,
  atMost,
  below,
  type Fired,
  fire,
  oneOf,
  POLICY,
  POLICY_AFTER_NEWS2,
  type Row,
  when,
  yes,
} from './decision-rules.js'
import { fastBreathing } from './fast-breathing-rules.js'
import type { TriageStatus, Urgency } from './outcome-rules.js'
import { ADULT_FROM_YEARS, POSSIBLE_AGE } from './presentation-rules.js'
import {
  missingOfRoomAir,
  RESPIRATORY_SUPPORT,
  type RespiratorySupport,
  roomAirSpo2,
  type Saturation,
  saturationProblems,
} from './support-rules.js'
import { WHO_CHILD_SIGNS, type WhoChildSign, whoChildSigns } from './who-sign-rules.js'

export const WHO_SEVERITY = {
  instrument: 'WHO severity, living guideline of November 2021',
  version: 'Wardwell 1',
} as const

const WHO = WHO_SEVERITY.instrument

/** From the mildest to the worst. */
export const WHO_SEVERITIES = ['NON_SEVERE', 'SEVERE', 'CRITICAL'] as const
export type WhoSeverity = (typeof WHO_SEVERITIES)[number]

export const whoSeverityLabels: Record<WhoSeverity, string> = {
  NON_SEVERE: 'Non-severe',
  SEVERE: 'Severe',
  CRITICAL: 'Critical',
}

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

export type WhoNeeded = ReturnType<typeof missingOfRoomAir>[number] | (typeof ANSWERS)[number]

export interface WhoRule {
  severity: WhoSeverity
}

export interface WhoResult {
  status: TriageStatus
  /** Null unless the status is OK. */
  severity: WhoSeverity | null
  /** What is certain already while a value is missing; null unless INCOMPLETE. */
  atLeast: WhoSeverity | null
  /** Of a child, who is given no class: a sign of danger is an emergency, fast breathing alone urgent. */
  urgency: Urgency | null
  fired: Fired<WhoRule & Row<WhoInput>>[]
  missing: WhoNeeded[]
  notApplicable: 'AGE_UNDER_18' | null
  problems: Problem[]
  ruleSet: { instrument: string; version: string }
}

/**
 * The class of an adult by WHO. With anything impossible INVALID; with anything needed unknown INCOMPLETE, never
 * non-severe: what is severe already stays so unless a criterion of critical is unknown. The limits of SpO2 are for
 * room air, so a number measured on oxygen never makes the illness non-severe. Children get no class here: a sign of
 * danger is an emergency, and paediatrics judges. In pregnancy the limits are the same.
 */
export function whoSeverity(input: WhoInput): WhoResult {
  const problems = whoProblems(input)
  if (problems.length > 0) return { ...NOTHING, problems }
  if (input.ageYears !== null && input.ageYears < ADULT_FROM_YEARS) {
    const fired = fire([...anyAge, ...childRules], input)
    return {
      ...NOTHING,
      status: 'NOT_APPLICABLE',
      notApplicable: 'AGE_UNDER_18',
      fired,
      urgency: urgencyOf(fired),
    }
  }
  const fired = fire([...anyAge, ...adultRules], input)
  const worst = WHO_SEVERITIES.findLast((one) => fired.some(({ severity }) => severity === one))
  const missing = missingFrom(input, worst ?? 'NON_SEVERE')
  return missing.length > 0
    ? { ...NOTHING, status: 'INCOMPLETE', atLeast: worst ?? 'NON_SEVERE', fired, missing }
    : { ...NOTHING, status: 'OK', severity: worst ?? 'NON_SEVERE', fired }
}

function urgencyOf(signs: WhoResult['fired']): Urgency {
  if (signs.some(({ id }) => id !== CHILD_FAST_BREATHING)) return 'EMERGENCY'
  return signs.length > 0 ? 'URGENT' : 'ROUTINE'
}

const CHILD_FAST_BREATHING = 'who-child-fast-breathing'

const CRITICAL: WhoRule = { severity: 'CRITICAL' }
const SEVERE: WhoRule = { severity: 'SEVERE' }

/** Non-invasive ventilation as critical is from secondary sources; high-flow oxygen alone is not named. */
const anyAge: readonly (WhoRule & Row<WhoInput>)[] = [
  {
    id: 'who-ventilated',
    ...CRITICAL,
    ...when((input: WhoInput) => input.support, oneOf('NIV', 'INVASIVE')),
    text: 'The patient is ventilated, by mask or by tube.',
    source: WHO,
  },
  {
    id: 'who-vasopressors',
    ...CRITICAL,
    ...when((input: WhoInput) => input.vasopressors, yes),
    text: 'The patient needs vasopressors.',
    source: WHO,
  },
  {
    id: 'who-ards',
    ...CRITICAL,
    ...when((input: WhoInput) => input.ards, yes),
    text: 'Acute respiratory distress syndrome (ARDS)',
    source: WHO,
  },
  {
    id: 'who-sepsis',
    ...CRITICAL,
    ...when((input: WhoInput) => input.sepsis, yes),
    text: 'Sepsis',
    source: WHO,
  },
  {
    id: 'who-septic-shock',
    ...CRITICAL,
    ...when((input: WhoInput) => input.septicShock, yes),
    text: 'Septic shock',
    source: WHO,
  },
  {
    id: 'who-spo2',
    ...SEVERE,
    ...when(roomAirSpo2, below(90)),
    text: 'SpO2 {{value}} % on room air is below {{limit}} %.',
    source: WHO,
  },
  {
    id: 'who-spo2-not-on-air',
    ...SEVERE,
    ...when(
      (input: WhoInput) =>
        input.oxygen === 'ROOM_AIR' || input.spo2 === null
          ? null
          : Math.min(input.spo2, input.spo2OnAir ?? 100),
      below(90),
    ),
    text: 'SpO2 {{value}} % is below {{limit}} %, on oxygen or where that is not known: on room air it is no better.',
    source: POLICY,
  },
  {
    id: 'who-severe-distress',
    ...SEVERE,
    ...when((input: WhoInput) => input.severeDistress, yes),
    text: 'Signs of severe respiratory distress',
    source: WHO,
  },
  {
    id: 'who-slow-breathing',
    ...SEVERE,
    ...when((input: WhoInput) => input.respiratoryRate, atMost(8)),
    text: 'A respiratory rate of {{value}}/min is dangerously slow ({{limit}} or fewer).',
    source: POLICY_AFTER_NEWS2,
  },
]

const adultRules: readonly (WhoRule & Row<WhoInput>)[] = [
  {
    id: 'who-respiratory-rate',
    ...SEVERE,
    ...when((input: WhoInput) => input.respiratoryRate, above(30)),
    text: 'A respiratory rate of {{value}}/min is above {{limit}}.',
    source: WHO,
  },
]

const childRules: readonly (WhoRule & Row<WhoInput>)[] = [
  {
    id: CHILD_FAST_BREATHING,
    ...SEVERE,
    threshold: 'Fast for the age',
    finds: (input) => {
      const [found] = fastBreathing({
        ageMonths: input.ageMonths ?? (input.ageYears ? input.ageYears * 12 : null),
        respiratoryRate: input.respiratoryRate,
      }).fired
      return found ? { value: found.value } : null
    },
    text: '{{value}} breaths a minute are fast for the age of this child.',
    source: WHO,
  },
  ...whoChildSigns.map(({ code, label }): WhoRule & Row<WhoInput> => ({
    id: `who-child-${code.toLowerCase().replaceAll('_', '-')}`,
    ...SEVERE,
    ...when((input: WhoInput) => input.childSigns?.includes(code) ?? null, yes),
    text: label,
    source: WHO,
  })),
]

const CRITICAL_ANSWERS = ['support', 'vasopressors', 'ards', 'sepsis', 'septicShock'] as const
const ANSWERS = ['ageYears', ...CRITICAL_ANSWERS, 'respiratoryRate', 'severeDistress'] as const

function missingFrom(input: WhoInput, worst: WhoSeverity): WhoNeeded[] {
  if (worst === 'CRITICAL') return input.ageYears === null ? ['ageYears'] : []
  const known = { ...input, support: input.support ?? (input.oxygen === 'ROOM_AIR' ? 'NONE' : null) }
  if (worst === 'SEVERE')
    return (['ageYears', ...CRITICAL_ANSWERS] as const).filter((answer) => known[answer] === null)
  return [...ANSWERS.filter((answer) => known[answer] === null), ...missingOfRoomAir(input)]
}

function whoProblems(input: WhoInput): Problem[] {
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

const NOTHING: WhoResult = {
  status: 'INVALID',
  severity: null,
  atLeast: null,
  urgency: null,
  fired: [],
  missing: [],
  notApplicable: null,
  problems: [],
  ruleSet: WHO_SEVERITY,
}
