import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderNumber, parseOrderNumber } from '../../src/orders/rules.js'
import { sheetFor } from '../../src/orders/sheet-rules.js'
import {
  askedAgain,
  flagOf,
  flagOfChoice,
  flagOfNumber,
  isFarOut,
  type Parameter,
  type Range,
  rangeWords,
  readValue,
} from '../../src/orders/value-rules.js'
import { day } from '../../src/shared/calendar.js'

const potassium: Parameter = {
  code: 'potassium',
  name: 'Potassium',
  kind: 'NUMBER',
  unit: 'mmol/L',
  decimals: 1,
  choices: [],
  abnormal: [],
  critical: [],
  possibleLow: 0.5,
  possibleHigh: 15,
}
const range: Range = { low: 3.5, high: 5.1, criticalLow: 2.5, criticalHigh: 6.5 }
const read = (typed: string, parameter = potassium) => readValue(typed, parameter)
const wrong = (typed: string, parameter = potassium) => {
  const result = read(typed, parameter)
  return 'wrong' in result ? result.wrong.text : null
}

describe('D-01 a number as it is typed', () => {
  test.each([
    ['4.2', 4.2],
    [' 4 ', 4],
    ['+4.5', 4.5],
    ['0.5', 0.5],
    ['15', 15],
    ['15.0', 15],
    ['4,2', 4.2],
    [' 6,9 ', 6.9],
    ['+4,5', 4.5],
  ])('%s is %d', (typed, number) => {
    expect(read(typed)).toEqual({ value: { number } })
  })

  test.each([
    ['1,2,3', 'Write a point for decimals, and nothing between thousands.'],
    ['1,200.5', 'Write a point for decimals, and nothing between thousands.'],
    ['1.200,5', 'Write a point for decimals, and nothing between thousands.'],
    ['4,', 'Write a point for decimals, and nothing between thousands.'],
    ['4,25', 'Use {{decimals}} decimals or fewer.'],
    ['4,2 mmol/L', 'Enter only the number; its unit is {{unit}}.'],
    ['1,200', 'Write a point for decimals, and nothing between thousands.'],
    ['4.2 mmol/L', 'Enter only the number; its unit is {{unit}}.'],
    ['4.2 mg/dL', 'Enter only the number; its unit is {{unit}}.'],
    ['high', 'Enter only the number; its unit is {{unit}}.'],
    ['1e3', 'Enter only the number; its unit is {{unit}}.'],
    ['NaN', 'Enter only the number; its unit is {{unit}}.'],
    ['Infinity', 'Enter only the number; its unit is {{unit}}.'],
    ['--4', 'Enter only the number; its unit is {{unit}}.'],
    ['4.25', 'Use {{decimals}} decimals or fewer.'],
    ['0.4', 'A value below {{limit}} is not possible. Check it.'],
    ['-4', 'A value below {{limit}} is not possible. Check it.'],
    ['15.1', 'A value above {{limit}} is not possible. Check it.'],
  ])('%s is refused', (typed, sentence) => {
    expect(wrong(typed)).toBe(sentence)
  })

  test('a whole number takes no decimals', () => {
    expect(wrong('140.0', { ...potassium, decimals: 0, possibleHigh: 220 })).toBe('Enter a whole number.')
  })

  test('whatever is typed, it is a number within the limits with its decimals, or a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.float().map(String),
          fc.double().map((one) => one.toFixed(1)),
        ),
        (typed) => {
          const result = read(typed)
          if ('wrong' in result || result.value === null) return
          if (!('number' in result.value)) throw new Error('not a number')
          const { number } = result.value
          expect(number).toBeGreaterThanOrEqual(0.5)
          expect(number).toBeLessThanOrEqual(15)
          expect(Number(number.toFixed(1))).toBe(number)
        },
      ),
    )
  })
})

