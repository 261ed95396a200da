import {
  ADULT_SHEET,
  above,
  between,
  HOME_GUIDELINES,
  oneOf,
  POLICY,
  type Row,
  when,
  yes,
} from '../triage/decision-rules.js'
import { type HomeReport, LOW_SPO2, LOW_WINDOW_MINUTES } from './report-rules.js'

/** From none to the worst. */
export const ALERT_LEVELS = ['NONE', 'RECHECK', 'URGENT', 'EMERGENCY'] as const
export type AlertLevel = (typeof ALERT_LEVELS)[number]

export const alertLevelLabels: Record<AlertLevel, string> = {
  NONE: 'No alert',
  RECHECK: 'Check again',
  URGENT: 'Urgent',
  EMERGENCY: 'Emergency',
}

export type ReportNeeded = 'ageYears' | 'spo2' | 'spo2OnAir' | 'onOxygen' | 'reports'

interface Judged {
  report: HomeReport
  /** Readings of 93 % or less within the hour, this one among them. */
  low: number
  missing: readonly ReportNeeded[]
}

type HomeRule = Row<Judged> & { level: AlertLevel }

/** What the home adds to the signs of danger and red flags that hold everywhere. */
export const homeRules: readonly HomeRule[] = [
  {
    id: 'rr-severe',
    level: 'EMERGENCY',
    ...when(({ report }: Judged) => report.respiratoryRate, above(30)),
    text: 'A respiratory rate of {{value}}/min is above {{limit}}: severe by the adult sheet.',
    source: ADULT_SHEET,
  },
  {
    id: 'spo2-low-sustained',
    level: 'URGENT',
    threshold: `<= ${LOW_SPO2} in >= 3 readings within ${LOW_WINDOW_MINUTES} minutes`,
    finds: ({ low }) => (low >= 3 ? { value: low, limit: LOW_SPO2, minutes: LOW_WINDOW_MINUTES } : null),
    text: 'SpO2 was {{limit}} % or less in {{value}} readings within {{minutes}} minutes.',
    source: HOME_GUIDELINES,
  },
  {
    id: 'on-oxygen',
    level: 'URGENT',
    ...when(({ report }: Judged) => report.onOxygen, yes),
    text: 'Measured on oxygen: no SpO2 is reassuring then, and who needs oxygen is at least moderately ill.',
    source: POLICY,
  },
  {
    id: 'spo2-low',
    level: 'RECHECK',
    ...when(({ report, low }: Judged) => (low < 3 ? report.spo2 : null), between(90, LOW_SPO2)),
    text: 'SpO2 {{value}} % is from {{from}} to {{to}} %: measure again at once, and again within the hour.',
    source: POLICY,
  },
  {
    id: 'rr-24',
    level: 'RECHECK',
    ...when(({ report }: Judged) => report.respiratoryRate, between(24, 24)),
    text: 'A respiratory rate of {{value}}/min: the adult sheet counts it as moderate, the home sheet does not.',
    source: POLICY,
  },
  {
    id: 'breathing-worse',
    level: 'RECHECK',
    ...when(({ report }: Judged) => report.breathing, oneOf('WORSE')),
    text: 'Breathing feels worse.',
    source: POLICY,
  },
  {
    id: 'feeling-worse',
    level: 'RECHECK',
    ...when(({ report }: Judged) => report.feeling, oneOf('WORSE')),
    text: 'The patient feels worse.',
    source: POLICY,
  },
  {
    id: 'severe-cough',
    level: 'RECHECK',
    ...when(({ report }: Judged) => report.symptoms?.includes('SEVERE_COUGH') ?? null, yes),
    text: 'A severe cough needs medical attention.',
    source: ADULT_SHEET,
  },
  {
    id: 'other-symptom',
    level: 'RECHECK',
    ...when(({ report }: Judged) => report.symptoms?.includes('OTHER') ?? null, yes),
    text: 'A symptom that these rules do not know is for the medical officer to judge.',
    source: POLICY,
  },
  ...missingRules({
    spo2: 'No SpO2 was measured: what is missing is not normal.',
    spo2OnAir: 'No SpO2 is known on room air: never take the oxygen away to get one.',
    onOxygen: 'It is not known whether the SpO2 was measured on oxygen.',
    ageYears: 'The age is not known.',
    reports: 'There is no report.',
  }),
]

function missingRules(texts: Record<ReportNeeded, string>): HomeRule[] {
  return Object.entries(texts).map(([needed, text]) => ({
    id: `missing-${needed}`,
    level: 'RECHECK' as const,
    ...when(({ missing }: Judged) => missing.some((item) => item === needed), yes),
    text,
    source: POLICY,
  }))
}
