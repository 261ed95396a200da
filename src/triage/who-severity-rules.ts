import type { Problem } from '../observations/problem-rules.js'
import { type Fired, fire, type Row } from './decision-rules.js'
import type { TriageStatus, Urgency } from './outcome-rules.js'
import { ADULT_FROM_YEARS } from './presentation-rules.js'
import { missingOfRoomAir } from './support-rules.js'
import {
  adultRules,
  anyAge,
  CHILD_FAST_BREATHING,
  childRules,
  WHO_SEVERITIES,
  WHO_SEVERITY,
  type WhoRule,
  type WhoSeverity,
} from './who-criteria-rules.js'
import { type WhoInput, whoProblems } from './who-input-rules.js'

export const whoSeverityLabels: Record<WhoSeverity, string> = {
  NON_SEVERE: 'Non-severe',
  SEVERE: 'Severe',
  CRITICAL: 'Critical',
}

export type WhoNeeded = ReturnType<typeof missingOfRoomAir>[number] | (typeof ANSWERS)[number]

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

const CRITICAL_ANSWERS = ['support', 'vasopressors', 'ards', 'sepsis', 'septicShock'] as const
const ANSWERS = ['ageYears', ...CRITICAL_ANSWERS, 'respiratoryRate', 'severeDistress'] as const

function missingFrom(input: WhoInput, worst: WhoSeverity): WhoNeeded[] {
  if (worst === 'CRITICAL') return input.ageYears === null ? ['ageYears'] : []
  const known = { ...input, support: input.support ?? (input.oxygen === 'ROOM_AIR' ? 'NONE' : null) }
  if (worst === 'SEVERE')
    return (['ageYears', ...CRITICAL_ANSWERS] as const).filter((answer) => known[answer] === null)
  return [...ANSWERS.filter((answer) => known[answer] === null), ...missingOfRoomAir(input)]
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
