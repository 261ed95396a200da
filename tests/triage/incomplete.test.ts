import { describe, expect, test } from 'vitest'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

describe('C-02 one missing value and the patient is neither mild nor cleared for home', () => {
  test.each([
    ['ageYears', adult({}, { ageYears: null })],
    ['spo2', adult({ spo2: null })],
    ['oxygen', adult({ oxygen: null })],
    ['respiratoryRate', adult({ respiratoryRate: null })],
    ['breathlessness', adult({}, { breathlessness: null })],
    ['consciousness', adult({ consciousness: null })],
    ['symptoms', adult({}, { symptoms: null })],
    ['conditions', adult({}, { conditions: null })],
    ['homeFacility', adult({}, { homeFacility: null })],
    ['caregiver', adult({}, { caregiver: null })],
  ])('%s', (name, patient) => {
    expect(triage(patient)).toMatchObject({
      status: 'INCOMPLETE',
      missing: [name],
      severity: null,
      site: null,
      homeIsolation: 'NOT_ELIGIBLE',
      urgency: 'RECHECK',
      atLeast: { severity: null, site: null },
      advice: 'This patient cannot be cleared for home until what is missing is known.',
    })
  })
})

test('C-02 temperature, pulse, blood pressure, days of fever and pregnancy are not needed', () => {
  const patient = adult(
    { temperatureTenthsC: null, pulse: null, systolic: null, diastolic: null },
    { feverDays: null, pregnant: null },
  )
  expect(triage(patient)).toMatchObject({ status: 'OK', severity: 'MILD', homeIsolation: 'ELIGIBLE' })
})

describe('C-02 what is already certain is said, and admission advised, while values are missing', () => {
  test.each([
    ['SpO2 88 %, RR unknown', adult({ spo2: 88, respiratoryRate: null }), 'SEVERE', 'HDU_ICU', 'EMERGENCY'],
    ['SpO2 88 %, oxygen unknown', adult({ spo2: 88, oxygen: null }), 'SEVERE', 'HDU_ICU', 'EMERGENCY'],
    ['RR 31, SpO2 unknown', adult({ spo2: null, respiratoryRate: 31 }), 'SEVERE', 'HDU_ICU', 'EMERGENCY'],
    [
      'on a ventilator, nothing measured',
      adult({ spo2: null, oxygen: 'HIGH_FLOW_OR_VENTILATED', respiratoryRate: null }),
      'SEVERE',
      'HDU_ICU',
      'EMERGENCY',
    ],
  ] as const)('%s: severe, and that is final', (_, patient, severity, site, urgency) => {
    expect(triage(patient)).toMatchObject({
      status: 'INCOMPLETE',
      severity,
      site,
      urgency,
      atLeast: { severity, site },
      homeIsolation: 'NOT_ELIGIBLE',
    })
  })

  test.each([
    ['SpO2 92 %, RR unknown', adult({ spo2: 92, respiratoryRate: null })],
    ['SpO2 93 %, oxygen unknown', adult({ spo2: 93, oxygen: null })],
    ['RR 24, SpO2 unknown', adult({ spo2: null, respiratoryRate: 24 })],
    ['on oxygen, SpO2 unknown', adult({ spo2: null, oxygen: 'ON_OXYGEN' })],
    ['breathless, SpO2 unknown', adult({ spo2: null }, { breathlessness: true })],
  ])('%s: at least moderate, and not more than that is claimed', (_, patient) => {
    expect(triage(patient)).toMatchObject({
      status: 'INCOMPLETE',
      severity: null,
      site: null,
      urgency: 'URGENT',
      atLeast: { severity: 'MODERATE', site: 'WARD' },
      advice: expect.stringContaining('Admission is advised already'),
    })
  })

  test('SpO2 94 % without knowing the oxygen is not room air', () => {
    expect(triage(adult({ spo2: 94, oxygen: null })).atLeast).toEqual({ severity: null, site: null })
  })

  test('a red flag counts although SpO2 is missing', () => {
    expect(triage(adult({ spo2: null }, { symptoms: ['CHEST_PAIN'] }))).toMatchObject({
      redFlags: ['CHEST_PAIN'],
      atLeast: { severity: null, site: 'WARD' },
    })
  })

  test('the rule that makes it certain is named', () => {
    const result = triage(adult({ spo2: 88, respiratoryRate: null }))
    expect(result.decidedBy.severity).toBe('severe-spo2')
    expect(result.fired[0]).toMatchObject({ value: 88, threshold: '< 90' })
  })
})

test('C-03 what is missing keeps somebody from home, not the rule that would have asked the medical officer', () => {
  const result = triage(adult({ spo2: null }, { ageYears: 70 }))
  expect(result).toMatchObject({ status: 'INCOMPLETE', homeIsolation: 'NOT_ELIGIBLE', highRisk: true })
  expect(result.decidedBy.homeIsolation).toBeNull()
  expect(triage(adult({ spo2: null }, { caregiver: false })).decidedBy.homeIsolation).toBe(
    'home-no-caregiver',
  )
})

test('C-02 with nothing known at all everything needed is named', () => {
  const nothing = adult(
    { spo2: null, oxygen: null, respiratoryRate: null, consciousness: null },
    {
      ageYears: null,
      breathlessness: null,
      symptoms: null,
      conditions: null,
      homeFacility: null,
      caregiver: null,
    },
  )
  expect(triage(nothing).missing).toEqual([
    'ageYears',
    'spo2',
    'oxygen',
    'respiratoryRate',
    'breathlessness',
    'consciousness',
    'symptoms',
    'conditions',
    'homeFacility',
    'caregiver',
  ])
})
