import { ALERT_LEVELS } from '../../src/isolation/home-alert-rules.js'
import { type Reason, scoreReports } from '../../src/isolation/monitoring-rules.js'
import type { HomeReport } from '../../src/isolation/report-rules.js'
import { silenceSince } from '../../src/isolation/silence-rules.js'
import { SYMPTOMS } from '../../src/triage/history-rules.js'
import { contractFields, fieldOf, type Json } from './contract-readings.js'
import { contractWord, letters, symptomOf } from './contract-words.js'

/** The reports of one person at home, in the contract's words. Their days are those that the vector writes: UTC. */
export function monitoringAnswer(input: Json): Json {
  const told: unknown = input.reports ?? fieldOf(input, 'series', 'readings')?.value ?? []
  if (!Array.isArray(told) || !told.every(isObject)) return { status: 'invalid', fields: ['reports'] }
  const reports = told.map((report) => readReport({ ...shared(input), ...report }))
  // A vector can hold anything in any place, and the engine trusts no type.
  const result = scoreReports(reports, { ageYears: (input.ageYears ?? null) as number | null, zone: 'UTC' })
  const silence = result.status === 'INVALID' ? 'NONE' : silenceIn(input, reports)
  return {
    status: contractWord(result.status),
    alert: result.alert && contractWord(worse(result.alert, silence)),
    reasons: [...new Set(result.reasons.flatMap(inContract)), ...(silence === 'NONE' ? [] : ['overdue'])],
    redFlags: result.reasons.flatMap(({ redFlag }) => (redFlag ? contractWord(redFlag) : [])),
    missing: contractFields(input, result.missing, () => true),
    fields: contractFields(
      input,
      result.problems.map(({ field }) => field),
      () => true,
    ),
    reason: result.notApplicable && contractWord(result.notApplicable),
  }
}

/** What a vector says once, of all its reports. */
function shared({ temperatureUnit, supplementalOxygen, feverDays }: Json): Json {
  return Object.fromEntries(
    Object.entries({ temperatureUnit, supplementalOxygen, feverDays }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}

/** A report that says nothing of oxygen is one on room air, which is what the chart for the home asks for. */
function readReport(report: Json): HomeReport {
  const said = (...names: string[]) => fieldOf(report, ...names)?.value ?? null
  const oxygen = fieldOf(report, 'supplementalOxygen', 'onOxygen')
  return {
    at: instantOf(said('at', 'takenAt', 'time', 'timestamp', 'date')),
    spo2: said('spo2'),
    onOxygen: oxygen ? oxygen.value : false,
    respiratoryRate: said('respiratoryRate', 'rr'),
    pulse: said('pulse', 'heartRate'),
    temperature: said('temperature'),
    temperatureUnit: said('temperatureUnit'),
    breathing: courseOf(said('breathing')),
    feeling: courseOf(said('feeling')),
    symptoms: symptomsIn(report),
    feverDays: said('feverDays', 'daysOfFever'),
  } as HomeReport
}

function instantOf(value: unknown): unknown {
  return typeof value === 'string' ? new Date(value) : value
}

function courseOf(spelled: unknown): unknown {
  return typeof spelled === 'string' ? (COURSES[letters(spelled)] ?? spelled) : spelled
}

const COURSES: Record<string, string> = {
  better: 'BETTER',
  improved: 'BETTER',
  improving: 'BETTER',
  same: 'SAME',
  thesame: 'SAME',
  unchanged: 'SAME',
  worse: 'WORSE',
  worsening: 'WORSE',
}

/** Listed, or a field of its own that is true, as `chestPain`, or a level of consciousness. */
function symptomsIn(report: Json): unknown {
  const listed = fieldOf(report, 'symptoms', 'redFlags')?.value ?? null
  if (listed !== null && !Array.isArray(listed)) return listed
  const ticked = Object.entries(report)
    .filter(([name, value]) => value === true && known(symptomOf(name)))
    .map(([name]) => symptomOf(name))
  const awake = AWAKE[String(report.consciousness)]
  const found = [...(listed ?? []).map(symptomOf), ...ticked, ...(awake ? [awake] : [])]
  return listed === null && found.length === 0 ? null : [...new Set(found)]
}

const known = (symptom: unknown) => symptom !== 'OTHER' && SYMPTOMS.some((one) => one === symptom)

const AWAKE: Record<string, string> = {
  C: 'CONFUSION',
  V: 'CONFUSION',
  P: 'UNABLE_TO_WAKE',
  U: 'UNABLE_TO_WAKE',
}

const NAMES: Record<string, string> = {
  'danger-spo2': 'spo2-below-90',
  'danger-slow-breathing': 'rr-low',
  'red-flag-respiratory-rate': 'rr-high',
  'red-flag-prolonged-fever': 'fever-prolonged',
  'missing-spo2': 'spo2-missing',
}

function inContract({ id, redFlag }: Reason): string[] {
  const name = NAMES[id]
  if (name) return [name]
  return redFlag && known(redFlag) ? ['red-flag-symptom', contractWord(redFlag)] : [id]
}

/** With a `now`, silence since the newest report counts too, by the limits that the settings begin with. */
function silenceIn({ now }: Json, reports: readonly HomeReport[]) {
  if (typeof now !== 'string' || reports.length === 0) return 'NONE'
  const newest = new Date(Math.max(...reports.map(({ at }) => at.getTime())))
  return silenceSince(newest, new Date(now), { silenceHours: 24, silenceAlertHours: 36 })
}

const worse = (one: Reason['level'], other: Reason['level']) =>
  ALERT_LEVELS.indexOf(other) > ALERT_LEVELS.indexOf(one) ? other : one

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
