import type { Problem } from '../observations/problem-rules.js'
import { fire, HOME_GUIDELINES, POLICY } from '../triage/decision-rules.js'
import { type FiredRule, type RedFlag, type TriageStatus, URGENCIES } from '../triage/outcome-rules.js'
import { ADULT_FROM_YEARS } from '../triage/presentation-rules.js'
import { adultRedFlags, dangerSigns } from '../triage/red-flag-rules.js'
import { ALERT_LEVELS, type AlertLevel, homeRules, type ReportNeeded } from './home-alert-rules.js'
import {
  daysOfFever,
  type HomeReport,
  hasFever,
  lowReadingsAround,
  presentationOf,
  reportProblems,
} from './report-rules.js'

export const MONITORING = {
  instrument: `${HOME_GUIDELINES}; WHO home care bundle; ${POLICY}`,
  version: 'Wardwell 1',
} as const

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
