import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fastBreathing } from '../../src/triage/fast-breathing-rules.js'
import { RESPIRATORY_SUPPORT } from '../../src/triage/support-rules.js'
import {
  type ProgressionInput,
  progressionLabels,
  whoProgression,
} from '../../src/triage/who-progression-rules.js'

const inHospital: ProgressionInput = {
  dead: false,
  infected: true,
  setting: 'HOSPITAL',
  symptomatic: true,
  assistanceNeeded: false,
  support: 'NONE',
  pfRatio: null,
  sfRatio: null,
  vasopressors: false,
  dialysis: false,
  ecmo: false,
}
const ventilated = { support: 'INVASIVE' } as const

describe('C-02 each step of the progression scale', () => {
  test.each<[Partial<ProgressionInput>, number]>([
    [{ infected: false }, 0],
    [{ infected: false, support: null, setting: null }, 0],
    [{ setting: 'COMMUNITY', symptomatic: false }, 1],
    [{ setting: 'COMMUNITY', symptomatic: false, assistanceNeeded: null }, 1],
    [{ setting: 'COMMUNITY' }, 2],
    [{ setting: 'COMMUNITY', assistanceNeeded: true }, 3],
    [{}, 4],
    [{ symptomatic: false }, 4],
    [{ support: 'LOW_FLOW' }, 5],
    [{ support: 'HIGH_FLOW' }, 6],
    [{ support: 'NIV' }, 6],
    [{ ...ventilated, pfRatio: 150 }, 7],
    [{ ...ventilated, pfRatio: 149.9 }, 8],
    [{ ...ventilated, sfRatio: 200 }, 7],
    [{ ...ventilated, sfRatio: 199.9 }, 8],
    [{ ...ventilated, pfRatio: 160, sfRatio: 100 }, 7],
    [{ ...ventilated, pfRatio: 160, vasopressors: true }, 8],
    [{ ...ventilated, pfRatio: 160, vasopressors: true, dialysis: true }, 8],
    [{ ...ventilated, pfRatio: 140, vasopressors: true }, 9],
    [{ ...ventilated, pfRatio: 140, dialysis: true }, 9],
    [{ ...ventilated, pfRatio: 140, ecmo: true, vasopressors: null }, 9],
    [{ dead: true }, 10],
    [{ dead: true, infected: null, setting: null, support: null }, 10],
  ])('%j: %i', (change, scale) => {
    const result = whoProgression({ ...inHospital, ...change })
    expect(result).toMatchObject({ status: 'OK', scale, text: progressionLabels[scale], missing: [] })
  })
})

describe('C-02 what could change the step is asked for', () => {
  test.each<[Partial<ProgressionInput>, string[], number, number]>([
    [{ infected: null }, ['infected'], 0, 9],
    [{ setting: null }, ['setting'], 1, 9],
    [{ setting: 'COMMUNITY', symptomatic: null }, ['symptomatic'], 1, 3],
    [{ setting: 'COMMUNITY', assistanceNeeded: null }, ['assistanceNeeded'], 2, 3],
    [{ support: null }, ['support'], 4, 9],
    [ventilated, ['pfRatio'], 7, 9],
    [{ ...ventilated, vasopressors: true }, ['pfRatio'], 8, 9],
    [{ ...ventilated, pfRatio: 160, vasopressors: null }, ['vasopressors'], 7, 8],
    [{ ...ventilated, pfRatio: 120, vasopressors: null, ecmo: null }, ['vasopressors', 'ecmo'], 8, 9],
  ])('%j', (change, missing, atLeast, atMost) => {
    expect(whoProgression({ ...inHospital, ...change })).toMatchObject({
      status: 'INCOMPLETE',
      scale: null,
      missing,
      atLeast,
      atMost,
    })
  })
})

test.each<[object, string]>([
  [{ support: 'MASK' }, 'support'],
  [{ setting: 'CAR' }, 'setting'],
  [{ dead: 'yes' }, 'dead'],
  [{ pfRatio: 1.5 }, 'pfRatio'],
  [{ pfRatio: Number.NaN }, 'pfRatio'],
  [{ sfRatio: -1 }, 'sfRatio'],
  [{ vasopressors: 1 }, 'vasopressors'],
])('C-02 %j is refused, and no step given', (change, field) => {
  const result = whoProgression(Object.assign({}, inHospital, change))
  expect(result).toMatchObject({ status: 'INVALID', scale: null })
  expect(result.problems.map((problem) => problem.field)).toEqual([field])
})

