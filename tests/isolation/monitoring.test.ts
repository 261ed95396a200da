import { describe, expect, test } from 'vitest'
import type { AlertLevel } from '../../src/isolation/home-alert-rules.js'
import { scoreReport, scoreReports } from '../../src/isolation/monitoring-rules.js'
import type { HomeReport } from '../../src/isolation/report-rules.js'
import { silenceSince } from '../../src/isolation/silence-rules.js'
import { adult, MINUTE, report, start } from './home-reports.js'

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
