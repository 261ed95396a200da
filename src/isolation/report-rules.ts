import { choiceProblems, type Problem } from '../observations/problem-rules.js'
import { checkReadings, type Readings } from '../observations/rules.js'
import type { TemperatureUnit } from '../observations/temperature-rules.js'
import { type Day, dayIn } from '../shared/calendar.js'
import type { Symptom } from '../triage/history-rules.js'
import { type Presentation, presentationProblems } from '../triage/presentation-rules.js'

export const COURSES = ['BETTER', 'SAME', 'WORSE'] as const
export type Course = (typeof COURSES)[number]

export const courseLabels: Record<Course, string> = {
  BETTER: 'Better',
  SAME: 'The same',
  WORSE: 'Worse',
}

/** What a patient at home measures and tells. MoHFW home isolation, self-monitoring chart. Null is "not said". */
export interface HomeReport {
  at: Date
  /** Whole per cent. */
  spo2: number | null
  /** Whether it was measured while breathing oxygen. */
  onOxygen: boolean | null
  /** Whole breaths per minute. */
  respiratoryRate: number | null
  /** Whole beats per minute. */
  pulse: number | null
  /** As the thermometer shows it: 100.0 °F is no fever, and 37.8 °C (100.04 °F) is. */
  temperature: number | null
  temperatureUnit: TemperatureUnit | null
  breathing: Course | null
  feeling: Course | null
  /** An empty list says that there are none. */
  symptoms: readonly Symptom[] | null
  /** Days in a row with fever, as told; 0 is none. */
  feverDays: number | null
}

/** Above 100 °F, which is 37.78 °C. */
export function hasFever({ temperature, temperatureUnit }: HomeReport): boolean {
  if (temperature === null || temperatureUnit === null) return false
  return temperatureUnit === 'F' ? temperature > 100 : temperature >= 37.8
}

/** On how many days of the calendar fever was measured. */
export function daysOfFever(reports: readonly HomeReport[], zone: string): number {
  return new Set(reports.filter(hasFever).map(({ at }): Day => dayIn(at, zone))).size
}

export const LOW_SPO2 = 93
export const LOW_WINDOW_MINUTES = 60

/**
 * The most readings of 93 % or less within 60 minutes, both ends included, one of them this report's; 0 where its own
 * is not low. Two reports of one instant are one reading. The order in which reports arrive does not count.
 */
export function lowReadingsAround(report: HomeReport, others: readonly HomeReport[]): number {
  if (report.spo2 === null || report.spo2 > LOW_SPO2) return 0
  const low = others.filter(({ spo2 }) => spo2 !== null && spo2 <= LOW_SPO2)
  const times = [...new Set([report, ...low].map(({ at }) => at.getTime()))]
  const own = report.at.getTime()
  const width = LOW_WINDOW_MINUTES * 60_000
  const windows = times.filter((start) => start <= own && own <= start + width)
  return Math.max(
    ...windows.map((start) => times.filter((time) => start <= time && time <= start + width).length),
  )
}

/** Everything impossible in a report; it trusts no type. */
export function reportProblems(report: HomeReport, ageYears: number | null): Problem[] {
  const { at, spo2, respiratoryRate, pulse, temperature, temperatureUnit } = report
  const entered = { ...NOTHING_ELSE, spo2, respiratoryRate, pulse, temperature, temperatureUnit }
  const checked = checkReadings(entered)
  const told = presentationOf({ ...report, spo2: null, respiratoryRate: null, pulse: null }, ageYears)
  return [
    ...(at instanceof Date && !Number.isNaN(at.getTime()) ? [] : [NO_TIME]),
    ...(checked.ok ? [] : checked.problems),
    ...choiceProblems('onOxygen', report.onOxygen, [true, false], 'Answer yes or no.'),
    ...choiceProblems('breathing', report.breathing, COURSES, COURSE_TEXT),
    ...choiceProblems('feeling', report.feeling, COURSES, COURSE_TEXT),
    ...presentationProblems(told),
  ]
}

/** The report as the triage would see it, so that its signs of danger are the same everywhere. */
export function presentationOf(report: HomeReport, ageYears: number | null): Presentation {
  const { spo2, respiratoryRate, pulse, temperature, temperatureUnit } = report
  const checked = checkReadings({
    ...NOTHING_ELSE,
    spo2,
    respiratoryRate,
    pulse,
    temperature,
    temperatureUnit,
  })
  const oxygen = report.onOxygen === null ? null : report.onOxygen ? 'ON_OXYGEN' : 'ROOM_AIR'
  return {
    ageYears,
    readings: { ...(checked.ok ? checked.readings : NOTHING_MEASURED), oxygen },
    breathlessness: null,
    symptoms: report.symptoms,
    feverDays: report.feverDays,
    conditions: null,
    pregnant: null,
    homeFacility: null,
    caregiver: null,
  }
}

const NOTHING_ELSE = { oxygen: null, systolic: null, diastolic: null, consciousness: null }

const NOTHING_MEASURED: Readings = {
  ...NOTHING_ELSE,
  spo2: null,
  respiratoryRate: null,
  pulse: null,
  temperatureTenthsC: null,
}

const NO_TIME: Problem = { field: 'at', text: 'Say when this was measured.', values: {} }

const COURSE_TEXT = 'Choose better, the same or worse.'
