import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer } from './adapter.js'
import type { Json } from './contract-readings.js'
import { mismatches } from './vector-run.js'

const plain: Record<string, { score: string; input: Json }> = {
  '4c': {
    score: '4c',
    input: {
      ageYears: 64,
      sex: 'female',
      comorbidityCount: 0,
      respiratoryRate: 18,
      spo2: 97,
      supplementalOxygen: false,
      gcs: 15,
      urea: 5,
      ureaUnit: 'mmol/L',
      crp: 20,
      crpUnit: 'mg/L',
    },
  },
  who: {
    score: 'who',
    input: {
      mode: 'severity',
      ageYears: 45,
      respiratoryRate: 18,
      spo2: 97,
      supplementalOxygen: false,
      severeRespiratoryDistress: false,
      respiratorySupport: 'none',
      vasopressors: false,
      ards: false,
      sepsis: false,
      septicShock: false,
    },
  },
  cps: {
    score: 'who',
    input: { mode: 'cps', infected: true, setting: 'hospital', respiratorySupport: 'none' },
  },
  child: { score: 'who', input: { mode: 'paeds-fast-breathing', ageMonths: 8, respiratoryRate: 49 } },
  home: {
    score: 'mohfw',
    input: { mode: 'home-monitoring', ageYears: 45, reports: [{ at: '2022-01-10T09:00:00Z', spo2: 97 }] },
  },
  mild: {
    score: 'mohfw',
    input: { mode: 'discharge', severity: 'mild', daysSincePositive: 8, feverFreeDays: 4 },
  },
  moderate: {
    score: 'mohfw',
    input: { mode: 'discharge', severity: 'moderate', symptomsResolved: true, comorbiditiesStable: true },
  },
}

const oneReport = (report: Json) => ({ reports: [{ at: '2022-01-10T09:00:00Z', spo2: 97, ...report }] })