test('C-02 what is forgotten leaves the step between the two that are told', () => {
  const patient: fc.Arbitrary<ProgressionInput> = fc.record({
    dead: fc.boolean(),
    infected: fc.boolean(),
    setting: fc.constantFrom('HOSPITAL' as const, 'COMMUNITY' as const),
    symptomatic: fc.boolean(),
    assistanceNeeded: fc.boolean(),
    support: fc.constantFrom(...RESPIRATORY_SUPPORT),
    pfRatio: fc.integer({ min: 50, max: 400 }),
    sfRatio: fc.constant(null),
    vasopressors: fc.boolean(),
    dialysis: fc.boolean(),
    ecmo: fc.boolean(),
  })
  const forgettable = [
    'infected',
    'setting',
    'symptomatic',
    'support',
    'pfRatio',
    'vasopressors',
    'ecmo',
  ] as const
  fc.assert(
    fc.property(patient, fc.subarray([...forgettable]), (input, forgotten) => {
      const { scale } = whoProgression(input)
      const less = whoProgression({
        ...input,
        ...Object.fromEntries(forgotten.map((field) => [field, null])),
      })
      expect(scale).not.toBeNull()
      expect(less.scale ?? less.atLeast).toBeLessThanOrEqual(Number(scale))
      expect(less.scale ?? less.atMost).toBeGreaterThanOrEqual(Number(scale))
    }),
  )
})

describe('C-02 fast breathing of a child, on both sides of every limit', () => {
  test.each([
    [0, 59, false],
    [0, 60, true],
    [1, 60, true],
    [1.9, 59, false],
    [2, 49, false],
    [2, 50, true],
    [11, 50, true],
    [11.9, 49, false],
    [12, 39, false],
    [12, 40, true],
    [60, 39, false],
    [60, 40, true],
    [61, 29, false],
    [61, 30, true],
    [215, 30, true],
    [1, 90, true],
  ])('at %d months, %i a minute: %s', (ageMonths, respiratoryRate, fast) => {
    expect(fastBreathing({ ageMonths, respiratoryRate })).toMatchObject({ status: 'OK', fastBreathing: fast })
  })

  test('the limits of children are not for adults', () => {
    expect(fastBreathing({ ageMonths: 216, respiratoryRate: 32 })).toMatchObject({
      status: 'NOT_APPLICABLE',
      notApplicable: 'AGE_FROM_18',
      fastBreathing: null,
    })
  })

  test.each([
    [null, 50, ['ageMonths']],
    [8, null, ['respiratoryRate']],
    [null, null, ['ageMonths', 'respiratoryRate']],
  ])('with %s months and %s a minute something is missing', (ageMonths, respiratoryRate, missing) => {
    expect(fastBreathing({ ageMonths, respiratoryRate })).toMatchObject({
      status: 'INCOMPLETE',
      fastBreathing: null,
      missing,
    })
  })

  test.each<[object, string]>([
    [{ ageMonths: -1, respiratoryRate: 50 }, 'ageMonths'],
    [{ ageMonths: Number.NaN, respiratoryRate: 50 }, 'ageMonths'],
    [{ ageMonths: '8', respiratoryRate: 50 }, 'ageMonths'],
    [{ ageMonths: 8, respiratoryRate: 151 }, 'respiratoryRate'],
    [{ ageMonths: 8, respiratoryRate: 49.5 }, 'respiratoryRate'],
  ])('%j is refused', (input, field) => {
    const result = fastBreathing(Object.assign({ ageMonths: null, respiratoryRate: null }, input))
    expect(result).toMatchObject({ status: 'INVALID', fastBreathing: null })
    expect(result.problems.map((problem) => problem.field)).toEqual([field])
  })

  test('an older child is never allowed to breathe faster', () => {
    const months = fc.double({ min: 0, max: 215, noNaN: true })
    fc.assert(
      fc.property(months, months, fc.integer({ min: 0, max: 100 }), (one, other, respiratoryRate) => {
        const fastAt = (ageMonths: number) => fastBreathing({ ageMonths, respiratoryRate }).fastBreathing
        if (fastAt(Math.min(one, other))) expect(fastAt(Math.max(one, other))).toBe(true)
      }),
    )
  })
})
