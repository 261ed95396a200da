import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALERT_LEVELS, type AlertLevel } from '../../src/isolation/home-alert-rules.js'
import { scoreReport, scoreReports } from '../../src/isolation/monitoring-rules.js'
import { COURSES, type HomeReport } from '../../src/isolation/report-rules.js'
import { SYMPTOMS } from '../../src/triage/history-rules.js'
import { adult, DAY, report, start } from './home-reports.js'

const reports: fc.Arbitrary<HomeReport> = fc
  .record({
    minutes: fc.integer({ min: 0, max: 6 * 24 * 60 }),
    spo2: fc.option(fc.oneof(fc.integer({ min: 88, max: 99 }), fc.integer({ min: 50, max: 100 }))),
    onOxygen: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.option(fc.boolean())),
    respiratoryRate: fc.option(fc.integer({ min: 6, max: 40 })),
    temperature: fc.option(fc.integer({ min: 960, max: 1040 })),
    breathing: fc.option(fc.constantFrom(...COURSES)),
    symptoms: fc.option(fc.subarray([...SYMPTOMS], { maxLength: 1 })),
  })
  .map(({ minutes, temperature, ...rest }) =>
    report(
      {
        ...rest,
        temperature: temperature === null ? null : temperature / 10,
        temperatureUnit: temperature === null ? null : 'F',
      },
      minutes,
    ),
  )

const rank = (alert: AlertLevel | null) => (alert === null ? -1 : ALERT_LEVELS.indexOf(alert))

test('C-03 the order of reports, and a report sent twice, change nothing', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(reports, { minLength: 1, maxLength: 8, selector: ({ at }) => at.getTime() }),
      (series) => {
        const told = scoreReports(series, adult)
        expect(scoreReports([...series].reverse(), adult)).toEqual(told)
        const [first] = series
        if (first) expect(scoreReports([...series, first], adult).alert).toBe(told.alert)
      },
    ),
  )
})

test('C-03 one more report never takes an alert back that a reading had raised', () => {
  fc.assert(
    fc.property(fc.array(reports, { minLength: 1, maxLength: 6 }), reports, (series, more) => {
      const before = scoreReports(series, adult).reasons.filter(({ id }) => !id.startsWith('missing-'))
      const after = new Set(scoreReports([...series, more], adult).reasons.map(({ id }) => id))
      // The third low reading turns a recheck into the red flag.
      const expected = before.filter(({ id }) => id !== 'spo2-low').map(({ id }) => id)
      for (const id of expected) expect(after).toContain(id)
    }),
  )
})

test('C-03 a worse value never lowers an alert, and a forgotten SpO2 or way of breathing is never fine', () => {
  fc.assert(
    fc.property(reports, fc.array(reports, { maxLength: 5 }), (one, others) => {
      const alert = rank(scoreReport(one, others, adult).alert)
      if (one.spo2 !== null) {
        const lower = { ...one, spo2: Math.max(50, one.spo2 - 2) }
        expect(rank(scoreReport(lower, others, adult).alert)).toBeGreaterThanOrEqual(alert)
      }
      if (one.respiratoryRate !== null && one.respiratoryRate > 8) {
        const faster = { ...one, respiratoryRate: one.respiratoryRate + 2 }
        expect(rank(scoreReport(faster, others, adult).alert)).toBeGreaterThanOrEqual(alert)
      }
      for (const forgotten of [{ spo2: null }, { onOxygen: null }]) {
        const less = scoreReport({ ...one, ...forgotten }, others, adult)
        expect(less.status).toBe('INCOMPLETE')
        expect(rank(less.alert)).toBeGreaterThanOrEqual(rank('RECHECK'))
      }
    }),
  )
})

test('C-03 every reason says its value, its limit and its source, and can be stored as JSON', () => {
  fc.assert(
    fc.property(fc.array(reports, { maxLength: 6 }), (series) => {
      const score = scoreReports(series, adult)
      expect(JSON.parse(JSON.stringify(score.reasons))).toEqual(score.reasons)
      for (const { text, values, threshold, source } of score.reasons) {
        expect([threshold, source].every((each) => each.length > 0)).toBe(true)
        for (const [, name] of text.matchAll(/{{(\w+)}}/g)) expect(values).toHaveProperty(String(name))
      }
    }),
  )
})

test('C-03 reports of one day are counted as such over a whole week', () => {
  const week = Array.from({ length: 7 }, (_, day) =>
    report({ at: new Date(start + day * DAY), temperature: 99 }),
  )
  expect(scoreReports(week, adult)).toMatchObject({ status: 'OK', alert: 'NONE' })
  expect(scoreReports(week, adult).reports).toHaveLength(7)
})
