import type { Problem } from '../observations/problem-rules.js'
import type { Values } from '../shared/errors.js'
import type { HighRiskFeature } from './presentation-rules.js'

/** Each list runs from the mildest to the worst. */
export const SEVERITIES = ['MILD', 'MODERATE', 'SEVERE'] as const
export const CARE_SITES = ['HOME', 'COVID_CARE_CENTRE', 'WARD', 'HDU_ICU'] as const
export const HOME_ISOLATION = ['ELIGIBLE', 'MEDICAL_OFFICER_EVALUATION', 'NOT_ELIGIBLE'] as const
export const URGENCIES = ['ROUTINE', 'RECHECK', 'URGENT', 'EMERGENCY'] as const

export type Severity = (typeof SEVERITIES)[number]
export type CareSite = (typeof CARE_SITES)[number]
export type HomeIsolationEligibility = (typeof HOME_ISOLATION)[number]
export type Urgency = (typeof URGENCIES)[number]

/** What a rule decides when it fires. Rules never argue: of every part, the worst that fired counts. */
export type Effect = {
  severity?: Severity
  site?: CareSite
  homeIsolation?: HomeIsolationEligibility
  urgency?: Urgency
  redFlag?: RedFlag
}

export const severityLabels: Record<Severity, string> = {
  MILD: 'Mild',
  MODERATE: 'Moderate',
  SEVERE: 'Severe',
}

export const careSiteLabels: Record<CareSite, string> = {
  HOME: 'Home',
  COVID_CARE_CENTRE: 'COVID care centre',
  WARD: 'Ward',
  HDU_ICU: 'HDU or ICU',
}

export const homeIsolationLabels: Record<HomeIsolationEligibility, string> = {
  ELIGIBLE: 'Possible',
  MEDICAL_OFFICER_EVALUATION: 'Only after evaluation by a medical officer',
  NOT_ELIGIBLE: 'Not possible',
}

export const urgencyLabels: Record<Urgency, string> = {
  ROUTINE: 'Routine',
  RECHECK: 'Check again',
  URGENT: 'Urgent',
  EMERGENCY: 'Emergency',
}

/** Signs that exclude home isolation and call for help, with the words for staff and patients. */
export const redFlagLabels = {
  BREATHLESSNESS: 'Difficulty in breathing',
  SPO2_BELOW_90: 'SpO2 below 90 %',
  FAST_BREATHING: 'More than 24 breaths in a minute',
  SLOW_BREATHING: '8 breaths in a minute, or fewer',
  PROLONGED_FEVER: 'Fever above 100 °F (37.8 °C) for more than 3 days',
  CHEST_PAIN: 'Chest pain or pressure that does not go away',
  CONFUSION: 'New confusion',
  DROWSINESS: 'Answers only when spoken to loudly',
  UNABLE_TO_WAKE: 'Cannot be woken',
  SEVERE_FATIGUE: 'Severe tiredness, with or without muscle ache',
  BLUISH_LIPS: 'Bluish lips or face',
  SLURRED_SPEECH: 'Slurred speech',
  WEAKNESS_OF_LIMB_OR_FACE: 'Weakness or numbness of a limb or the face',
  LOW_BLOOD_PRESSURE: 'Very low blood pressure',
  HIGH_BLOOD_PRESSURE: 'Very high blood pressure',
  SLOW_PULSE: 'Very slow pulse',
  FAST_PULSE: 'Very fast pulse',
  LOW_TEMPERATURE: 'Very low temperature',
  NEWS2_HIGH: 'A high early warning score (NEWS2 of 7 or more)',
  NEWS2_MEDIUM: 'A raised early warning score (NEWS2 of 5 or 6)',
  FAST_FOR_AGE: 'Fast breathing for the age of a child',
} as const

export type RedFlag = keyof typeof redFlagLabels

/** What must be known, with the words for what is missing. */
export const neededLabels = {
  ageYears: 'Age',
  spo2: 'SpO2',
  oxygen: 'Room air or oxygen',
  respiratoryRate: 'Respiratory rate',
  breathlessness: 'Breathlessness, yes or no',
  consciousness: 'Level of consciousness',
  symptoms: 'Symptoms',
  conditions: 'Conditions',
  homeFacility: 'A place at home in which to isolate, yes or no',
  caregiver: 'A caregiver at home, yes or no',
} as const

export type Needed = keyof typeof neededLabels

export const TRIAGE_STATUSES = ['OK', 'INCOMPLETE', 'INVALID', 'NOT_APPLICABLE'] as const
export type TriageStatus = (typeof TRIAGE_STATUSES)[number]

/** A rule that fired, as it is stored and shown: plain JSON. A string in `values` is an English label. */
export type FiredRule = Effect & {
  id: string
  text: string
  values: Values
  value: string | number
  threshold: string
  source: string
  /** Ours, not the guideline's. */
  policy: boolean
}

/** Plain JSON. Parts that are not decided are null, never a guess. */
export type TriageResult = {
  status: TriageStatus
  /** Final. While a value is missing only SEVERE can be: nothing could make it worse. */
  severity: Severity | null
  site: CareSite | null
  homeIsolation: HomeIsolationEligibility | null
  urgency: Urgency | null
  /** What is certain already while a value is missing; the truth may be worse. Null unless INCOMPLETE. */
  atLeast: { severity: Severity | null; site: CareSite | null } | null
  /** A high-risk feature is known. */
  highRisk: boolean
  highRiskFeatures: HighRiskFeature[]
  redFlags: RedFlag[]
  missing: Needed[]
  problems: Problem[]
  notApplicable: 'AGE_UNDER_18' | null
  /** Every rule that fired, in the order of the tables. */
  fired: FiredRule[]
  /** The id of the fired rule that decided each part. */
  decidedBy: { severity: string | null; site: string | null; homeIsolation: string | null }
  cautions: FiredRule[]
  /** What to do, as a sentence key for `t()`. */
  advice: string
  ruleSet: { system: string; version: string }
}
