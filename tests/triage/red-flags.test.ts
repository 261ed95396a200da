import { describe, expect, test } from 'vitest'
import type { RedFlag } from '../../src/triage/outcome-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

const noFlag: [string, Presentation][] = [
  ['RR 23', adult({ respiratoryRate: 23 })],
  ['RR 9', adult({ respiratoryRate: 9 })],
  ['fever for 3 days', adult({}, { feverDays: 3 })],
  ['systolic 91', adult({ systolic: 91 })],
  ['systolic 219', adult({ systolic: 219 })],
  ['pulse 41', adult({ pulse: 41 })],
  ['pulse 130', adult({ pulse: 130 })],
  ['35.1 °C', adult({ temperatureTenthsC: 351 })],
  ['tired and aching', adult({}, { symptoms: ['FATIGUE', 'MYALGIA', 'COUGH', 'HEADACHE'] })],
]

const flagged: [string, Presentation, RedFlag, string, string][] = [
  ['fever for 60 days', adult({}, { feverDays: 60 }), 'PROLONGED_FEVER', 'WARD', 'URGENT'],
  ['fever for 4 days', adult({}, { feverDays: 4 }), 'PROLONGED_FEVER', 'WARD', 'URGENT'],
  ['chest pain', adult({}, { symptoms: ['CHEST_PAIN'] }), 'CHEST_PAIN', 'WARD', 'URGENT'],
  ['severe fatigue', adult({}, { symptoms: ['SEVERE_FATIGUE'] }), 'SEVERE_FATIGUE', 'WARD', 'URGENT'],
  ['confusion told', adult({}, { symptoms: ['CONFUSION'] }), 'CONFUSION', 'WARD', 'URGENT'],
  ['consciousness C', adult({ consciousness: 'C' }), 'CONFUSION', 'WARD', 'URGENT'],
  ['consciousness V', adult({ consciousness: 'V' }), 'DROWSINESS', 'WARD', 'EMERGENCY'],
  ['consciousness P', adult({ consciousness: 'P' }), 'UNABLE_TO_WAKE', 'HDU_ICU', 'EMERGENCY'],
  ['consciousness U', adult({ consciousness: 'U' }), 'UNABLE_TO_WAKE', 'HDU_ICU', 'EMERGENCY'],
  ['cannot be woken', adult({}, { symptoms: ['UNABLE_TO_WAKE'] }), 'UNABLE_TO_WAKE', 'HDU_ICU', 'EMERGENCY'],
  ['bluish lips', adult({}, { symptoms: ['BLUISH_LIPS'] }), 'BLUISH_LIPS', 'HDU_ICU', 'EMERGENCY'],
  ['slurred speech', adult({}, { symptoms: ['SLURRED_SPEECH'] }), 'SLURRED_SPEECH', 'WARD', 'EMERGENCY'],
  [
    'a weak limb',
    adult({}, { symptoms: ['WEAKNESS_OF_LIMB_OR_FACE'] }),
    'WEAKNESS_OF_LIMB_OR_FACE',
    'WARD',
    'EMERGENCY',
  ],
  ['systolic 90', adult({ systolic: 90 }), 'LOW_BLOOD_PRESSURE', 'WARD', 'EMERGENCY'],
  ['systolic 220', adult({ systolic: 220 }), 'HIGH_BLOOD_PRESSURE', 'WARD', 'URGENT'],
  ['pulse 40', adult({ pulse: 40 }), 'SLOW_PULSE', 'WARD', 'URGENT'],
  ['pulse 131', adult({ pulse: 131 }), 'FAST_PULSE', 'WARD', 'URGENT'],
  ['35.0 °C', adult({ temperatureTenthsC: 350 }), 'LOW_TEMPERATURE', 'WARD', 'URGENT'],
]

describe('C-03 a patient without a red flag may go home', () => {
  test.each(noFlag)('%s', (_, patient) => {
    expect(triage(patient)).toMatchObject({ redFlags: [], site: 'HOME', homeIsolation: 'ELIGIBLE' })
  })
})

describe('C-03 one red flag keeps a mild patient from going home', () => {
  test.each(flagged)('%s', (_, patient, flag, site, urgency) => {
    const result = triage(patient)
    expect(result).toMatchObject({
      status: 'OK',
      severity: 'MILD',
      redFlags: [flag],
      site,
      urgency,
      homeIsolation: 'NOT_ELIGIBLE',
    })
    expect(result.fired.find(({ id }) => id === result.decidedBy.site)?.redFlag).toBe(flag)
    expect(result.decidedBy.homeIsolation).toBe(result.decidedBy.site)
  })
})

test('C-03 the home limit of breathing is above 24, the limit of moderate is 24', () => {
  expect(triage(adult({ respiratoryRate: 24 }))).toMatchObject({ severity: 'MODERATE', redFlags: [] })
  expect(triage(adult({ respiratoryRate: 25 }))).toMatchObject({ redFlags: ['FAST_BREATHING'] })
})

test('C-03 SpO2 below 90 % is an emergency, 90 % is not yet', () => {
  expect(triage(adult({ spo2: 89 }))).toMatchObject({ redFlags: ['SPO2_BELOW_90'], urgency: 'EMERGENCY' })
  expect(triage(adult({ spo2: 90 }))).toMatchObject({ redFlags: [], urgency: 'URGENT' })
})

test('C-03 a flag told and measured is named once', () => {
  const result = triage(adult({ consciousness: 'C' }, { symptoms: ['CONFUSION'] }))
  expect(result.redFlags).toEqual(['CONFUSION'])
  expect(result.fired.filter(({ redFlag }) => redFlag === 'CONFUSION')).toHaveLength(2)
})

test('C-03 our own limits say that they are ours, the guideline’s do not', () => {
  const policies = triage(adult({ systolic: 90, respiratoryRate: 26 }, { symptoms: ['CHEST_PAIN'] })).fired
  expect(Object.fromEntries(policies.map(({ id, policy }) => [id, policy]))).toEqual({
    'moderate-respiratory-rate': false,
    'told-chest-pain': false,
    'red-flag-respiratory-rate': false,
    'red-flag-low-blood-pressure': true,
    'news2-high': true,
  })
})
