import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roomOf } from '../../src/admissions/charge-rules.js'
import { addDays, day, daysBetween, dayToColumn } from '../../src/shared/calendar.js'
import { rateAt, ratedStretches } from '../../src/wards/rate-rules.js'

const rates = [
  { from: day('2026-04-10'), dailyRateMinor: 500n },
  { from: day('2026-01-01'), dailyRateMinor: 400n },
  { from: day('2026-04-12'), dailyRateMinor: 650n },
]

test('C-08 a day costs what its ward cost on that day, from the first day of a price on', () => {
  const costs = [
    '2025-12-31',
    '2026-01-01',
    '2026-04-09',
    '2026-04-10',
    '2026-04-11',
    '2026-04-12',
    '2027-01-01',
  ]
  expect(costs.map((each) => rateAt(rates, day(each)).dailyRateMinor)).toEqual([
    ...[400n, 400n, 400n, 500n, 500n, 650n, 650n],
  ])
  expect(() => rateAt([], day('2026-01-01'))).toThrow(RangeError)
})

test('C-08 A-17 the bill of a stay over two changes of price has each day at its own price', () => {
  const stay = {
    startedAt: new Date('2026-04-08T06:00:00Z'),
    endedAt: new Date('2026-04-14T06:00:00Z'),
    bed: {
      number: '4',
      ward: {
        name: 'Ward A',
        rates: rates.map(({ from, dailyRateMinor }) => ({ fromDay: dayToColumn(from), dailyRateMinor })),
      },
    },
  }
  expect(
    roomOf([stay], new Date('2026-05-01T00:00:00Z'), 'Asia/Kolkata').map(({ days, dailyRateMinor }) => [
      days,
      dailyRateMinor,
    ]),
  ).toEqual([
    [2, 400n],
    [2, 500n],
    [2, 650n],
  ])
})

test('a stay that ends on the day it began costs one day, at the price of that day', () => {
  expect(ratedStretches(rates, day('2026-04-10'), day('2026-04-10'))).toEqual([
    { from: '2026-04-10', to: '2026-04-10', dailyRateMinor: 500n },
  ])
})

test('G-C8 the pieces follow one another without a gap, and add up to the sum of their days, whatever the prices', () => {
  const start = day('2026-01-01')
  const rate = fc.record({ after: fc.nat(60), dailyRateMinor: fc.bigInt({ min: 0n, max: 1_000_000n }) })
  fc.assert(
    fc.property(
      fc.uniqueArray(rate, { minLength: 1, maxLength: 8, selector: ({ after }) => after }),
      fc.nat(60),
      fc.nat(40),
      (list, first, nights) => {
        const prices = list.map(({ after, ...price }) => ({ ...price, from: addDays(start, after) }))
        const from = addDays(start, first)
        const to = addDays(from, nights)
        const pieces = ratedStretches(prices, from, to)
        expect(pieces[0]?.from).toBe(from)
        expect(pieces.at(-1)?.to).toBe(to)
        expect(pieces.slice(1).map((piece) => piece.from)).toEqual(
          pieces.slice(0, -1).map((piece) => piece.to),
        )
        const total = pieces.reduce(
          (sum, piece) => sum + piece.dailyRateMinor * BigInt(daysBetween(piece.from, piece.to)),
          0n,
        )
        const byDay = Array.from({ length: nights }, (_, night) => rateAt(prices, addDays(from, night)))
        expect(total).toBe(byDay.reduce((sum, { dailyRateMinor }) => sum + dailyRateMinor, 0n))
      },
    ),
  )
})
