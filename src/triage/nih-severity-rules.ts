import { above, below, type Fired, fire, type Row, when, yes } from './decision-rules.js'
import type { TriageStatus } from './outcome-rules.js'
import { ADULT_FROM_YEARS } from './presentation-rules.js'
import { missingOfRoomAir, roomAirSpo2, type Saturation } from './support-rules.js'

/** A cross-check only: the site was closed in 2024, and its limits are for sea level. */
export const NIH_SEVERITY = {
  instrument: 'NIH COVID-19 treatment guidelines, severity (closed in 2024)',
  version: 'Wardwell 1',
} as const

export const NIH_SEVERITIES = ['MILD', 'MODERATE', 'SEVERE'] as const
export type NihSeverity = (typeof NIH_SEVERITIES)[number]

export const nihSeverityLabels: Record<NihSeverity, string> = {
  MILD: 'Mild',
  MODERATE: 'Moderate',
  SEVERE: 'Severe',
}

export interface NihInput extends Saturation {
  /** Whole years. */
  ageYears: number | null
  respiratoryRate: number | null
  breathless: boolean | null
  /** By examination or imaging. */
  lowerRespiratoryDisease: boolean | null
}

export interface NihResult {
  status: TriageStatus
  /** Critical illness is not asked for here: severe may be critical. */
  severity: NihSeverity | null
  atLeast: NihSeverity | null
  fired: Fired<{ severity: NihSeverity } & Row<NihInput>>[]
  missing: ('ageYears' | 'respiratoryRate' | 'breathless' | 'lowerRespiratoryDisease' | NeededOfAir)[]
  ruleSet: { instrument: string; version: string }
}

type NeededOfAir = ReturnType<typeof missingOfRoomAir>[number]

/**
 * The class of an adult by NIH, as far as a triage can know it: severe with SpO2 below 94 % on room air or a respiratory
 * rate above 30; moderate with lower respiratory disease or breathlessness; mild only where all of it is known. For
 * readings that were checked before.
 */
export function nihSeverity(input: NihInput): NihResult {
  if (input.ageYears !== null && input.ageYears < ADULT_FROM_YEARS)
    return { ...NOTHING, status: 'NOT_APPLICABLE' }
  const fired = fire(nihRules, input)
  const worst = NIH_SEVERITIES.findLast((one) => fired.some(({ severity }) => severity === one)) ?? 'MILD'
  const asked = ['ageYears', 'respiratoryRate', 'breathless', 'lowerRespiratoryDisease'] as const
  const needed = worst === 'SEVERE' ? (['ageYears'] as const) : asked
  const missing: NihResult['missing'] = [
    ...needed.filter((field) => input[field] === null),
    ...(worst === 'SEVERE' ? [] : missingOfRoomAir(input)),
  ]
  return missing.length > 0
    ? { ...NOTHING, status: 'INCOMPLETE', atLeast: worst, fired, missing }
    : { ...NOTHING, status: 'OK', severity: worst, fired }
}

const nihRules: readonly ({ severity: NihSeverity } & Row<NihInput>)[] = [
  {
    id: 'nih-spo2',
    severity: 'SEVERE',
    ...when(roomAirSpo2, below(94)),
    text: 'SpO2 {{value}} % on room air is below {{limit}} %.',
    source: NIH_SEVERITY.instrument,
  },
  {
    id: 'nih-respiratory-rate',
    severity: 'SEVERE',
    ...when((input: NihInput) => input.respiratoryRate, above(30)),
    text: 'A respiratory rate of {{value}}/min is above {{limit}}.',
    source: NIH_SEVERITY.instrument,
  },
  {
    id: 'nih-lower-respiratory-disease',
    severity: 'MODERATE',
    ...when((input: NihInput) => input.lowerRespiratoryDisease, yes),
    text: 'Lower respiratory disease',
    source: NIH_SEVERITY.instrument,
  },
  {
    id: 'nih-breathless',
    severity: 'MODERATE',
    ...when((input: NihInput) => input.breathless, yes),
    text: 'The patient is breathless.',
    source: NIH_SEVERITY.instrument,
  },
]

const NOTHING: NihResult = {
  status: 'INVALID',
  severity: null,
  atLeast: null,
  fired: [],
  missing: [],
  ruleSet: NIH_SEVERITY,
}
