import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysForEnd, type EndInput, mayEnd } from '../../src/isolation/end-rules.js'
import { addDays, day } from '../../src/shared/calendar.js'
import { earliestEndDay } from '../../src/triage/isolation-period-rules.js'

const unknown: EndInput = {
  severity: null,
  immunocompromised: false,
  daysSincePositive: null,
  feverFreeDays: null,
  symptomsResolved: null,
  daysAbove93OnAir: null,
  onOxygen: null,
  comorbiditiesStable: null,
}
const mild: EndInput = { ...unknown, severity: 'MILD', daysSincePositive: 7, feverFreeDays: 3 }
const moderate: EndInput = {
  ...unknown,
  severity: 'MODERATE',
  symptomsResolved: true,
  daysAbove93OnAir: 3,
  onOxygen: false,
  comorbiditiesStable: true,
}

describe('C-03 when isolation may end, on both sides of every limit', () => {
  test.each<[EndInput, string]>([
    [mild, 'MAY_END'],
    [{ ...mild, daysSincePositive: 6 }, 'NOT_YET'],
    [{ ...mild, feverFreeDays: 2 }, 'NOT_YET'],
    [{ ...mild, daysSincePositive: 6, feverFreeDays: null }, 'NOT_YET'],
    [{ ...mild, daysSincePositive: 30, feverFreeDays: 30 }, 'MAY_END'],
    [{ ...mild, onOxygen: true }, 'NOT_YET'],
    [moderate, 'MAY_END'],
    [{ ...moderate, onOxygen: null }, 'MAY_END'],
    [{ ...moderate, symptomsResolved: false }, 'NOT_YET'],
    [{ ...moderate, daysAbove93OnAir: 2 }, 'NOT_YET'],
    [{ ...moderate, comorbiditiesStable: false }, 'NOT_YET'],
    [{ ...moderate, onOxygen: true }, 'NOT_YET'],
    [{ ...unknown, severity: 'MODERATE', onOxygen: true }, 'NOT_YET'],
    [{ ...moderate, severity: 'SEVERE' }, 'CLINICIAN_DECIDES'],
    [{ ...unknown, severity: 'SEVERE', immunocompromised: null }, 'CLINICIAN_DECIDES'],
    [{ ...mild, immunocompromised: true }, 'CLINICIAN_DECIDES'],
    [{ ...moderate, immunocompromised: true }, 'CLINICIAN_DECIDES'],
    [{ ...unknown, immunocompromised: true }, 'CLINICIAN_DECIDES'],
  ])('%j: %s', (input, decision) => {
    expect(mayEnd(input)).toMatchObject({ status: 'OK', decision, may: decision === 'MAY_END' })
  })

  test('what does not hold is shown with its value and limit', () => {
    const { conditions } = mayEnd({ ...mild, daysSincePositive: 5 })
    expect(conditions[0]).toMatchObject({
      id: 'end-days-since-test',
      value: 5,
      threshold: '>= 7',
      holds: false,
    })
    expect(conditions[1]).toMatchObject({ id: 'end-days-without-fever', value: 3, holds: true })
  })
})

describe('C-03 what is missing is named, and ends nothing', () => {
  test.each<[EndInput, string[]]>([
    [unknown, ['severity']],
    [{ ...mild, severity: null }, ['severity']],
    [{ ...mild, immunocompromised: null }, ['immunocompromised']],
    [{ ...mild, daysSincePositive: null }, ['daysSincePositive']],
    [{ ...mild, feverFreeDays: null }, ['feverFreeDays']],
    [{ ...moderate, symptomsResolved: null }, ['symptomsResolved']],
    [{ ...moderate, daysAbove93OnAir: null }, ['daysAbove93OnAir']],
    [{ ...moderate, daysAbove93OnAir: null, onOxygen: null }, ['daysAbove93OnAir', 'onOxygen']],
    [{ ...moderate, comorbiditiesStable: null }, ['comorbiditiesStable']],
  ])('%j', (input, missing) => {
    expect(mayEnd(input)).toMatchObject({ status: 'INCOMPLETE', may: false, decision: null, missing })
  })
})

test.each<[object, string]>([
  [{ severity: 'mild' }, 'severity'],
  [{ daysSincePositive: -1 }, 'daysSincePositive'],
  [{ feverFreeDays: 2.5 }, 'feverFreeDays'],
  [{ feverFreeDays: '3' }, 'feverFreeDays'],
  [{ daysAbove93OnAir: Number.NaN }, 'daysAbove93OnAir'],
  [{ onOxygen: 'no' }, 'onOxygen'],
  [{ immunocompromised: 0 }, 'immunocompromised'],
])('C-03 %j is refused, and ends nothing', (change, field) => {
  const result = mayEnd(Object.assign({}, mild, change))
  expect(result).toMatchObject({ status: 'INVALID', may: false, decision: null })
  expect(result.problems.map((problem) => problem.field)).toEqual([field])
})

test('C-03 the days that count and the day that is told for the end are one rule', () => {
  const tested = day('2026-03-01')
  const fever = fc.option(fc.integer({ min: -3, max: 20 }).map((days) => addDays(tested, days)))
  fc.assert(
    fc.property(fever, fc.integer({ min: -2, max: 30 }), (lastFeverOn, days) => {
      const today = addDays(tested, days)
      const { may } = mayEnd({ ...mild, ...daysForEnd(tested, lastFeverOn, today) })
      expect(may).toBe(today >= earliestEndDay(tested, lastFeverOn))
    }),
    { numRuns: 500 },
  )
})

test('C-03 the rule never ends the isolation of a severe illness, of weakened immunity, on oxygen, or of the unknown', () => {
  const yesOrNo = fc.option(fc.boolean())
  const days = fc.option(fc.integer({ min: 0, max: 20 }))
  const input: fc.Arbitrary<EndInput> = fc.record({
    severity: fc.option(fc.constantFrom('MILD' as const, 'MODERATE' as const, 'SEVERE' as const)),
    immunocompromised: yesOrNo,
    daysSincePositive: days,
    feverFreeDays: days,
    symptomsResolved: yesOrNo,
    daysAbove93OnAir: days,
    onOxygen: yesOrNo,
    comorbiditiesStable: yesOrNo,
  })
  fc.assert(
    fc.property(input, (patient) => {
      if (!mayEnd(patient).may) return
      expect(['MILD', 'MODERATE']).toContain(patient.severity)
      expect(patient.immunocompromised).toBe(false)
      expect(patient.onOxygen).not.toBe(true)
    }),
    { numRuns: 1000 },
  )
})
