import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alertsAnew, answers, HOME_SIGNS, isRedFlag, tellsOfFever } from '../../src/isolation/answer-rules.js'
import { daysAbove93, lastFeverIn, weakenedBy } from '../../src/isolation/ending-rules.js'
import { ALERT_LEVELS } from '../../src/isolation/home-alert-rules.js'
import type { HomeReport } from '../../src/isolation/report-rules.js'
import { addDays, day, instantAt, timeOfDay } from '../../src/shared/calendar.js'

const zone = 'Asia/Kolkata'
const today = day('2026-11-21')
const at = (daysAgo: number, time = '09:00') => instantAt(addDays(today, -daysAgo), timeOfDay(time), zone)
const nothing: HomeReport = {
  ...{ at: at(0), spo2: null, onOxygen: null, respiratoryRate: null, pulse: null, temperature: null },
  ...{ temperatureUnit: null, breathing: null, feeling: null, symptoms: [], feverDays: null },
}
const measured = (daysAgo: number, spo2: number, onOxygen: boolean | null = false): HomeReport => ({
  ...nothing,
  ...{ at: at(daysAgo), spo2, onOxygen },
})

const judged = fc.record({
  alert: fc.constantFrom(...ALERT_LEVELS, null),
  reasons: fc.array(
    fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), level: fc.constantFrom(...ALERT_LEVELS) }),
    { maxLength: 5 },
  ),
})

describe('C-03 whom a changed report alerts', () => {
  test('the same red flags never twice, and nothing below a red flag', () => {
    fc.assert(
      fc.property(judged, (report) => {
        expect(alertsAnew(report, report)).toBe(false)
        if (!report.alert || !isRedFlag(report.alert)) expect(alertsAnew(null, report)).toBe(false)
      }),
    )
  })

  test('a red flag that was not told before always does', () => {
    fc.assert(
      fc.property(judged, judged, (before, after) => {
        const told = before.reasons.map(({ id, level }) => `${id} ${level}`)
        const isNew = after.reasons.some(
          ({ id, level }) => isRedFlag(level) && !told.includes(`${id} ${level}`),
        )
        expect(alertsAnew(before, { ...after, alert: 'URGENT' })).toBe(isNew)
      }),
    )
  })

  test('the same sign that has become an emergency is told anew', () => {
    const of = (level: 'URGENT' | 'EMERGENCY') => ({ alert: level, reasons: [{ id: 'rr', level }] })
    expect(alertsAnew(of('URGENT'), of('EMERGENCY'))).toBe(true)
  })
})

test('C-03 every level has its answer for the patient and for staff, and each says whom to call', () => {
  for (const level of ALERT_LEVELS) {
    const { heading, text, forStaff } = answers[level]
    expect(heading && forStaff).toBeTruthy()
    expect(text).toContain('{{phone}}')
  }
  expect(HOME_SIGNS).toContain('CHEST_PAIN')
})

test.each([
  [{ temperature: 100, temperatureUnit: 'F' as const }, false],
  [{ temperature: 100.1, temperatureUnit: 'F' as const }, true],
  [{ temperature: 37.7, temperatureUnit: 'C' as const }, false],
  [{ temperature: 37.8, temperatureUnit: 'C' as const }, true],
  [{ feverDays: 0, symptoms: ['FEVER' as const] }, false],
  [{ feverDays: 1 }, true],
  [{ symptoms: ['FEVER' as const] }, true],
  [{}, false],
])('C-03 %j tells of fever: %s', (told, expected) => {
  expect(tellsOfFever({ ...nothing, ...told })).toBe(expected)
})

describe('C-03 days with SpO2 above 93 % on room air', () => {
  test.each([
    ['none measured', [], 0],
    ['today and the two days before', [measured(0, 97), measured(1, 96), measured(2, 94)], 3],
    ['until yesterday, nobody measured yet today', [measured(1, 96), measured(2, 95)], 2],
    ['a day left out ends the row', [measured(0, 97), measured(2, 97)], 1],
    ['93 % ends the row', [measured(0, 97), measured(1, 93), measured(2, 97)], 1],
    ['one low reading spoils its day', [measured(0, 97), measured(0, 92)], 0],
    ['on oxygen does not count', [measured(0, 99, true), measured(1, 97)], 0],
    ['not known whether on oxygen does not count', [measured(0, 99, null)], 0],
  ])('%s', (_what, reports, days) => {
    expect(daysAbove93(reports, zone, today)).toBe(days)
  })

  const reports = fc.array(
    fc.record({ daysAgo: fc.nat(6), spo2: fc.integer({ min: 88, max: 100 }), onOxygen: fc.boolean() }),
    { maxLength: 20 },
  )
  test('one more low reading never makes more of them, and the order does not count', () => {
    fc.assert(
      fc.property(reports, fc.nat(6), (told, daysAgo) => {
        const all = told.map((one) => measured(one.daysAgo, one.spo2, one.onOxygen))
        const days = daysAbove93(all, zone, today)
        expect(daysAbove93([...all].reverse(), zone, today)).toBe(days)
        // Of today's, a first one moves the end of the row from yesterday to today.
        const low = daysAbove93([...all, measured(daysAgo, 93)], zone, today)
        expect(low).toBeLessThanOrEqual(days)
        expect(low).toBeLessThanOrEqual(Math.max(0, daysAgo))
      }),
    )
  })
})

test('C-03 the last fever is the latest day of the hospital’s calendar, in any order of reports', () => {
  const fever = (daysAgo: number, time?: string): HomeReport => ({
    ...nothing,
    at: at(daysAgo, time),
    feverDays: 1,
  })
  expect(lastFeverIn([], zone)).toBeNull()
  expect(lastFeverIn([nothing], zone)).toBeNull()
  expect(lastFeverIn([fever(3), fever(1), fever(2)], zone)).toBe(addDays(today, -1))
  // Twenty to six in the morning in Pune is still yesterday in UTC.
  expect(lastFeverIn([fever(0, '05:20')], zone)).toBe(today)
})

test.each([
  [null, null],
  [[], false],
  [['HYPERTENSION' as const], false],
  [['DIABETES' as const, 'HIV' as const], true],
  [['WEAKENED_IMMUNITY' as const], true],
])('C-03 immunity by %j: %s', (told, expected) => {
  expect(weakenedBy(told)).toBe(expected)
})
