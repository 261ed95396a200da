import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALERT_LEVELS, type AlertLevel } from '../../src/isolation/home-alert-rules.js'
import { scoreReport, scoreReports } from '../../src/isolation/monitoring-rules.js'
import { COURSES, type HomeReport } from '../../src/isolation/report-rules.js'
import { silenceSince } from '../../src/isolation/silence-rules.js'
import { SYMPTOMS } from '../../src/triage/history-rules.js'

const adult = { ageYears: 45, zone: 'Asia/Kolkata' }
const start = Date.UTC(2026, 2, 10, 3, 30)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A report in which nothing is wrong; the arguments say what differs. */
function report(change: Partial<HomeReport> = {}, minutes = 0): HomeReport {
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

describe('C-03 one report from home, on both sides of every limit', () => {
  test.each<[Partial<HomeReport>, AlertLevel, string[]]>([
    [{}, 'NONE', []],
    [{ spo2: 94 }, 'NONE', []],
    [{ spo2: 93 }, 'RECHECK', ['spo2-low']],
    [{ spo2: 90 }, 'RECHECK', ['spo2-low']],
    [{ spo2: 89 }, 'EMERGENCY', ['danger-spo2']],
    [{ respiratoryRate: 23 }, 'NONE', []],
    [{ respiratoryRate: 24 }, 'RECHECK', ['rr-24']],
    [{ respiratoryRate: 25 }, 'URGENT', ['red-flag-respiratory-rate']],
    [{ respiratoryRate: 30 }, 'URGENT', ['red-flag-respiratory-rate']],
    [{ respiratoryRate: 31 }, 'EMERGENCY', ['rr-severe', 'red-flag-respiratory-rate']],
    [{ respiratoryRate: 9 }, 'NONE', []],
    [{ respiratoryRate: 8 }, 'EMERGENCY', ['danger-slow-breathing']],
    [{ pulse: 130 }, 'NONE', []],
    [{ pulse: 131 }, 'URGENT', ['red-flag-fast-pulse']],
    [{ pulse: 40 }, 'URGENT', ['red-flag-slow-pulse']],
    [{ temperature: 35.0, temperatureUnit: 'C' }, 'URGENT', ['red-flag-low-temperature']],
    [{ feverDays: 3 }, 'NONE', []],
    [{ feverDays: 4 }, 'URGENT', ['red-flag-prolonged-fever']],
    [{ breathing: 'WORSE' }, 'RECHECK', ['breathing-worse']],
    [{ breathing: 'BETTER' }, 'NONE', []],
    [{ feeling: 'WORSE' }, 'RECHECK', ['feeling-worse']],
    [{ symptoms: ['COUGH', 'FEVER'] }, 'NONE', []],
    [{ symptoms: ['SEVERE_COUGH'] }, 'RECHECK', ['severe-cough']],
    [{ symptoms: ['OTHER'] }, 'RECHECK', ['other-symptom']],
    [{ symptoms: ['BREATHLESSNESS'] }, 'URGENT', ['danger-breathlessness']],
    [{ symptoms: ['CHEST_PAIN'] }, 'URGENT', ['told-chest-pain']],
    [{ symptoms: ['CONFUSION'] }, 'URGENT', ['told-confusion']],
    [{ symptoms: ['SEVERE_FATIGUE'] }, 'URGENT', ['told-severe-fatigue']],
    [{ symptoms: ['UNABLE_TO_WAKE'] }, 'EMERGENCY', ['told-unable-to-wake']],
    [{ symptoms: ['BLUISH_LIPS'] }, 'EMERGENCY', ['told-bluish-lips']],
    [{ symptoms: ['SLURRED_SPEECH'] }, 'EMERGENCY', ['told-slurred-speech']],
  ])('%j: %s', (change, alert, ids) => {
    const score = scoreReport(report(change), [], adult)
    expect(score).toMatchObject({ status: 'OK', alert, missing: [] })
    expect(score.reasons.map(({ id }) => id)).toEqual(ids)
  })
})

describe('C-03 SpO2 of 93 % or less three times within 60 minutes is a red flag', () => {
  test.each<[string, [minutes: number, spo2: number | null][], AlertLevel, boolean]>([
    [
      'three, the last after exactly 60 minutes',
      [
        [0, 93],
        [30, 92],
        [60, 93],
      ],
      'URGENT',
      true,
    ],
    [
      'three, the last after 61 minutes',
      [
        [0, 93],
        [30, 92],
        [61, 93],
      ],
      'RECHECK',
      false,
    ],
    [
      'two',
      [
        [0, 93],
        [20, 92],
      ],
      'RECHECK',
      false,
    ],
    [
      'three, one of them 94',
      [
        [0, 93],
        [20, 94],
        [40, 93],
      ],
      'RECHECK',
      false,
    ],
    [
      'three of four, with a better one between',
      [
        [0, 93],
        [20, 96],
        [40, 92],
        [50, 91],
      ],
      'URGENT',
      true,
    ],
    [
      'three that arrive in another order',
      [
        [40, 93],
        [0, 92],
        [20, 93],
      ],
      'URGENT',
      true,
    ],
    [
      'the same instant three times is one reading',
      [
        [0, 93],
        [0, 93],
        [0, 92],
      ],
      'RECHECK',
      false,
    ],
    [
      'two instants, one of them twice',
      [
        [0, 93],
        [0, 93],
        [20, 92],
      ],
      'RECHECK',
      false,
    ],
    [
      'three a day apart',
      [
        [0, 93],
        [1440, 93],
        [2880, 93],
      ],
      'RECHECK',
      false,
    ],
    [
      'the window may lie anywhere',
      [
        [0, 97],
        [300, 93],
        [310, 93],
        [359, 93],
        [600, 97],
      ],
      'URGENT',
      true,
    ],
    [
      '89 once outweighs them',
      [
        [0, 93],
        [30, 92],
        [60, 89],
      ],
      'EMERGENCY',
      true,
    ],
    [
      'a later good one takes no emergency back',
      [
        [0, 88],
        [30, 98],
      ],
      'EMERGENCY',
      false,
    ],
  ])('%s', (_, readings, alert, sustained) => {
    const series = readings.map(([minutes, spo2]) => report({ spo2 }, minutes))
    const score = scoreReports(series, adult)
    expect(score).toMatchObject({ status: 'OK', alert })
    expect(score.reasons.some(({ id }) => id === 'spo2-low-sustained')).toBe(sustained)
    const ids = score.reasons.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('C-03 fever above 100 °F on more than 3 days is a red flag', () => {
  const days = (...temperatures: [number, 'C' | 'F'][]) =>
    temperatures.map(([temperature, temperatureUnit], day) =>
      report({ temperature, temperatureUnit }, day * 1440),
    )

  test.each<[string, HomeReport[], AlertLevel]>([
    ['4 days of 100.1 °F', days([100.1, 'F'], [100.1, 'F'], [100.1, 'F'], [100.1, 'F']), 'URGENT'],
    ['3 days', days([101, 'F'], [101, 'F'], [101, 'F']), 'NONE'],
    ['4 days of exactly 100 °F', days([100, 'F'], [100, 'F'], [100, 'F'], [100, 'F']), 'NONE'],
    ['4 days of 37.8 °C', days([37.8, 'C'], [37.8, 'C'], [37.8, 'C'], [37.8, 'C']), 'URGENT'],
    ['4 days of 37.7 °C', days([37.7, 'C'], [37.7, 'C'], [37.7, 'C'], [37.7, 'C']), 'NONE'],
    [
      '8 times on 3 days',
      [0, 1, 2].flatMap((day) =>
        [0, 60, 120].map((minutes) => report({ temperature: 102 }, day * 1440 + minutes)),
      ),
      'NONE',
    ],
    ['4 days, in both units', days([38, 'C'], [101, 'F'], [38.5, 'C'], [100.4, 'F']), 'URGENT'],
  ])('%s', (_, series, alert) => {
    expect(scoreReports(series, adult).alert).toBe(alert)
    expect(scoreReports([...series].reverse(), adult).alert).toBe(alert)
  })

  test('a report without fever after them raises nothing again', () => {
    const series = days([101, 'F'], [101, 'F'], [101, 'F'], [101, 'F'])
    expect(scoreReport(report({}, 4 * 1440), series, adult).alert).toBe('NONE')
    expect(scoreReport(report({ temperature: 101 }, 4 * 1440), series, adult).alert).toBe('URGENT')
  })

  test('a day is one of the calendar of the hospital, not of Greenwich', () => {
    const evenings = [0, 1, 2].flatMap((day) => [
      report({ temperature: 101 }, day * 1440),
      report({ temperature: 101 }, day * 1440 + 16 * 60),
    ])
    expect(scoreReports(evenings, { ageYears: 45, zone: 'UTC' }).alert).toBe('NONE')
    expect(scoreReports(evenings, adult).alert).toBe('URGENT')
  })
})

describe('C-03 what is missing stays missing', () => {
  test.each<[Partial<HomeReport>, string[], AlertLevel]>([
    [{ spo2: null }, ['spo2'], 'RECHECK'],
    [{ onOxygen: null }, ['onOxygen'], 'RECHECK'],
    [{ spo2: null, onOxygen: null }, ['spo2', 'onOxygen'], 'RECHECK'],
    [{ spo2: 98, onOxygen: true }, ['spo2OnAir'], 'URGENT'],
    [{ spo2: 89, onOxygen: true }, ['spo2OnAir'], 'EMERGENCY'],
    [{ spo2: null, respiratoryRate: 26 }, ['spo2'], 'URGENT'],
    [{ spo2: null, symptoms: ['UNABLE_TO_WAKE'] }, ['spo2'], 'EMERGENCY'],
  ])('%j', (change, missing, alert) => {
    expect(scoreReport(report(change), [], adult)).toMatchObject({ status: 'INCOMPLETE', missing, alert })
  })

  test('no age, no reports: never fine', () => {
    expect(scoreReport(report(), [], { ...adult, ageYears: null })).toMatchObject({
      status: 'INCOMPLETE',
      missing: ['ageYears'],
      alert: 'RECHECK',
    })
    expect(scoreReports([], adult)).toMatchObject({
      status: 'INCOMPLETE',
      missing: ['reports'],
      alert: 'RECHECK',
    })
  })

  test('a later report supplies what an earlier one lacked, and not the other way round', () => {
    const without = report({ spo2: null }, 0)
    expect(scoreReports([without, report({}, 10)], adult)).toMatchObject({ status: 'OK', alert: 'NONE' })
    expect(scoreReports([report({}, -10), without], adult)).toMatchObject({
      status: 'INCOMPLETE',
      alert: 'RECHECK',
    })
  })

  test('pulse, temperature and what was not asked are not needed', () => {
    const bare = { respiratoryRate: null, pulse: null, temperature: null, temperatureUnit: null } as const
    const score = scoreReport(
      report({ ...bare, breathing: null, feeling: null, symptoms: null, feverDays: null }),
      [],
      adult,
    )
    expect(score).toMatchObject({ status: 'OK', alert: 'NONE' })
  })
})

describe('C-03 the rules are not for those under 18, but danger is told', () => {
  test.each<[Partial<HomeReport>, AlertLevel]>([
    [{}, 'RECHECK'],
    [{ spo2: 90 }, 'RECHECK'],
    [{ spo2: 89 }, 'EMERGENCY'],
    [{ symptoms: ['BREATHLESSNESS'] }, 'EMERGENCY'],
    [{ respiratoryRate: 28 }, 'RECHECK'],
  ])('%j: %s', (change, alert) => {
    const score = scoreReports([report(change)], { ...adult, ageYears: 17 })
    expect(score).toMatchObject({ status: 'NOT_APPLICABLE', notApplicable: 'AGE_UNDER_18', alert })
  })
})

describe('C-03 nothing impossible is judged', () => {
  test.each<[object, string]>([
    [{ spo2: 101 }, 'spo2'],
    [{ spo2: '97' }, 'spo2'],
    [{ spo2: 92.5 }, 'spo2'],
    [{ onOxygen: 'no' }, 'onOxygen'],
    [{ respiratoryRate: Number.NaN }, 'respiratoryRate'],
    [{ pulse: 400 }, 'pulse'],
    [{ temperature: 98.6, temperatureUnit: 'C' }, 'temperature'],
    [{ temperature: 37, temperatureUnit: 'F' }, 'temperature'],
    [{ temperature: 99, temperatureUnit: null }, 'temperatureUnit'],
    [{ breathing: 'BAD' }, 'breathing'],
    [{ feeling: 3 }, 'feeling'],
    [{ symptoms: ['ITCH'] }, 'symptoms'],
    [{ feverDays: -1 }, 'feverDays'],
    [{ at: new Date('yesterday') }, 'at'],
    [{ at: '2026-03-10' }, 'at'],
  ])('%j', (change, field) => {
    const wrong = Object.assign(report(), change)
    const score = scoreReports([report({ spo2: 85 }, -30), wrong], adult)
    expect(score).toMatchObject({ status: 'INVALID', alert: null, reasons: [] })
    expect(score.problems.map((problem) => problem.field)).toEqual([field])
  })
})

test.each([
  [23.99, 'NONE'],
  [24, 'RECHECK'],
  [35.99, 'RECHECK'],
  [36, 'URGENT'],
  [-1, 'NONE'],
])('C-03 silence of %d hours: %s', (hours, asked) => {
  const limits = { silenceHours: 24, silenceAlertHours: 36 }
  expect(silenceSince(new Date(start), new Date(start + hours * 60 * MINUTE), limits)).toBe(asked)
})

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
