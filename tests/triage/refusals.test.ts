import { describe, expect, test } from 'vitest'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

describe('C-02 an impossible value decides nothing, however ill the rest looks', () => {
  test.each([
    ['spo2', adult({ spo2: 101, respiratoryRate: 40 })],
    ['spo2', adult({ spo2: Number.NaN })],
    ['respiratoryRate', adult({ respiratoryRate: 81, spo2: 80 })],
    ['respiratoryRate', adult({ respiratoryRate: -1 })],
    ['pulse', adult({ pulse: 301 })],
    ['temperature', adult({ temperatureTenthsC: 986 })],
    ['ageYears', adult({}, { ageYears: -1 })],
    ['ageYears', adult({}, { ageYears: 131 })],
    ['ageYears', adult({}, { ageYears: 45.5 })],
    ['ageYears', adult({}, { ageYears: Number.NaN })],
    ['feverDays', adult({}, { feverDays: -1 })],
    ['feverDays', adult({}, { feverDays: 61 })],
    ['spo2', adult({ spo2: 140 }, { ageYears: 8 })],
  ])('%s', (field, patient) => {
    const result = triage(patient)
    expect(result.problems.map((problem) => problem.field)).toEqual([field])
    expect(result).toMatchObject({
      status: 'INVALID',
      severity: null,
      site: null,
      homeIsolation: null,
      urgency: null,
      fired: [],
      redFlags: [],
    })
  })

  test.each([
    ['spo2', '98'],
    ['oxygen', 'no'],
    ['oxygen', false],
    ['consciousness', 'a'],
    ['respiratoryRate', '18'],
    ['respiratoryRate', undefined],
  ])('%s that is %j, as no form would send it', (field, value) => {
    const patient = adult()
    const readings = Object.assign({}, patient.readings, { [field]: value })
    expect(triage({ ...patient, readings }).problems.map((problem) => problem.field)).toEqual([field])
  })

  test.each([
    ['ageYears', '45'],
    ['breathlessness', 'no'],
    ['breathlessness', 0],
    ['caregiver', 'yes'],
    ['symptoms', 'FEVER'],
    ['symptoms', ['FEVER', 'chest-pain']],
    ['symptoms', [null]],
    ['conditions', ['Diabetes']],
    ['conditions', undefined],
  ])('%s that is %j, as no form would send it', (field, value) => {
    const patient: Presentation = Object.assign({}, adult(), { [field]: value })
    expect(triage(patient).problems.map((problem) => problem.field)).toEqual([field])
  })
})

describe('C-02 the adult sheet is not applied under 18', () => {
  test('at 17 it is refused, at 18 it is not', () => {
    expect(triage(adult({}, { ageYears: 17 }))).toMatchObject({
      status: 'NOT_APPLICABLE',
      notApplicable: 'AGE_UNDER_18',
      severity: null,
      site: null,
      homeIsolation: null,
      urgency: 'ROUTINE',
      highRisk: false,
      advice: expect.stringContaining('under 18 years: use the paediatric protocol'),
    })
    expect(triage(adult({}, { ageYears: 18 })).status).toBe('OK')
  })

  test.each([
    ['SpO2 89 %', adult({ spo2: 89 }, { ageYears: 10 }), 'SPO2_BELOW_90'],
    [
      'SpO2 89 %, nothing else known',
      adult({ spo2: 89, respiratoryRate: null, oxygen: null }, { ageYears: 10 }),
      'SPO2_BELOW_90',
    ],
    ['breathless', adult({}, { ageYears: 10, breathlessness: true }), 'BREATHLESSNESS'],
    ['drowsy', adult({ consciousness: 'V' }, { ageYears: 0 }), 'DROWSINESS'],
    ['breathing 8 times a minute', adult({ respiratoryRate: 8 }, { ageYears: 10 }), 'SLOW_BREATHING'],
    ['confused', adult({}, { ageYears: 10, symptoms: ['CONFUSION'] }), 'CONFUSION'],
    ['blue', adult({}, { ageYears: 10, symptoms: ['BLUISH_LIPS'] }), 'BLUISH_LIPS'],
  ] as const)('a child in danger is an emergency: %s', (_, patient, flag) => {
    expect(triage(patient)).toMatchObject({
      status: 'NOT_APPLICABLE',
      urgency: 'EMERGENCY',
      redFlags: [flag],
      severity: null,
      site: null,
      advice: expect.stringContaining('call paediatrics at once'),
    })
  })

  test.each([
    [{ ageYears: 2 }, 39, 'ROUTINE'],
    [{ ageYears: 2 }, 40, 'URGENT'],
    [{ ageYears: 0 }, 59, 'ROUTINE'],
    [{ ageYears: 0, ageMonths: 3 }, 50, 'URGENT'],
    [{ ageYears: 17 }, 29, 'ROUTINE'],
    [{ ageYears: 17 }, 30, 'URGENT'],
  ] as const)('a child of %j who breathes %i a minute: %s', (age, respiratoryRate, urgency) => {
    const result = triage(adult({ respiratoryRate }, age))
    expect(result).toMatchObject({ status: 'NOT_APPLICABLE', severity: null, site: null, urgency })
    expect(result.redFlags).toEqual(urgency === 'URGENT' ? ['FAST_FOR_AGE'] : [])
  })

  test('adult limits raise nothing in a child: RR 39, pulse 140 and systolic 85 are a toddler’s', () => {
    const toddler = adult({ respiratoryRate: 39, pulse: 140, systolic: 85, diastolic: 50 }, { ageYears: 2 })
    expect(triage(toddler)).toMatchObject({ urgency: 'ROUTINE', fired: [], redFlags: [] })
  })
})
