import { addDays, type Day, dayIn } from '../shared/calendar.js'
import { type Condition, conditions } from '../triage/history-rules.js'
import { tellsOfFever } from './answer-rules.js'
import type { EndInput, EndResult } from './end-rules.js'
import { type HomeReport, LOW_SPO2 } from './report-rules.js'

/** A clinician's reason has so many characters or more: others will read it. */
export const SHORTEST_REASON = 10

export const ENDED_BY_RULE = 'The isolation ended by the discharge rule.'
export const ENDED_BY_DOCTOR = 'A doctor decided that the isolation ends.'

/** The reasons that are sentences of ours; any other was written by a doctor, and is shown as it stands. */
export const END_SENTENCES: readonly string[] = [
  ENDED_BY_RULE,
  ENDED_BY_DOCTOR,
  'A later triage advised care elsewhere.',
  'The patient was admitted.',
  'Two records of one patient were merged.',
]

/** What an end by the rule leaves behind, for its certificate. */
export interface EndRecord {
  input: EndInput
  result: EndResult
  /** The doctor's, where the rule leaves it to them. */
  reason: string | null
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
}

/**
 * Days in a row up to today, or up to yesterday where nobody has measured yet today, on which SpO2 was measured, always
 * above 93 % and on room air. A day without a reading ends the row: what is missing is not normal.
 */
export function daysAbove93(reports: readonly HomeReport[], zone: string, today: Day): number {
  const byDay = new Map<Day, boolean>()
  for (const { at, spo2, onOxygen } of reports) {
    if (spo2 === null) continue
    const day = dayIn(at, zone)
    byDay.set(day, (byDay.get(day) ?? true) && spo2 > LOW_SPO2 && onOxygen === false)
  }
  const last = byDay.has(today) ? today : addDays(today, -1)
  let days = 0
  while (byDay.get(addDays(last, -days))) days++
  return days
}

/** The last day on which fever was reported; null where it was not. */
export function lastFeverIn(reports: readonly HomeReport[], zone: string): Day | null {
  const days = reports.filter(tellsOfFever).map(({ at }) => dayIn(at, zone))
  return days.length === 0 ? null : days.reduce((one, other) => (one > other ? one : other))
}

/** Whether immunity is weakened, by the conditions told; null where nobody asked. */
export const weakenedBy = (told: readonly Condition[] | null): boolean | null =>
  told && conditions.some(({ code, weakensImmunity }) => weakensImmunity && told.includes(code))
