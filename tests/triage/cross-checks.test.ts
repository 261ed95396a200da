import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Readings } from '../../src/observations/rules.js'
import { changesOf } from '../../src/triage/change-rules.js'
import { crossChecksOf } from '../../src/triage/cross-check-rules.js'
import { nihSeverity } from '../../src/triage/nih-severity-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

test('C-02 the same patient has another answer in each system, and each says which it is', () => {
  const patient = adult({ spo2: 92, respiratoryRate: 18 })
  const { who, nih, news2 } = crossChecksOf(patient)
  expect(triage(patient).severity).toBe('MODERATE')
  expect(who).toMatchObject({ status: 'INCOMPLETE', atLeast: 'NON_SEVERE' })
  expect(nih).toMatchObject({ status: 'OK', severity: 'SEVERE' })
  expect(news2).toMatchObject({ status: 'OK', total: 3, band: 'LOW' })
  for (const { ruleSet } of [who, nih, news2]) {
    expect(ruleSet.instrument).not.toBe('')
    expect(ruleSet.version).toBe('Wardwell 1')
  }
})

test.each<[Partial<Readings>, string | null, string | null]>([
  [{ spo2: 89 }, null, 'SEVERE'],
  [{ spo2: 94, respiratoryRate: 31 }, null, 'SEVERE'],
  [{ spo2: 98, oxygen: 'ON_OXYGEN' }, null, 'NON_SEVERE'],
])('C-02 WHO says only what a triage can know: %j', (readings, severity, atLeast) => {
  expect(crossChecksOf(adult(readings)).who).toMatchObject({ severity, atLeast })
})

describe('C-02 the class by NIH, a cross-check', () => {
  const known = {
    ageYears: 45,
    spo2: 97,
    oxygen: 'ROOM_AIR' as const,
    spo2OnAir: null,
    respiratoryRate: 18,
    breathless: false,
    lowerRespiratoryDisease: false,
  }
  test.each([
    [{}, 'OK', 'MILD'],
    [{ spo2: 94 }, 'OK', 'MILD'],
    [{ spo2: 93 }, 'OK', 'SEVERE'],
    [{ respiratoryRate: 30 }, 'OK', 'MILD'],
    [{ respiratoryRate: 31 }, 'OK', 'SEVERE'],
    [{ breathless: true }, 'OK', 'MODERATE'],
    [{ lowerRespiratoryDisease: true }, 'OK', 'MODERATE'],
    [{ lowerRespiratoryDisease: null }, 'INCOMPLETE', null],
    [{ oxygen: 'ON_OXYGEN' as const }, 'INCOMPLETE', null],
    [{ spo2: 92, lowerRespiratoryDisease: null }, 'OK', 'SEVERE'],
    [{ ageYears: 17, spo2: 80 }, 'NOT_APPLICABLE', null],
  ])('%j: %s %s', (change, status, severity) => {
    expect(nihSeverity({ ...known, ...change })).toMatchObject({ status, severity })
  })
})

describe('C-03 the early warning score keeps nobody at home whom it worries', () => {
  const raised = { respiratoryRate: 22, spo2: 94, temperatureTenthsC: 385 } as const

  test.each<[Partial<Readings>, string, string, string]>([
    [{ ...raised, pulse: 90 }, 'HOME', 'ELIGIBLE', 'ROUTINE'],
    [{ ...raised, pulse: 91 }, 'WARD', 'NOT_ELIGIBLE', 'URGENT'],
    [{ ...raised, pulse: 111 }, 'WARD', 'NOT_ELIGIBLE', 'URGENT'],
    [{ ...raised, pulse: 111, systolic: 105 }, 'WARD', 'NOT_ELIGIBLE', 'EMERGENCY'],
  ])('%j: %s', (readings, site, homeIsolation, urgency) => {
    const result = triage(adult(readings))
    expect(result).toMatchObject({ status: 'OK', severity: 'MILD', site, homeIsolation, urgency })
  })

  test('what is certain counts while something of the score is missing', () => {
    const result = triage(adult({ ...raised, pulse: 91, systolic: null, diastolic: null }))
    expect(result).toMatchObject({ site: 'WARD', redFlags: ['NEWS2_MEDIUM'] })
  })

  test('in pregnancy and below 16 the score does not apply, and decides nothing', () => {
    expect(triage(adult({ ...raised, pulse: 91 }, { pregnant: true })).site).toBe('HOME')
    expect(triage(adult({ ...raised, pulse: 91 }, { ageYears: 15 })).redFlags).toEqual([])
  })
})

describe('C-02 what would change the answer', () => {
  test('for a mild adult: the nearest values, and each answer that counts', () => {
    const patient = adult({ temperatureTenthsC: 370, pulse: 70 })
    const changes = changesOf(patient, triage(patient))
    expect(changes.map(({ text, values, severity, site }) => [text, values.value, severity, site])).toEqual([
      ['With an SpO2 of {{value}} % or less', 93, 'MODERATE', 'WARD'],
      ['With a respiratory rate of {{value}} a minute or more', 24, 'MODERATE', 'WARD'],
      ['With breathlessness', undefined, 'MODERATE', 'WARD'],
      ['If the patient needs oxygen', undefined, 'MODERATE', 'WARD'],
      ['With fever above 100 °F for more than 3 days', undefined, 'MILD', 'WARD'],
      ['Without a place at home in which to isolate', undefined, 'MILD', 'COVID_CARE_CENTRE'],
      ['Without a caregiver at home day and night', undefined, 'MILD', 'COVID_CARE_CENTRE'],
    ])
  })

  test('for a moderate one: up and down', () => {
    const patient = adult({ spo2: 92, temperatureTenthsC: 370, pulse: 70 })
    const [down, up] = changesOf(patient, triage(patient))
    expect(down).toMatchObject({ values: { value: 89 }, severity: 'SEVERE', site: 'HDU_ICU' })
    expect(up).toMatchObject({ values: { value: 94 }, severity: 'MILD', site: 'HOME' })
  })

  test('nothing is said while something is missing, and nothing for a child', () => {
    for (const patient of [adult({ spo2: null }), adult({}, { ageYears: 9 })])
      expect(changesOf(patient, triage(patient))).toEqual([])
  })

  test('whatever it says is true: the rules give that answer, and another one a step before', () => {
    const whole = (min: number, max: number) => fc.integer({ min, max })
    fc.assert(
      fc.property(whole(80, 100), whole(9, 40), (spo2, respiratoryRate) => {
        const patient = adult({ spo2, respiratoryRate })
        for (const change of changesOf(patient, triage(patient))) {
          const { value } = change.values
          if (typeof value !== 'number' || !change.text.includes('SpO2')) continue
          const at = (number: number) => triage(adult({ spo2: number, respiratoryRate }))
          const nearer = value < spo2 ? value + 1 : value - 1
          expect(at(value)).toMatchObject({ severity: change.severity, site: change.site })
          expect(at(nearer)).toMatchObject({ severity: triage(patient).severity, site: triage(patient).site })
        }
      }),
    )
  })
})
