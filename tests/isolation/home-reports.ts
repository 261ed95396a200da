import type { HomeReport } from '../../src/isolation/report-rules.js'

export const adult = { ageYears: 45, zone: 'Asia/Kolkata' }

export const start = Date.UTC(2026, 2, 10, 3, 30)

export const MINUTE = 60_000

export const DAY = 24 * 60 * MINUTE

/** A report in which nothing is wrong; the arguments say what differs. */
export function report(change: Partial<HomeReport> = {}, minutes = 0): HomeReport {
  return {
    at: new Date(start + minutes * MINUTE),
    spo2: 97,
    onOxygen: false,
    respiratoryRate: 18,
    pulse: 80,
    temperature: 98.6,
    temperatureUnit: 'F',
    breathing: 'SAME',
    feeling: 'SAME',
    symptoms: [],
    feverDays: 0,
    ...change,
  }
}
