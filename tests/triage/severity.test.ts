import { describe, expect, test } from 'vitest'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

describe('C-02 the class, the site and the deciding rule on both sides of every limit, on room air', () => {
  test.each([
    // SpO2, RR, class, site, decided by
    [98, 18, 'MILD', 'HOME', 'mild'],
    [94, 23, 'MILD', 'HOME', 'mild'],
    [94, 9, 'MILD', 'HOME', 'mild'],
    [93, 18, 'MODERATE', 'WARD', 'moderate-spo2'],
    [90, 18, 'MODERATE', 'WARD', 'moderate-spo2'],
    [98, 24, 'MODERATE', 'WARD', 'moderate-respiratory-rate'],
    [98, 30, 'MODERATE', 'WARD', 'moderate-respiratory-rate'],
    [93, 30, 'MODERATE', 'WARD', 'moderate-spo2'],
    [89, 18, 'SEVERE', 'HDU_ICU', 'severe-spo2'],
    [50, 18, 'SEVERE', 'HDU_ICU', 'severe-spo2'],
    [98, 31, 'SEVERE', 'HDU_ICU', 'severe-respiratory-rate'],
    [93, 31, 'SEVERE', 'HDU_ICU', 'severe-respiratory-rate'],
    [89, 31, 'SEVERE', 'HDU_ICU', 'severe-spo2'],
    [98, 8, 'SEVERE', 'HDU_ICU', 'severe-slow-breathing'],
    [98, 0, 'SEVERE', 'HDU_ICU', 'severe-slow-breathing'],
  ] as const)('SpO2 %i %%, RR %i: %s', (spo2, respiratoryRate, severity, site, by) => {
    const result = triage(adult({ spo2, respiratoryRate }))
    expect(result).toMatchObject({ status: 'OK', severity, site, atLeast: null, missing: [] })
    expect(result.decidedBy.severity).toBe(by)
    expect(result.homeIsolation).toBe(severity === 'MILD' ? 'ELIGIBLE' : 'NOT_ELIGIBLE')
  })
})

describe('C-02 a patient on oxygen is never mild, whatever the oximeter shows', () => {
  test.each([
    ['ON_OXYGEN', 100, 'MODERATE', 'moderate-on-oxygen'],
    ['ON_OXYGEN', 96, 'MODERATE', 'moderate-on-oxygen'],
    ['ON_OXYGEN', 90, 'MODERATE', 'moderate-on-oxygen'],
    ['ON_OXYGEN', 89, 'SEVERE', 'severe-spo2-on-oxygen'],
    ['HIGH_FLOW_OR_VENTILATED', 99, 'SEVERE', 'severe-high-flow-or-ventilated'],
  ] as const)('%s with SpO2 %i %%: %s', (oxygen, spo2, severity, by) => {
    const result = triage(adult({ oxygen, spo2 }))
    expect(result).toMatchObject({ status: 'OK', severity, homeIsolation: 'NOT_ELIGIBLE' })
    expect(result.decidedBy.severity).toBe(by)
    expect(result.fired.find(({ id }) => id === by)?.policy).toBe(true)
  })
})

describe('C-02 breathlessness alone is moderate by our policy: the sheet keeps mild for those without', () => {
  test.each([
    ['answered', adult({}, { breathlessness: true })],
    ['ticked', adult({}, { symptoms: ['BREATHLESSNESS'] })],
    ['ticked and not answered', adult({}, { symptoms: ['BREATHLESSNESS'], breathlessness: null })],
  ])('%s', (_, patient) => {
    const result = triage(patient)
    expect(result).toMatchObject({ status: 'OK', severity: 'MODERATE', site: 'WARD' })
    expect(result.decidedBy.severity).toBe('moderate-breathlessness')
    expect(result.redFlags).toEqual(['BREATHLESSNESS'])
    expect(result.fired.map(({ id }) => id)).toEqual(['moderate-breathlessness', 'danger-breathlessness'])
  })
})

test('C-02 the page can say which rule decided, with value, threshold, source and version', () => {
  const result = triage(adult({ spo2: 93 }))
  expect(result.fired).toEqual([
    {
      id: 'moderate-spo2',
      severity: 'MODERATE',
      site: 'WARD',
      homeIsolation: 'NOT_ELIGIBLE',
      urgency: 'URGENT',
      text: 'SpO2 {{value}} % on room air is from {{from}} to {{to}} %.',
      values: { value: 93, from: 90, to: 93 },
      value: 93,
      threshold: '90 to 93',
      source: 'AIIMS/ICMR-NTF/JMG adult COVID-19 guidance, revised 05/01/2023',
      policy: false,
    },
  ])
  expect(result.ruleSet.system).toBe('MoHFW adult COVID-19 triage')
  expect(result.ruleSet.version).toContain('05/01/2023')
  expect(result.ruleSet.version).toContain('Wardwell policy 2')
})