describe('how a value stands', () => {
  test.each([
    [2.4, 'CRITICAL_LOW'],
    [2.5, 'CRITICAL_LOW'],
    [2.6, 'LOW'],
    [3.4, 'LOW'],
    [3.5, 'NORMAL'],
    [5.1, 'NORMAL'],
    [5.2, 'HIGH'],
    [6.4, 'HIGH'],
    [6.5, 'CRITICAL_HIGH'],
    [6.6, 'CRITICAL_HIGH'],
  ])('potassium %d is %s', (number, flag) => {
    expect(flagOfNumber(number, range)).toBe(flag)
  })

  test('without a range nothing is judged, with critical limits alone only what is critical', () => {
    expect(flagOfNumber(99, null)).toBeNull()
    const alone = { low: null, high: null, criticalLow: null, criticalHigh: 50 }
    expect([flagOfNumber(49, alone), flagOfNumber(50, alone)]).toEqual([null, 'CRITICAL_HIGH'])
    const upper = { low: null, high: 5, criticalLow: null, criticalHigh: null }
    expect([flagOfNumber(-1, upper), flagOfNumber(5, upper), flagOfNumber(5.1, upper)]).toEqual([
      'NORMAL',
      'NORMAL',
      'HIGH',
    ])
  })

  test('exactly one flag, whatever the number and the range', () => {
    const limits = fc
      .tuple(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 3 }),
      )
      .map(([criticalLow, [a = 0, b = 0, c = 0]]) => ({
        criticalLow,
        low: criticalLow + a,
        high: criticalLow + a + b,
        criticalHigh: criticalLow + a + b + c,
      }))
    fc.assert(
      fc.property(limits, fc.double({ min: -2e6, max: 2e6, noNaN: true }), (limit, number) => {
        const flag = flagOfNumber(number, limit)
        const inside = number >= limit.low && number <= limit.high
        if (flag === 'NORMAL') expect(inside).toBe(true)
        else if (flag === 'LOW') expect(number).toBeLessThan(limit.low)
        else if (flag === 'HIGH') expect(number).toBeGreaterThan(limit.high)
        else if (flag === 'CRITICAL_LOW') expect(number).toBeLessThanOrEqual(limit.criticalLow)
        else expect(number).toBeGreaterThanOrEqual(limit.criticalHigh)
      }),
    )
  })

  test('of a choice only what the catalogue names is abnormal', () => {
    const lists = { abnormal: ['Detected'], critical: ['Gram-negative rods'] }
    expect(flagOfChoice('Detected', lists)).toBe('ABNORMAL')
    expect(flagOfChoice('Gram-negative rods', lists)).toBe('CRITICAL')
    expect(flagOfChoice('Not detected', lists)).toBe('NORMAL')
    expect(flagOfChoice('O positive', { abnormal: [], critical: [] })).toBeNull()
    expect(flagOf({ text: 'No fracture' }, { ...potassium, kind: 'TEXT' }, null)).toBeNull()
  })

  test('what is critical or far out is asked about once more, and other values ask again', () => {
    const judged = (number: number) => [{ parameter: potassium, range, value: { number } }]
    expect(askedAgain(judged(4.2))).toBe('')
    expect(askedAgain(judged(6.9))).toBe('potassium=6.9')
    expect(askedAgain(judged(7.1))).not.toBe(askedAgain(judged(6.9)))
    const wide = { low: 10, high: 20, criticalLow: null, criticalHigh: null }
    expect([50, 51, -20, -21].map((number) => isFarOut({ number }, wide))).toEqual([false, true, false, true])
    expect(isFarOut({ number: 1e6 }, null)).toBe(false)
  })

  test('the range in words', () => {
    expect(rangeWords(range, 1)).toEqual({
      text: 'from {{low}} to {{high}}',
      values: { low: '3.5', high: '5.1' },
    })
    expect(rangeWords({ low: null, high: 5 }, 0)).toEqual({ text: 'up to {{high}}', values: { high: '5' } })
    expect(rangeWords({ low: 90, high: null }, 0)).toEqual({
      text: 'at least {{low}}',
      values: { low: '90' },
    })
    expect(rangeWords(null, 1)).toBeNull()
  })
})

describe('the range of this person, by sex and age on the day the specimen was taken', () => {
  const none = { criticalLow: null, criticalHigh: null }
  const haemoglobin = {
    ...potassium,
    code: 'haemoglobin',
    ranges: [
      { sex: null, fromDays: 0, untilDays: 28, low: 14, high: 22, ...none },
      { sex: null, fromDays: 28, untilDays: 6570, low: 11, high: 15, ...none },
      { sex: 'MALE' as const, fromDays: 6570, untilDays: null, low: 13, high: 17, ...none },
      { sex: 'FEMALE' as const, fromDays: 6570, untilDays: null, low: 12, high: 15, ...none },
    ],
  }
  const lowFor = (sex: 'MALE' | 'FEMALE' | 'OTHER' | null, born: string | null, taken = '2026-11-21') =>
    sheetFor([haemoglobin], { sex, dateOfBirth: born === null ? null : day(born) }, day(taken))[0]?.range
      ?.low ?? null

  test.each([
    ['MALE', '2026-11-21', 14],
    ['MALE', '2026-10-25', 14], // 27 days
    ['MALE', '2026-10-24', 11], // 28 days
    ['FEMALE', '1990-01-01', 12],
    ['MALE', '1990-01-01', 13],
    ['OTHER', '1990-01-01', null],
    [null, '1990-01-01', null],
    [null, '2020-01-01', 11],
    // An adult of 40, so that nothing critical is missed; the page says so.
    ['MALE', null, 13],
    [null, null, null],
  ] as const)('%s born %s: from %s', (sex, born, low) => {
    expect(lowFor(sex, born)).toBe(low)
  })

  test('it is the age when the specimen was taken, not today', () => {
    expect(lowFor('MALE', '2026-10-01', '2026-10-05')).toBe(14)
    expect(lowFor('MALE', '2026-10-01', '2026-11-21')).toBe(11)
  })
})

test.each([
  ['O-001001', 1001],
  ['o-1001', 1001],
  ['O001001', 1001],
  [' 1001 ', 1001],
  ['W-001001', null],
  ['O-', null],
  ['0', null],
  ['O-001001 x', null],
  ['', null],
])('the number %j on a label is read as %s', (typed, number) => {
  expect(parseOrderNumber(typed)).toBe(number)
})

test('every number that is printed is read as itself', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999_999 }),
      (number) => parseOrderNumber(orderNumber(number)) === number,
    ),
  )
})
