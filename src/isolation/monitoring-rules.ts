import type { Problem } from '../observations/problem-rules.js'
import {
  ADULT_SHEET,
  above,
  between,
  fire,
  HOME_GUIDELINES,
  oneOf,
  POLICY,
  type Row,
  when,
  yes,
} from '../triage/decision-rules.js'
import { type FiredRule, type RedFlag, type TriageStatus, URGENCIES } from '../triage/outcome-rules.js'
import { ADULT_FROM_YEARS } from '../triage/presentation-rules.js'
import { adultRedFlags, dangerSigns } from '../triage/red-flag-rules.js'
import {
  daysOfFever,
  type HomeReport,
  hasFever,
  LOW_SPO2,
  LOW_WINDOW_MINUTES,
  lowReadingsAround,
  presentationOf,
  reportProblems,
} from './report-rules.js'

export const MONITORING = {
  instrument: `${HOME_GUIDELINES}; WHO home care bundle; ${POLICY}`,
  version: 'Wardwell 1',
} as const

/** From none to the worst. */
export const ALERT_LEVELS = ['NONE', 'RECHECK', 'URGENT', 'EMERGENCY'] as const
export type AlertLevel = (typeof ALERT_LEVELS)[number]

export const alertLevelLabels: Record<AlertLevel, string> = {
  NONE: 'No alert',
  RECHECK: 'Check again',
  URGENT: 'Urgent',
  EMERGENCY: 'Emergency',
}

/** Whose reports they are, and the zone whose calendar counts the days of fever. */
export interface Reporter {
  /** Whole years. */
  ageYears: number | null
  zone: string
}

/** Why there is an alert. */
export type Reason = Pick<
  FiredRule,
  'id' | 'text' | 'values' | 'value' | 'threshold' | 'source' | 'policy'
> & {
  level: AlertLevel
  redFlag?: RedFlag
}

export type ReportNeeded = 'ageYears' | 'spo2' | 'spo2OnAir' | 'onOxygen' | 'reports'

export interface ReportScore {
  status: TriageStatus
  /** Null where the report is INVALID. With anything missing it is never NONE. */
  alert: AlertLevel | null
  /** The worst first. */
  reasons: Reason[]
  missing: ReportNeeded[]
  notApplicable: 'AGE_UNDER_18' | null
  problems: Problem[]
  ruleSet: { instrument: string; version: string }
}

/**
 * A report as it arrives, among the others of the same isolation in any order. Nothing missing counts as normal: without
 * an SpO2 on room air it is INCOMPLETE and asks for another look; with anything impossible INVALID. Under 18 years the
 * rules do not apply: signs of danger are emergencies, and anything else still asks for a look.
 */
export function scoreReport(
  report: HomeReport,
  others: readonly HomeReport[],
  { ageYears, zone }: Reporter,
): ReportScore {
  const problems = reportProblems(report, ageYears)
  if (problems.length > 0) return { ...NOTHING, problems }
  if (ageYears !== null && ageYears < ADULT_FROM_YEARS) return scoreOfChild(report, ageYears)

  const low = lowReadingsAround(report, others)
  const fever = hasFever(report) ? daysOfFever([report, ...others], zone) : 0
  const feverDays = report.feverDays === null && fever === 0 ? null : Math.max(fever, report.feverDays ?? 0)
  const signs = fire([...dangerSigns, ...adultRedFlags], { ...presentationOf(report, ageYears), feverDays })
  const missing = missingOf(report, ageYears)
  const reasons = [...signs.map(asReason), ...fire(homeRules, { report, low, missing })]
  return {
    ...NOTHING,
    status: missing.length > 0 ? 'INCOMPLETE' : 'OK',
    alert: worst(reasons),
    reasons: worstFirst(reasons),
    missing,
  }
}

export interface MonitoringResult extends ReportScore {
  /** Each report with its own alert, the oldest first. Empty where one is INVALID. */
  reports: { at: Date; score: ReportScore }[]
}

/**
 * Reports of one person, in any order: the worst alert of all, with every reason once. What is missing is judged by the
 * newest, because a later report supplies what an earlier one lacked. No report at all is INCOMPLETE.
 */
export function scoreReports(reports: readonly HomeReport[], reporter: Reporter): MonitoringResult {
  const problems = reports.flatMap((report) => reportProblems(report, reporter.ageYears))
  if (problems.length > 0) return { ...NOTHING, problems, reports: [] }
  const scored = [...reports]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map((report) => ({
      at: report.at,
      score: scoreReport(
        report,
        reports.filter((other) => other !== report),
        reporter,
      ),
    }))
  const newest = scored.at(-1)?.score ?? NO_REPORT
  const earlier = scored
    .slice(0, -1)
    .flatMap(({ score }) => score.reasons.filter(({ id }) => !SUPPLIED_LATER.includes(id)))
  const reasons = worstFirst([...newest.reasons, ...earlier])
  const once = reasons.filter(({ id }, at) => reasons.findIndex((reason) => reason.id === id) === at)
  const alert = ALERT_LEVELS.findLast((level) => level === newest.alert || level === worst(once)) ?? null
  return { ...newest, alert, reasons: once, reports: scored }
}

interface Judged {
  report: HomeReport
  /** Readings of 93 % or less within the hour, this one among them. */
  low: number
  missing: readonly ReportNeeded[]
}

type HomeRule = Row<Judged> & { level: AlertLevel }

/** What the home adds to the signs of danger and red flags that hold everywhere. */
const homeRules: readonly HomeRule[] = [
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

const SUPPLIED_LATER = ['missing-spo2', 'missing-spo2OnAir', 'missing-onOxygen']

function missingOf({ spo2, onOxygen }: HomeReport, ageYears: number | null): ReportNeeded[] {
  const saturation: ReportNeeded[] =
    onOxygen === true
      ? ['spo2OnAir']
      : [...(spo2 === null ? ['spo2' as const] : []), ...(onOxygen === null ? ['onOxygen' as const] : [])]
  return [...(ageYears === null ? ['ageYears' as const] : []), ...saturation]
}

function scoreOfChild(report: HomeReport, ageYears: number): ReportScore {
  const reasons = fire(dangerSigns, presentationOf(report, ageYears)).map((sign) =>
    asReason({ ...sign, urgency: 'EMERGENCY' }),
  )
  return {
    ...NOTHING,
    status: 'NOT_APPLICABLE',
    notApplicable: 'AGE_UNDER_18',
    alert: reasons.length > 0 ? 'EMERGENCY' : 'RECHECK',
    reasons,
  }
}

/** Which bed a sign asks for is for the triage; here it says how fast somebody must look. */
function asReason({ site, homeIsolation, severity, urgency, ...sign }: FiredRule): Reason {
  return { ...sign, level: ALERT_LEVELS[URGENCIES.indexOf(urgency ?? 'ROUTINE')] ?? 'NONE' }
}

const worst = (reasons: readonly Reason[]): AlertLevel =>
  ALERT_LEVELS.findLast((level) => reasons.some((reason) => reason.level === level)) ?? 'NONE'

const worstFirst = (reasons: readonly Reason[]): Reason[] =>
  [...reasons].sort((one, other) => ALERT_LEVELS.indexOf(other.level) - ALERT_LEVELS.indexOf(one.level))

const NOTHING: ReportScore = {
  status: 'INVALID',
  alert: null,
  reasons: [],
  missing: [],
  notApplicable: null,
  problems: [],
  ruleSet: MONITORING,
}

const NO_REPORT: ReportScore = {
  ...NOTHING,
  status: 'INCOMPLETE',
  alert: 'RECHECK',
  missing: ['reports'],
}