test('C-02 every rule that fired is shown, not only the deciding one', () => {
  const fired = triage(adult({ spo2: 91, respiratoryRate: 33 }, { symptoms: ['CHEST_PAIN'] })).fired
  expect(fired.map(({ id, value, threshold }) => [id, value, threshold])).toEqual([
    ['severe-respiratory-rate', 33, '> 30'],
    ['moderate-spo2', 91, '90 to 93'],
    ['told-chest-pain', 'Yes', 'Yes'],
    ['red-flag-respiratory-rate', 33, '> 24'],
    ['news2-high', 7, '>= 7'],
  ])
})

describe('C-02 at every limit exactly the rules of one side fire', () => {
  test.each([
    [{ respiratoryRate: 8 }, ['severe-slow-breathing <= 8', 'danger-slow-breathing <= 8']],
    [{ respiratoryRate: 9 }, ['mild RR 9 to 23, SpO2 >= 94 on room air, no breathlessness']],
    [{ respiratoryRate: 23 }, ['mild RR 9 to 23, SpO2 >= 94 on room air, no breathlessness']],
    [{ respiratoryRate: 24 }, ['moderate-respiratory-rate 24 to 30']],
    [{ respiratoryRate: 30 }, ['moderate-respiratory-rate 24 to 30', 'red-flag-respiratory-rate > 24']],
    [{ respiratoryRate: 31 }, ['severe-respiratory-rate > 30', 'red-flag-respiratory-rate > 24']],
    [{ spo2: 89 }, ['severe-spo2 < 90', 'danger-spo2 < 90']],
    [{ spo2: 90 }, ['moderate-spo2 90 to 93']],
    [{ spo2: 93 }, ['moderate-spo2 90 to 93']],
    [{ spo2: 94 }, ['mild RR 9 to 23, SpO2 >= 94 on room air, no breathlessness']],
    [{ spo2: 89, oxygen: null }, ['severe-spo2-oxygen-unknown < 90', 'danger-spo2 < 90']],
    [{ spo2: 90, oxygen: null }, ['moderate-spo2-oxygen-unknown 90 to 93']],
    [{ spo2: 93, oxygen: null }, ['moderate-spo2-oxygen-unknown 90 to 93']],
    [{ spo2: 94, oxygen: null }, []],
    [
      { spo2: 89, oxygen: 'ON_OXYGEN' },
      [
        'severe-spo2-on-oxygen < 90',
        'moderate-on-oxygen ON_OXYGEN',
        'danger-spo2 < 90',
        'news2-medium 5 to 6',
      ],
    ],
    [{ spo2: 90, oxygen: 'ON_OXYGEN' }, ['moderate-on-oxygen ON_OXYGEN', 'news2-medium 5 to 6']],
    [{ spo2: 95, oxygen: 'ON_OXYGEN' }, ['moderate-on-oxygen ON_OXYGEN']],
    [
      { systolic: 220 },
      ['mild RR 9 to 23, SpO2 >= 94 on room air, no breathlessness', 'red-flag-high-blood-pressure >= 220'],
    ],
  ] as const)('%j', (readings, rules) => {
    const fired = triage(adult(readings)).fired.map(({ id, threshold }) => `${id} ${threshold}`)
    expect(fired.toSorted()).toEqual([...rules].toSorted())
  })

  test('a sign of danger asks for intensive care by itself, whatever the class says', () => {
    for (const readings of [{ spo2: 89 }, { respiratoryRate: 8 }]) {
      const danger = triage(adult(readings)).fired.find(({ id }) => id.startsWith('danger-'))
      expect(danger).toMatchObject({ site: 'HDU_ICU', homeIsolation: 'NOT_ELIGIBLE', urgency: 'EMERGENCY' })
    }
  })
})

test('C-02 why somebody is mild is said with both numbers', () => {
  const [mild] = triage(adult({ spo2: 94, respiratoryRate: 23 })).fired
  expect(mild).toMatchObject({ id: 'mild', value: 'RR 23, SpO2 94', values: { rate: 23, spo2: 94 } })
})

test('C-05 advice follows the site', () => {
  expect(triage(adult()).advice).toBe('Home isolation, with instructions and daily monitoring.')
  expect(triage(adult({ spo2: 92 })).advice).toBe('Admission to a ward is advised.')
  expect(triage(adult({ spo2: 85 })).advice).toContain('intensive care is advised')
})
