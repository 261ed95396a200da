import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OXYGEN_SUPPORT } from '../../src/observations/rules.js'
import { RESPIRATORY_SUPPORT } from '../../src/triage/support-rules.js'
import { WHO_SEVERITIES, type WhoSeverity } from '../../src/triage/who-criteria-rules.js'
import type { WhoInput } from '../../src/triage/who-input-rules.js'
import { whoSeverity } from '../../src/triage/who-severity-rules.js'
import { WHO_CHILD_SIGNS } from '../../src/triage/who-sign-rules.js'

const well: WhoInput = {
  ageYears: 45,
  ageMonths: null,
  respiratoryRate: 18,
  spo2: 97,
  oxygen: 'ROOM_AIR',
  spo2OnAir: null,
  severeDistress: false,
  support: 'NONE',
  vasopressors: false,
  ards: false,
  sepsis: false,
  septicShock: false,
  childSigns: [],
}

describe('C-02 the class by WHO, on both sides of every limit', () => {
  test.each<[Partial<WhoInput>, WhoSeverity, string[]]>([
    [{}, 'NON_SEVERE', []],
    [{ spo2: 92 }, 'NON_SEVERE', []],
    [{ spo2: 90 }, 'NON_SEVERE', []],
    [{ spo2: 89 }, 'SEVERE', ['who-spo2']],
    [{ respiratoryRate: 30 }, 'NON_SEVERE', []],
    [{ respiratoryRate: 31 }, 'SEVERE', ['who-respiratory-rate']],
    [{ respiratoryRate: 9 }, 'NON_SEVERE', []],
    [{ respiratoryRate: 8 }, 'SEVERE', ['who-slow-breathing']],
    [{ severeDistress: true }, 'SEVERE', ['who-severe-distress']],
    [{ oxygen: 'ON_OXYGEN', support: 'LOW_FLOW', spo2OnAir: 91 }, 'NON_SEVERE', []],
    [
      { oxygen: 'ON_OXYGEN', support: 'LOW_FLOW', spo2OnAir: 88 },
      'SEVERE',
      ['who-spo2', 'who-spo2-not-on-air'],
    ],
    [{ oxygen: 'ON_OXYGEN', support: 'LOW_FLOW', spo2: 88 }, 'SEVERE', ['who-spo2-not-on-air']],
    [{ oxygen: 'ON_OXYGEN', support: 'LOW_FLOW', respiratoryRate: 31 }, 'SEVERE', ['who-respiratory-rate']],
    [{ support: null }, 'NON_SEVERE', []],
    [{ support: 'NIV', oxygen: 'HIGH_FLOW_OR_VENTILATED' }, 'CRITICAL', ['who-ventilated']],
    [{ support: 'INVASIVE', oxygen: 'HIGH_FLOW_OR_VENTILATED' }, 'CRITICAL', ['who-ventilated']],
    [{ vasopressors: true }, 'CRITICAL', ['who-vasopressors']],
    [{ ards: true }, 'CRITICAL', ['who-ards']],
    [{ sepsis: true }, 'CRITICAL', ['who-sepsis']],
    [{ septicShock: true, spo2: 80 }, 'CRITICAL', ['who-septic-shock', 'who-spo2']],
    [{ sepsis: true, spo2: null, respiratoryRate: null, ards: null }, 'CRITICAL', ['who-sepsis']],
    [{ spo2: 85, respiratoryRate: null, severeDistress: null }, 'SEVERE', ['who-spo2']],
  ])('%j: %s', (change, severity, ids) => {
    const result = whoSeverity({ ...well, ...change })
    expect(result).toMatchObject({ status: 'OK', severity, missing: [], atLeast: null })
    expect(result.fired.map(({ id }) => id)).toEqual(ids)
  })
})

describe('C-02 with anything needed unknown there is no class by WHO', () => {
  test.each<[Partial<WhoInput>, string[], WhoSeverity]>([
    [{ ageYears: null }, ['ageYears'], 'NON_SEVERE'],
    [{ spo2: null }, ['spo2'], 'NON_SEVERE'],
    [{ oxygen: null }, ['oxygen'], 'NON_SEVERE'],
    [{ oxygen: null, support: null }, ['support', 'oxygen'], 'NON_SEVERE'],
    [{ oxygen: 'ON_OXYGEN', support: 'LOW_FLOW', spo2: 98 }, ['spo2OnAir'], 'NON_SEVERE'],
    [{ oxygen: 'HIGH_FLOW_OR_VENTILATED', support: 'HIGH_FLOW' }, ['spo2OnAir'], 'NON_SEVERE'],
    [{ respiratoryRate: null }, ['respiratoryRate'], 'NON_SEVERE'],
    [{ severeDistress: null }, ['severeDistress'], 'NON_SEVERE'],
    [{ vasopressors: null, ards: null }, ['vasopressors', 'ards'], 'NON_SEVERE'],
    [{ sepsis: null, spo2: 85 }, ['sepsis'], 'SEVERE'],
    [{ septicShock: null, respiratoryRate: 33, spo2: null }, ['septicShock'], 'SEVERE'],
    [{ oxygen: 'ON_OXYGEN', support: null, spo2: 85 }, ['support'], 'SEVERE'],
  ])('%j', (change, missing, atLeast) => {
    expect(whoSeverity({ ...well, ...change })).toMatchObject({
      status: 'INCOMPLETE',
      severity: null,
      missing,
      atLeast,
    })
  })
})

