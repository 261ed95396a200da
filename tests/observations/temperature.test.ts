import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  POSSIBLE_TEMPERATURES,
  temperatureProblems,
  tenthsOfCelsius,
} from '../../src/observations/temperature-rules.js'

describe('C-02 Fahrenheit becomes tenths of a degree Celsius as on paper', () => {
  test.each([
    [95.0, 350],
    [96.8, 360],
    [98.6, 370],
    [100.0, 378],
    [100.4, 380],
    [102.2, 390],
    [102.3, 391],
    [77, 250],
    [113, 450],
  ])('%d °F', (fahrenheit, tenths) => {
    expect(tenthsOfCelsius(fahrenheit, 'F')).toBe(tenths)
  })

  test('for every tenth of a possible degree, half up, against whole-number arithmetic', () => {
    for (let tenthsF = 770; tenthsF <= 1130; tenthsF += 1) {
      const exact = (BigInt(tenthsF) - 320n) * 5n * 2n + 9n
      expect(tenthsOfCelsius(tenthsF / 10, 'F')).toBe(Number(exact / 18n))
    }
  })
})

describe('C-02 Celsius is rounded half up to a tenth', () => {
  test.each([
    [37, 370],
    [38.04, 380],
    [38.05, 381],
    [39.05, 391],
    [35.05, 351],
    [36.25, 363],
    [25, 250],
    [45, 450],
  ])('%d °C', (celsius, tenths) => {
    expect(tenthsOfCelsius(celsius, 'C')).toBe(tenths)
  })

  test('for every hundredth of a possible degree', () => {
    for (let hundredths = 2500; hundredths <= 4500; hundredths += 1) {
      expect(tenthsOfCelsius(hundredths / 100, 'C')).toBe(Number((BigInt(hundredths) + 5n) / 10n))
    }
  })
})

describe('C-02 a temperature with the wrong unit is refused with the likely one', () => {
  test.each([
    [98.6, 'C', 'F'],
    [37, 'F', 'C'],
  ] as const)('%d °%s', (value, unit, other) => {
    expect(temperatureProblems(value, unit)).toEqual([
      {
        field: 'temperature',
        text: '{{value}} °{{unit}} is not a possible body temperature: did you mean °{{other}}?',
        values: { value, unit, other },
      },
    ])
  })

  test('no number is possible in both units', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const possible = (['C', 'F'] as const).filter((unit) => temperatureProblems(value, unit).length === 0)
        expect(possible.length).toBeLessThan(2)
      }),
    )
    expect(POSSIBLE_TEMPERATURES.C.to).toBeLessThan(POSSIBLE_TEMPERATURES.F.from)
  })
})

test('C-02 a temperature possible in neither unit is refused with the range of its unit', () => {
  for (const value of [0, 24.9, 45.1, 76.9, 113.1, -37, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(temperatureProblems(value, 'C')).toHaveLength(1)
    expect(temperatureProblems(value, 'F')).toHaveLength(1)
  }
  expect(temperatureProblems('37', 'C')[0]?.field).toBe('temperature')
  expect(temperatureProblems(60, 'C')[0]?.values).toEqual({ value: 60, unit: 'C', from: 25, to: 45 })
})

test('C-02 the ends of both ranges are possible', () => {
  for (const value of [25, 45]) expect(temperatureProblems(value, 'C')).toEqual([])
  for (const value of [77, 113]) expect(temperatureProblems(value, 'F')).toEqual([])
})

test('C-02 a temperature without a unit is refused: the unit is never guessed', () => {
  expect(temperatureProblems(37, null).map(({ field }) => field)).toEqual(['temperatureUnit'])
  expect(temperatureProblems(null, null)).toEqual([])
})
