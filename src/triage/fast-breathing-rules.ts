import { numberProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { atLeast, type Fired, fire, type Row, when } from './decision-rules.js'
import type { TriageStatus } from './outcome-rules.js'

export const FAST_BREATHING = {
  instrument: 'WHO fast breathing in children; MoHFW 2021 above 5 years',
  version: 'Wardwell 1',
} as const

export interface ChildBreathing {
  /** Months of age; of a small child they may have decimals. */
  ageMonths: number | null
  /** Whole breaths per minute, counted over one whole minute in a calm child. */
  respiratoryRate: number | null
}

export interface FastBreathingResult {
  status: TriageStatus
  /** Null unless the status is OK. */
  fastBreathing: boolean | null
  fired: Fired<Row<number>>[]
  missing: ('ageMonths' | 'respiratoryRate')[]
  notApplicable: 'AGE_FROM_18' | null
  problems: Problem[]
  ruleSet: { instrument: string; version: string }
}

/**
 * Whether a child breathes fast for its age: 60 or more a minute below 2 months, 50 below 12 months, 40 to 5 years
 * (WHO), 30 above (MoHFW 2021, whose copies do not agree whether 30 itself counts; here it does). The limits of
 * adults are never used below 18 years, nor these from there on.
 */
export function fastBreathing({ ageMonths, respiratoryRate }: ChildBreathing): FastBreathingResult {
  const problems = [
    ...numberProblems('ageMonths', ageMonths, AGE_MONTHS),
    ...wholeNumberProblems('respiratoryRate', respiratoryRate, CHILD_RATE),
  ]
  if (problems.length > 0) return { ...NOTHING, problems }
  if (ageMonths !== null && ageMonths >= 18 * 12)
    return { ...NOTHING, status: 'NOT_APPLICABLE', notApplicable: 'AGE_FROM_18' }
  if (ageMonths === null || respiratoryRate === null)
    return {
      ...NOTHING,
      status: 'INCOMPLETE',
      missing: [
        ...(ageMonths === null ? ['ageMonths' as const] : []),
        ...(respiratoryRate === null ? ['respiratoryRate' as const] : []),
      ],
    }
  const fired = fire([RULES.find(({ below }) => ageMonths < below)?.rule ?? OVER_5_YEARS], respiratoryRate)
  return { ...NOTHING, status: 'OK', fastBreathing: fired.length > 0, fired }
}

/** The youngest first, each below a number of months. */
const RULES: readonly { below: number; rule: Row<number> }[] = [
  {
    below: 2,
    rule: {
      id: 'fast-breathing-under-2-months',
      ...when(itself, atLeast(60)),
      text: '{{value}} breaths a minute are {{limit}} or more: fast below 2 months of age.',
      source: 'WHO',
    },
  },
  {
    below: 12,
    rule: {
      id: 'fast-breathing-2-to-11-months',
      ...when(itself, atLeast(50)),
      text: '{{value}} breaths a minute are {{limit}} or more: fast from 2 to 11 months of age.',
      source: 'WHO',
    },
  },
  {
    below: 61,
    rule: {
      id: 'fast-breathing-1-to-5-years',
      ...when(itself, atLeast(40)),
      text: '{{value}} breaths a minute are {{limit}} or more: fast from 1 to 5 years of age.',
      source: 'WHO',
    },
  },
]

const OVER_5_YEARS: Row<number> = {
  id: 'fast-breathing-over-5-years',
  ...when(itself, atLeast(30)),
  text: '{{value}} breaths a minute are {{limit}} or more: fast above 5 years of age.',
  source: 'MoHFW, management of COVID-19 in children, 2021',
}

function itself(rate: number): number {
  return rate
}

const AGE_MONTHS = {
  from: 0,
  to: 130 * 12,
  text: 'An age in months is a number from {{from}} to {{to}}; {{value}} is not possible.',
}

/** A small child can breathe faster than any adult. */
const CHILD_RATE = {
  from: 0,
  to: 150,
  text: 'A respiratory rate is a whole number from {{from}} to {{to}} breaths per minute; {{value}} is not possible.',
}

const NOTHING: FastBreathingResult = {
  status: 'INVALID',
  fastBreathing: null,
  fired: [],
  missing: [],
  notApplicable: null,
  problems: [],
  ruleSet: FAST_BREATHING,
}
