import { describe, expect, test } from 'vitest'
import { checkReadings, type EnteredReadings, readingProblems } from '../../src/observations/rules.js'

const healthy: EnteredReadings = {
  spo2: 98,
  oxygen: 'ROOM_AIR',
  respiratoryRate: 16,
  temperature: 98.6,
  temperatureUnit: 'F',
  pulse: 75,
  systolic: 125,
  diastolic: 80,
  consciousness: 'A',
}

test('C-02 a round of possible readings comes back with the temperature in tenths of a degree Celsius', () => {
  const { temperature, temperatureUnit, ...others } = healthy
  expect(checkReadings(healthy)).toEqual({ ok: true, readings: { ...others, temperatureTenthsC: 370 } })
})

test('C-02 nothing measured is no problem: it stays unknown', () => {
  const nothing = Object.fromEntries(Object.keys(healthy).map((field) => [field, null]))
  const checked = checkReadings({ ...healthy, ...nothing })
  expect(checked.ok && Object.values(checked.readings)).toEqual(Array(8).fill(null))
})

describe('C-02 each number is refused just outside its limits and taken on them', () => {
  test.each([
    ['spo2', 50, 100],
    ['respiratoryRate', 0, 80],
    ['pulse', 20, 300],
    ['diastolic', 20, 200],
    ['systolic', 40, 300],
  ] as const)('%s from %i to %i', (field, from, to) => {
    const fieldsRefused = (value: unknown) =>
      refusedFields({ systolic: 299, diastolic: null, [field]: value })
    expect(fieldsRefused(from)).toEqual([])
    expect(fieldsRefused(to)).toEqual([])
    expect(fieldsRefused(from - 1)).toEqual([field])
    expect(fieldsRefused(to + 1)).toEqual([field])
  })
})

describe('C-02 what is not a whole number is refused, never scored', () => {
  const fields = ['spo2', 'respiratoryRate', 'pulse', 'systolic', 'diastolic'] as const
  const nonsense = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    97.5,
    '98',
    '',
    true,
    [98],
    { value: 98 },
    undefined,
  ]
  test.each(fields)('%s', (field) => {
    for (const value of nonsense) expect(refusedFields({ [field]: value })).toEqual([field])
  })
})

test('C-02 the sentence says what is possible and what was typed', () => {
  expect(problems({ spo2: 140 })).toEqual([
    {
      field: 'spo2',
      text: 'SpO2 is a whole percentage from {{from}} to {{to}}; {{value}} is not possible.',
      values: { value: 140, from: 50, to: 100 },
    },
  ])
  expect(problems({ spo2: Number.NaN })[0]?.values.value).toBe('NaN')
})

test('C-02 a long text typed for a number is cut in the sentence', () => {
  expect(problems({ pulse: 'x'.repeat(1000) })[0]?.values.value).toBe('x'.repeat(40))
})

test('C-02 a unit without a temperature, as a form sends it, is nothing measured', () => {
  const checked = checkReadings({ ...healthy, temperature: null, temperatureUnit: 'C' })
  expect(checked.ok && checked.readings.temperatureTenthsC).toBeNull()
})

test('C-02 every impossible field is named at once', () => {
  expect(
    refusedFields({ spo2: 101, pulse: 0, temperature: 37, oxygen: 'MAYBE', consciousness: 'a' }),
  ).toEqual(['spo2', 'pulse', 'oxygen', 'consciousness', 'temperature'])
})

test('C-02 a unit that is neither Celsius nor Fahrenheit is asked for again', () => {
  for (const temperatureUnit of ['K', 'c', null, undefined, 0]) {
    expect(refusedFields({ temperatureUnit })).toEqual(['temperatureUnit'])
  }
})

test('C-02 swapped blood pressures are noticed, equal ones too, and one alone is fine', () => {
  expect(refusedFields({ systolic: 80, diastolic: 120 })).toEqual(['diastolic'])
  expect(refusedFields({ systolic: 120, diastolic: 120 })).toEqual(['diastolic'])
  expect(refusedFields({ systolic: 121, diastolic: 120 })).toEqual([])
  expect(refusedFields({ systolic: 120, diastolic: null })).toEqual([])
})

test('C-02 a stored temperature is checked again', () => {
  const { temperature, temperatureUnit, ...others } = healthy
  const fields = (temperatureTenthsC: number) =>
    readingProblems({ ...others, temperatureTenthsC }).map(({ field }) => field)
  expect([249, 250, 450, 451, 37.5, Number.NaN].map(fields)).toEqual([
    ['temperature'],
    [],
    [],
    ['temperature'],
    ['temperature'],
    ['temperature'],
  ])
})

function problems(changes: Record<string, unknown>) {
  const checked = checkReadings({ ...healthy, ...changes })
  return checked.ok ? [] : checked.problems
}

function refusedFields(changes: Record<string, unknown>) {
  return problems(changes).map(({ field }) => field)
}