describe('C-02 the contract, as others may fill it', () => {
  test.each<[string, Json, Json]>([
    ['4c', {}, { status: 'ok', total: 4, group: 'intermediate', mortalityPct: 4.8 }],
    ['4c', { ageYears: 45 }, { status: 'ok', total: 0, group: 'low', mortalityPct: null }],
    ['4c', { sex: 'M' }, { total: 5 }],
    ['4c', { sex: 'unknown' }, { status: 'incomplete', missing: ['sex'], minimumTotal: 4, maximumTotal: 5 }],
    ['4c', { sex: 'cat' }, { status: 'invalid', fields: ['sex'] }],
    ['4c', { comorbidityCount: null }, { status: 'incomplete', missing: ['comorbidityCount'] }],
    ['4c', { comorbidityCount: undefined, comorbidities: null }, { missing: ['comorbidities'] }],
    ['4c', { comorbidityCount: undefined, comorbidities: ['hypertension', 'asthma'] }, { total: 4 }],
    ['4c', { comorbidityCount: undefined, comorbidities: ['Diabetes', 'type-2-diabetes'] }, { total: 5 }],
    [
      '4c',
      { comorbidityCount: undefined, comorbidities: ['CKD', 'clinician-defined obesity'] },
      { total: 6 },
    ],
    ['4c', { comorbidityCount: undefined, comorbidities: 'diabetes' }, { fields: ['comorbidities'] }],
    ['4c', { supplementalOxygen: true }, { status: 'incomplete', missing: ['spo2RoomAir'], maximumTotal: 6 }],
    ['4c', { supplementalOxygen: null }, { status: 'incomplete', missing: ['supplementalOxygen'] }],
    ['4c', { urea: 85, ureaUnit: 'mg/dL (urea)' }, { subscores: { urea: 3 } }],
    ['4c', { urea: 40, ureaUnit: 'mg/dL-BUN' }, { subscores: { urea: 3 } }],
    ['4c', { ureaUnit: undefined }, { status: 'invalid', fields: ['ureaUnit'] }],
    ['4c', { crpUnit: 'g/L' }, { status: 'invalid', fields: ['crpUnit'] }],
    ['4c', { ageYears: 17, crp: null }, { status: 'not-applicable', reason: 'age-under-18' }],
    ['who', { supplementalOxygen: true }, { status: 'incomplete', severity: null, missing: ['spo2RoomAir'] }],
    ['who', { supplementalOxygen: true, respiratoryRate: 31 }, { status: 'ok', severity: 'severe' }],
    ['who', { respiratorySupport: 'HFNC' }, { status: 'incomplete', missing: ['spo2RoomAir'] }],
    ['who', { respiratorySupport: 'CPAP' }, { status: 'ok', severity: 'critical' }],
    ['who', { respiratorySupport: 'wishes' }, { status: 'invalid', fields: ['respiratorySupport'] }],
    ['who', { severeRespiratoryDistress: null }, { missing: ['severeRespiratoryDistress'] }],
    ['who', { supplementalOxygen: null }, { status: 'incomplete', missing: ['supplementalOxygen'] }],
    ['who', { ageYears: 5, spo2: 88 }, { status: 'not-applicable', severity: null, alert: 'emergency' }],
    ['who', { pregnant: true, spo2: 89 }, { status: 'ok', severity: 'severe' }],
    ['cps', { infected: false }, { cps: 0 }],
    ['cps', { setting: 'home', symptomatic: false }, { cps: 1 }],
    ['cps', { setting: 'community', symptomatic: true, needsAssistance: true }, { cps: 3 }],
    ['cps', { setting: 'home', symptomatic: true, independent: true }, { cps: 2 }],
    [
      'cps',
      { setting: 'home', symptomatic: null },
      { status: 'incomplete', missing: ['symptomatic'], cps: null },
    ],
    ['cps', { setting: 'icu', respiratorySupport: 'intubated', pfRatio: 200 }, { cps: 7 }],
    ['cps', { respiratorySupport: 'imv', 'PaO2/FiO2': 120 }, { cps: 8 }],
    ['cps', { respiratorySupport: 'imv', pf: 120, organSupport: ['dialysis'] }, { cps: 9 }],
    ['cps', { respiratorySupport: 'imv', pf: null }, { status: 'incomplete', missing: ['pf'] }],
    ['cps', { died: true }, { cps: 10 }],
    ['child', {}, { status: 'ok', fastBreathing: false }],
    ['child', { respiratoryRate: 50 }, { fastBreathing: true }],
    ['child', { ageMonths: undefined, ageYears: 3, respiratoryRate: 40 }, { fastBreathing: true }],
    ['child', { ageMonths: undefined }, { status: 'incomplete', missing: ['ageMonths'] }],
    ['child', { ageMonths: 400 }, { status: 'not-applicable', fastBreathing: null }],
    ['home', {}, { status: 'ok', alert: 'none' }],
    ['home', { ageYears: 9 }, { status: 'not-applicable', reason: 'age-under-18', alert: 'recheck' }],
    ['home', { ageYears: null }, { status: 'incomplete', missing: ['ageYears'] }],
    ['home', { reports: [] }, { status: 'incomplete', missing: ['reports'], $mustNot: { alert: ['none'] } }],
    ['home', { reports: 'none' }, { status: 'invalid', fields: ['reports'] }],
    ['home', { reports: ['none'] }, { status: 'invalid', fields: ['reports'] }],
    ['home', oneReport({ spo2: null }), { status: 'incomplete', missing: ['spo2'], alert: 'recheck' }],
    ['home', oneReport({ spo2: 89 }), { alert: 'emergency', $includes: { reasons: ['spo2-below-90'] } }],
    ['home', oneReport({ respiratoryRate: 25 }), { alert: 'urgent', $includes: { reasons: ['rr-high'] } }],
    ['home', oneReport({ feverDays: 4 }), { alert: 'urgent', $includes: { reasons: ['fever-prolonged'] } }],
    [
      'home',
      oneReport({ symptoms: ['Chest pain'] }),
      { alert: 'urgent', $includes: { reasons: ['red-flag-symptom'], redFlags: ['chest-pain'] } },
    ],
    ['home', oneReport({ confusion: true }), { alert: 'urgent', redFlags: ['confusion'] }],
    ['home', oneReport({ consciousness: 'U' }), { alert: 'emergency' }],
    ['home', oneReport({ breathing: 'worse' }), { alert: 'recheck', reasons: ['breathing-worse'] }],
    ['home', oneReport({ supplementalOxygen: true }), { status: 'incomplete', missing: ['spo2RoomAir'] }],
    [
      'home',
      oneReport({ supplementalOxygen: null }),
      { status: 'incomplete', missing: ['supplementalOxygen'] },
    ],
    ['home', oneReport({ at: 'soon' }), { status: 'invalid', fields: ['at'] }],
    ['home', oneReport({ temperature: 37, temperatureUnit: 'F' }), { fields: ['temperature'] }],
    ['home', { now: '2022-01-11T09:00:00Z' }, { alert: 'recheck', reasons: ['overdue'] }],
    ['home', { now: '2022-01-11T08:59:00Z' }, { alert: 'none', reasons: [] }],
    ['mild', {}, { status: 'ok', dischargeable: true }],
    ['mild', { daysSincePositive: 6 }, { status: 'ok', dischargeable: false }],
    [
      'mild',
      { feverFreeDays: null },
      { status: 'incomplete', missing: ['feverFreeDays'], dischargeable: false },
    ],
    ['mild', { immunocompromised: true }, { dischargeable: false, decision: 'clinician-decides' }],
    ['mild', { immunocompromised: null }, { status: 'incomplete', missing: ['immunocompromised'] }],
    ['mild', { comorbidities: ['HIV'] }, { dischargeable: false }],
    ['mild', { severity: 'severe' }, { status: 'ok', dischargeable: false }],
    ['mild', { severity: 'grave' }, { status: 'invalid', fields: ['severity'] }],
    ['mild', { daysSincePositive: '8' }, { status: 'invalid', fields: ['daysSincePositive'] }],
    ['moderate', {}, { status: 'incomplete', dischargeable: false }],
    ['moderate', { spo2Above93Days: 3 }, { status: 'ok', dischargeable: true }],
    ['moderate', { daysSpo2Above93WithoutOxygen: 2 }, { status: 'ok', dischargeable: false }],
    [
      'moderate',
      { spo2Above93Days: null },
      { status: 'incomplete', $includes: { missing: ['spo2Above93Days'] } },
    ],
    ['moderate', { spo2Above93Days: 5, oxygenFreeDays: 2 }, { dischargeable: false }],
    ['moderate', { spo2Last3Days: [95, 94, 96] }, { dischargeable: true }],
    ['moderate', { spo2Last3Days: [95, 93, 96] }, { dischargeable: false }],
    ['moderate', { spo2Above93Days: 3, supplementalOxygen: true }, { status: 'ok', dischargeable: false }],
    ['moderate', { spo2Above93Days: 3, comorbiditiesStable: null }, { missing: ['comorbiditiesStable'] }],
    ['moderate', { spo2: 95 }, { status: 'incomplete', dischargeable: false }],
  ])('%s with %j', (name, change, expected) => {
    const { score, input } = plain[name] ?? { score: '', input: {} }
    expect(mismatches(expected, answer({ score, input: { ...input, ...change } }))).toEqual([])
  })
})