describe('C-02 a child gets no class by WHO, and a sign of danger is an emergency', () => {
  test.each<[Partial<WhoInput>, string | null, string[]]>([
    [{ ageYears: 17 }, 'ROUTINE', []],
    [{ ageYears: 17, respiratoryRate: 29 }, 'ROUTINE', []],
    [{ ageYears: 3, respiratoryRate: 39 }, 'ROUTINE', []],
    [{ ageYears: 3, respiratoryRate: 40 }, 'URGENT', ['who-child-fast-breathing']],
    [{ ageYears: 0, respiratoryRate: 55 }, 'ROUTINE', []],
    [{ ageYears: 0, ageMonths: 4, respiratoryRate: 55 }, 'URGENT', ['who-child-fast-breathing']],
    [{ ageYears: 3, spo2: 89 }, 'EMERGENCY', ['who-spo2']],
    [{ ageYears: 3, spo2: 90 }, 'ROUTINE', []],
    [{ ageYears: 3, severeDistress: true, sepsis: null }, 'EMERGENCY', ['who-severe-distress']],
    [{ ageYears: 12, childSigns: ['GRUNTING'] }, 'EMERGENCY', ['who-child-grunting']],
    [{ ageYears: 12, childSigns: ['CENTRAL_CYANOSIS'] }, 'EMERGENCY', ['who-child-central-cyanosis']],
    [{ ageYears: 12, septicShock: true }, 'EMERGENCY', ['who-septic-shock']],
  ])('%j: %s', (change, urgency, ids) => {
    const result = whoSeverity({ ...well, ...change })
    expect(result).toMatchObject({
      status: 'NOT_APPLICABLE',
      notApplicable: 'AGE_UNDER_18',
      severity: null,
      urgency,
    })
    expect(result.fired.map(({ id }) => id)).toEqual(ids)
  })
})

test.each<[object, string]>([
  [{ spo2: 101 }, 'spo2'],
  [{ spo2: '97' }, 'spo2'],
  [{ spo2OnAir: 20 }, 'spo2OnAir'],
  [{ respiratoryRate: 30.5 }, 'respiratoryRate'],
  [{ respiratoryRate: Number.NaN }, 'respiratoryRate'],
  [{ ageYears: -4 }, 'ageYears'],
  [{ oxygen: true }, 'oxygen'],
  [{ support: 'HELMET' }, 'support'],
  [{ sepsis: 'no' }, 'sepsis'],
  [{ severeDistress: 0 }, 'severeDistress'],
  [{ childSigns: ['PALE'] }, 'childSigns'],
])('C-02 %j is refused, and no class given', (change, field) => {
  const result = whoSeverity(Object.assign({}, well, change))
  expect(result).toMatchObject({ status: 'INVALID', severity: null, fired: [] })
  expect(result.problems.map((problem) => problem.field)).toEqual([field])
})

const patient: fc.Arbitrary<WhoInput> = fc.record({
  ageYears: fc.integer({ min: 18, max: 100 }),
  ageMonths: fc.constant(null),
  respiratoryRate: fc.integer({ min: 9, max: 60 }),
  spo2: fc.integer({ min: 70, max: 100 }),
  oxygen: fc.constantFrom(...OXYGEN_SUPPORT),
  spo2OnAir: fc.option(fc.integer({ min: 70, max: 100 })),
  severeDistress: fc.boolean(),
  support: fc.constantFrom(...RESPIRATORY_SUPPORT),
  vasopressors: fc.boolean(),
  ards: fc.boolean(),
  sepsis: fc.boolean(),
  septicShock: fc.boolean(),
  childSigns: fc.subarray([...WHO_CHILD_SIGNS]),
})

const rank = ({ severity, atLeast }: ReturnType<typeof whoSeverity>) =>
  WHO_SEVERITIES.indexOf(severity ?? atLeast ?? 'NON_SEVERE')

test('C-02 a worse value never gives a milder class by WHO', () => {
  const worse = fc.constantFrom<(input: WhoInput) => Partial<WhoInput>>(
    ({ spo2 }) => ({ spo2: Math.max(50, Number(spo2) - 3) }),
    ({ respiratoryRate }) => ({ respiratoryRate: Number(respiratoryRate) + 3 }),
    () => ({ severeDistress: true }),
    () => ({ sepsis: true }),
    () => ({ support: 'INVASIVE' }),
  )
  fc.assert(
    fc.property(patient, worse, (input, change) => {
      expect(rank(whoSeverity({ ...input, ...change(input) }))).toBeGreaterThanOrEqual(
        rank(whoSeverity(input)),
      )
    }),
  )
})

test('C-02 nobody whose SpO2 is known on oxygen only is ever non-severe, and forgetting reassures nobody', () => {
  const forgettable = [
    'spo2',
    'respiratoryRate',
    'severeDistress',
    'sepsis',
    'ards',
    'ageYears',
    'oxygen',
  ] as const
  fc.assert(
    fc.property(patient, fc.subarray([...forgettable]), (input, forgotten) => {
      const unknown = Object.fromEntries(forgotten.map((field) => [field, null]))
      const result = whoSeverity({ ...input, spo2OnAir: null, ...unknown })
      const unsure = forgotten.length > 0 || input.oxygen !== 'ROOM_AIR'
      if (unsure) expect(result.severity).not.toBe('NON_SEVERE')
      const full = whoSeverity({ ...input, spo2OnAir: null })
      expect(rank(result)).toBeLessThanOrEqual(rank(full))
    }),
  )
})
