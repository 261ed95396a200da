import {
  type Band,
  type Monitoring,
  type News2Result,
  type Parameter,
  responseTo,
  spo2Points,
} from './news2-rules.js'
import type { Readings } from './rules.js'
import type { Alert } from './serial-rules.js'

export const bandLabels: Record<Band, string> = {
  LOW: 'Low',
  LOW_MEDIUM: 'Low-medium',
  MEDIUM: 'Medium',
  HIGH: 'High',
}

/** What a band asks for, at least. RCP 2017, chart 4. */
export const bandResponses: Record<Band, string> = {
  LOW: 'The nurse in charge looks at the patient and decides whether to measure more often or to call somebody.',
  LOW_MEDIUM:
    'One value alone is red: tell the medical team, who reviews the patient and decides whether to escalate.',
  MEDIUM:
    'Urgent: tell the medical team at once. A clinician competent in acute illness sees the patient, in a place where they are monitored.',
  HIGH: 'Emergency: call the team with critical care skills at once, at registrar level or above. Consider high-dependency or intensive care.',
}

/** For a total of 0. */
export const NO_POINTS_RESPONSE = 'Go on with routine monitoring.'

export const monitoringLabels: Record<Monitoring, string> = {
  '12-hourly': 'Measure every 12 hours at least.',
  '4-6-hourly': 'Measure every 4 to 6 hours.',
  '1-hourly': 'Measure every hour at least.',
  continuous: 'Monitor without a break.',
}

export const parameterLabels: Record<Parameter | 'ageYears', string> = {
  respiratoryRate: 'Respiratory rate',
  spo2: 'SpO2',
  oxygen: 'Air or oxygen',
  systolic: 'Systolic blood pressure',
  pulse: 'Pulse',
  consciousness: 'Consciousness',
  temperature: 'Temperature',
  ageYears: 'Age',
}

export const notApplicableTexts: Record<NonNullable<News2Result['notApplicable']>, string> = {
  AGE_UNDER_16:
    'NEWS2 is for people of 16 years and over: use the early warning chart for children, and call paediatrics.',
  PREGNANCY:
    'NEWS2 is not for pregnancy: use the early warning chart for mothers, and ask for an obstetric review.',
}

export const alertTexts: Record<Alert, string> = {
  RISING_SCORE:
    'The score rose by {{rise}} points or more since the round before: look at the patient and at the trend.',
  OXYGEN_ESCALATION:
    'More oxygen is given than at the round before. NEWS2 does not count how much: tell the medical team, even where the score is flat.',
}

/** What an oximeter is worth near a limit; the same words wherever one decides. */
export const OXIMETER_CAUTION =
  'SpO2 {{value}} % is within 2 points of a cut-off, and an oximeter can be wrong by 4 points, more often on dark skin. Measure again on a warm finger without nail polish, steady for one minute; symptoms and the trend count for more than one number.'

/** Whether two points more or less would give this SpO2 another score. FDA safety communication, 2021. */
export function isNearCutOff({ spo2, oxygen }: Pick<Readings, 'spo2' | 'oxygen'>, scale: 1 | 2): boolean {
  if (spo2 === null) return false
  const points = spo2Points(spo2, oxygen, scale)
  return [-2, -1, 1, 2].some((away) => spo2Points(Math.min(100, spo2 + away), oxygen, scale) !== points)
}

const HOUR = 3_600_000

/** Hours until the next round: from when it may be taken, and by when it must. Continuous: our policy for writing it down. */
const INTERVALS: Record<Monitoring, readonly [from: number, by: number]> = {
  '12-hourly': [12, 12],
  '4-6-hourly': [4, 6],
  '1-hourly': [1, 1],
  continuous: [0.5, 0.5],
}

/**
 * When the next round is due. Of an incomplete score: by what is certain already, and within the hour (our policy),
 * because what is missing may be what matters. Null where NEWS2 does not apply.
 */
export function nextRound(
  score: Pick<News2Result, 'monitoring' | 'minimumTotal' | 'redScore'>,
  takenAt: Date,
): { from: Date; by: Date } | null {
  const monitoring = score.monitoring ?? monitoringWhileIncomplete(score)
  if (!monitoring) return null
  const [from, by] = INTERVALS[monitoring]
  return { from: hoursAfter(takenAt, from), by: hoursAfter(takenAt, by) }
}

function monitoringWhileIncomplete({
  minimumTotal,
  redScore,
}: Pick<News2Result, 'minimumTotal' | 'redScore'>): Monitoring | null {
  if (minimumTotal === null) return null
  return responseTo(minimumTotal, redScore).monitoring === 'continuous' ? 'continuous' : '1-hourly'
}

const hoursAfter = (instant: Date, hours: number) => new Date(instant.getTime() + hours * HOUR)