test('C-02 a report after fever on four days, each in its own unit, is urgent', () => {
  const reports = [10, 11, 12, 13].map((date) => ({
    at: `2022-01-${date}T20:00:00Z`,
    spo2: 97,
    temperature: date === 12 ? 38.2 : 100.8,
    temperatureUnit: date === 12 ? 'C' : 'F',
  }))
  const input = { mode: 'home-monitoring', ageYears: 45, reports }
  expect(answer({ score: 'mohfw', input })).toMatchObject({ status: 'ok', alert: 'urgent' })
  const three = { ...input, reports: reports.slice(1) }
  expect(answer({ score: 'mohfw', input: three })).toMatchObject({ status: 'ok', alert: 'none' })
})

test('C-02 whatever stands in a field, no engine breaks, and nothing strange is fine', () => {
  const strange = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, '', 'x', -1, 1e9, 0.5, true, [], {}, [null], Number.NaN),
    fc.jsonValue(),
  )
  const anyName = fc.constantFrom(...Object.keys(plain))
  fc.assert(
    fc.property(anyName, fc.nat(), strange, (name, index, value) => {
      const { score, input } = plain[name] ?? { score: '', input: {} }
      const fields = Object.keys(input).filter((field) => field !== 'mode')
      const field = fields[index % fields.length] ?? ''
      const found = answer({ score, input: { ...input, [field]: value } })
      expect(['ok', 'incomplete', 'invalid', 'not-applicable']).toContain(found?.status)
    }),
    { numRuns: 1000 },
  )
})
