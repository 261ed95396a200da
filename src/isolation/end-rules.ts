import { choiceProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { type Day, daysBetween } from '../shared/calendar.js'
import type { Values } from '../shared/errors.js'
import { DAYS_AFTER_TEST, DAYS_WITHOUT_FEVER } from '../triage/isolation-period-rules.js'
import { SEVERITIES, type Severity, type TriageStatus } from '../triage/outcome-rules.js'

export const DISCHARGE_POLICY = {
  instrument: 'MoHFW discharge policy, January 2022',
  version: 'Wardwell 1',
} as const

/** Null is "not known" everywhere. Days are whole and in a row, up to today. */
export interface EndInput {
  severity: Severity | null
  immunocompromised: boolean | null
  /** Since the positive test. */
  daysSincePositive: number | null
  feverFreeDays: number | null
  symptomsResolved: boolean | null
  /** With SpO2 above 93 % and without oxygen. */
  daysAbove93OnAir: number | null
  onOxygen: boolean | null
  /** Also true where there are none. */
  comorbiditiesStable: boolean | null
}

export type EndNeeded = keyof EndInput

export const endNeededLabels: Record<EndNeeded, string> = {
  severity: 'The class of the illness',
  immunocompromised: 'Whether immunity is weakened',
  daysSincePositive: 'Days since the positive test',
  feverFreeDays: 'Days without fever',
  symptomsResolved: 'Whether the symptoms are gone',
  daysAbove93OnAir: 'Days with SpO2 above 93 % without oxygen',
  onOxygen: 'Whether the patient is on oxygen',
  comorbiditiesStable: 'Whether other illnesses are stable',
}

export type EndDecision = 'MAY_END' | 'NOT_YET' | 'CLINICIAN_DECIDES'

/** A condition of the policy, as it stands for this patient. */
export interface EndCondition {
  id: string
  /** A sentence key. */
  text: string
  values: Values
  value: number | 'Yes' | 'No' | null
  threshold: string
  /** Null where it is not known. */
  holds: boolean | null
  source: string
  policy: boolean
}

export interface EndResult {
  status: TriageStatus
  /** True only where every condition is known and holds. */
  may: boolean
  /** Null while something is missing that decides. */
  decision: EndDecision | null
  /** Those of the class; none where a clinician decides. */
  conditions: EndCondition[]
  missing: EndNeeded[]
  problems: Problem[]
  /** A sentence key. */
  advice: string
  ruleSet: { instrument: string; version: string }
}

/**
 * Whether isolation or a stay may end by the policy; no second test is needed. Mild: 7 days since the positive test and
 * 3 without fever. Moderate: symptoms gone, SpO2 above 93 % on 3 days in a row without oxygen, other illnesses stable.
 * Severe, or with weakened immunity: only the treating doctor decides, never this rule.
 */
export function mayEnd(input: EndInput): EndResult {
  const problems = endProblems(input)
  if (problems.length > 0) return { ...NOTHING, problems }
  const { severity, immunocompromised } = input
  if (severity === 'SEVERE' || immunocompromised === true)
    return { ...NOTHING, status: 'OK', decision: 'CLINICIAN_DECIDES', advice: ADVICE.CLINICIAN_DECIDES }

  const needed = severity === null ? [] : CONDITIONS[severity]
  const conditions = needed.map((condition) => ({ needs: condition.needs, row: judged(condition, input) }))
  const missing: EndNeeded[] = [
    ...(severity === null ? ['severity' as const] : []),
    ...(immunocompromised === null ? ['immunocompromised' as const] : []),
    ...conditions.flatMap(({ needs, row }) => (row.holds === null ? [needs] : [])),
  ]
  const known = { ...NOTHING, conditions: conditions.map(({ row }) => row), missing }
  if (conditions.some(({ row }) => row.holds === false))
    return { ...known, status: 'OK', decision: 'NOT_YET', advice: ADVICE.NOT_YET }
  if (missing.length > 0) return { ...known, status: 'INCOMPLETE', advice: ADVICE.INCOMPLETE }
  return { ...known, status: 'OK', may: true, decision: 'MAY_END', advice: ADVICE.MAY_END }
}

/**
 * The days that `mayEnd` counts, from the calendar; both conditions hold from `earliestEndDay` on, and not before.
 * `lastFeverOn` is null where there was none, and all days since the test count.
 */
export function daysForEnd(
  testedPositiveOn: Day,
  lastFeverOn: Day | null,
  today: Day,
): { daysSincePositive: number; feverFreeDays: number } {
  const daysSincePositive = Math.max(0, daysBetween(testedPositiveOn, today))
  const feverFreeDays =
    lastFeverOn === null ? daysSincePositive : Math.max(0, daysBetween(lastFeverOn, today) - 1)
  return { daysSincePositive, feverFreeDays }
}

interface Condition {
  id: string
  needs: EndNeeded
  text: string
  reads: (input: EndInput) => number | boolean | null
  /** Of days, how many at least; of an answer, which. */
  least: number | boolean
}

const DAYS_OF_SATURATION = 3

/** Of mild there is no oxygen unless it is said; of moderate, days without oxygen up to today say that there is none. */
const CONDITIONS: Record<Exclude<Severity, 'SEVERE'>, readonly Condition[]> = {
  MILD: [
    {
      id: 'end-days-since-test',
      needs: 'daysSincePositive',
      text: 'At least {{least}} days since the positive test',
      reads: ({ daysSincePositive }) => daysSincePositive,
      least: DAYS_AFTER_TEST,
    },
    {
      id: 'end-days-without-fever',
      needs: 'feverFreeDays',
      text: 'No fever on {{least}} days in a row',
      reads: ({ feverFreeDays }) => feverFreeDays,
      least: DAYS_WITHOUT_FEVER,
    },
    {
      id: 'end-off-oxygen',
      needs: 'onOxygen',
      text: 'The patient is not on oxygen',
      reads: ({ onOxygen }) => !onOxygen,
      least: true,
    },
  ],
  MODERATE: [
    {
      id: 'end-symptoms-resolved',
      needs: 'symptomsResolved',
      text: 'The symptoms are gone',
      reads: ({ symptomsResolved }) => symptomsResolved,
      least: true,
    },
    {
      id: 'end-days-of-saturation',
      needs: 'daysAbove93OnAir',
      text: 'SpO2 above 93 % on {{least}} days in a row, without oxygen',
      reads: ({ daysAbove93OnAir }) => daysAbove93OnAir,
      least: DAYS_OF_SATURATION,
    },
    {
      id: 'end-off-oxygen',
      needs: 'onOxygen',
      text: 'The patient is not on oxygen',
      reads: ({ onOxygen, daysAbove93OnAir }) => (onOxygen === null && !daysAbove93OnAir ? null : !onOxygen),
      least: true,
    },
    {
      id: 'end-comorbidities-stable',
      needs: 'comorbiditiesStable',
      text: 'Other illnesses are stable',
      reads: ({ comorbiditiesStable }) => comorbiditiesStable,
      least: true,
    },
  ],
}

function judged({ id, text, reads, least }: Condition, input: EndInput): EndCondition {
  const found = reads(input)
  return {
    id,
    text,
    values: typeof least === 'number' ? { least } : {},
    value: typeof found === 'boolean' ? (found ? 'Yes' : 'No') : found,
    threshold: typeof least === 'number' ? `>= ${least}` : 'Yes',
    holds: found === null ? null : typeof found === 'number' ? found >= Number(least) : found === least,
    source: DISCHARGE_POLICY.instrument,
    policy: false,
  }
}

function endProblems(input: EndInput): Problem[] {
  const days = ['daysSincePositive', 'feverFreeDays', 'daysAbove93OnAir'] as const
  const yesOrNo = ['immunocompromised', 'symptomsResolved', 'onOxygen', 'comorbiditiesStable'] as const
  return [
    ...choiceProblems('severity', input.severity, SEVERITIES, 'Choose mild, moderate or severe.'),
    ...days.flatMap((field) => wholeNumberProblems(field, input[field], POSSIBLE_DAYS)),
    ...yesOrNo.flatMap((field) => choiceProblems(field, input[field], [true, false], 'Answer yes or no.')),
  ]
}

const POSSIBLE_DAYS = {
  from: 0,
  to: 3650,
  text: 'Days are a whole number from {{from}} to {{to}}; {{value}} is not possible.',
}

const ADVICE = {
  MAY_END: 'By the discharge policy isolation may end. No test is needed.',
  NOT_YET: 'Not yet: a condition of the discharge policy does not hold.',
  CLINICIAN_DECIDES:
    'The rules do not end the isolation of a severe illness or of weakened immunity: the treating doctor decides, after clinical recovery.',
  INCOMPLETE: 'Nobody can say yet: complete what is missing.',
  INVALID: 'Correct the values that are not possible: nothing was decided.',
}

const NOTHING: EndResult = {
  status: 'INVALID',
  may: false,
  decision: null,
  conditions: [],
  missing: [],
  problems: [],
  advice: ADVICE.INVALID,
  ruleSet: DISCHARGE_POLICY,
}
