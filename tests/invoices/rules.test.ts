import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BedStretch,
  type Charge,
  invoiceLines,
  invoiceNumber,
  invoiceTotal,
  lineKinds,
  MOST_OF_ONE,
  roomCharges,
  stayDays,
  totalsByKind,
} from '../../src/invoices/rules.js'
import { addDays, type Day, day } from '../../src/shared/calendar.js'
import { Refusal } from '../../src/shared/errors.js'

const ward = (
  wardName: string,
  bedNumber: string,
  from: string,
  to: string,
  rate = 450_000n,
): BedStretch => ({
  wardName,
  bedNumber,
  dailyRateMinor: rate,
  from: day(from),
  to: day(to),
})

/** A stay in up to eight beds, one after another, some of them left on the day they were taken. */
const stays = fc
  .array(
    fc.record({
      wardName: fc.constantFrom('Ward A', 'Ward B', 'ICU'),
      bedNumber: fc.constantFrom('1', '2', '3'),
      nights: fc.nat(6),
      dailyRateMinor: fc.bigInt({ min: 0n, max: 10_000_000n }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((beds) => {
    let from: Day = day('2026-03-20')
    return beds.map(({ nights, ...bed }): BedStretch => {
      const stretch = { ...bed, from, to: addDays(from, nights) }
      from = stretch.to
      return stretch
    })
  })

const charges = fc.array(
  fc.record<Charge>({
    kind: fc.constantFrom(...lineKinds),
    description: fc.constantFrom('Paracetamol 500 mg', 'Daily visit', 'X-ray'),
    quantity: fc.integer({ min: 1, max: MOST_OF_ONE }),
    unitPriceMinor: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  }),
  { maxLength: 30 },
)

describe('the days of a stay', () => {
  test('A-17 the day of admission counts and the day of discharge does not', () => {
    expect(stayDays(day('2026-11-12'), day('2026-11-21'))).toBe(9)
    expect(stayDays(day('2026-11-20'), day('2026-11-21'))).toBe(1)
  })

  test('A-17 a patient admitted and discharged on the same day is billed one day', () => {
    expect(stayDays(day('2026-11-21'), day('2026-11-21'))).toBe(1)
  })

  test('A-17 a stay over a leap day or a clock change counts each calendar day', () => {
    expect(stayDays(day('2024-02-28'), day('2024-03-01'))).toBe(2)
    expect(stayDays(day('2026-03-28'), day('2026-03-30'))).toBe(2)
  })

  test('G-K11 a discharge before the admission is refused with a sentence', () => {
    expect(() => stayDays(day('2026-11-21'), day('2026-11-20'))).toThrow(Refusal)
  })
})

describe('room charges', () => {
  test('A-17 a stay in one bed is billed at the rate of its ward', () => {
    expect(roomCharges([ward('Ward A', '12', '2026-11-12', '2026-11-21')])).toEqual([
      { wardName: 'Ward A', bedNumbers: ['12'], dailyRateMinor: 450_000n, days: 9, from: '2026-11-12' },
    ])
  })

  test('A-17 the day of a transfer is billed to the ward where the patient was when it ended', () => {
    const stay = [
      ward('Ward A', '12', '2026-11-12', '2026-11-15'),
      ward('ICU', '3', '2026-11-15', '2026-11-17', 1_250_000n),
    ]
    expect(roomCharges(stay).map(({ wardName, days }) => [wardName, days])).toEqual([
      ['Ward A', 3],
      ['ICU', 2],
    ])
  })

  test('A-17 a bed that was left again on the same day costs nothing', () => {
    const stay = [
      ward('Ward A', '12', '2026-11-12', '2026-11-14'),
      ward('ICU', '3', '2026-11-14', '2026-11-14', 1_250_000n),
      ward('Ward B', '7', '2026-11-14', '2026-11-15', 300_000n),
    ]
    expect(roomCharges(stay).map(({ wardName, days }) => [wardName, days])).toEqual([
      ['Ward A', 2],
      ['Ward B', 1],
    ])
  })

  test('A-17 a stay of one day through two wards is billed once, to the last', () => {
    const stay = [
      ward('Ward A', '12', '2026-11-21', '2026-11-21'),
      ward('ICU', '3', '2026-11-21', '2026-11-21', 1_250_000n),
    ]
    expect(roomCharges(stay)).toEqual([
      { wardName: 'ICU', bedNumbers: ['3'], dailyRateMinor: 1_250_000n, days: 1, from: '2026-11-21' },
    ])
  })

  test('A-17 another bed in the same ward at the same rate stays one line', () => {
    const stay = [
      ward('Ward A', '12', '2026-11-12', '2026-11-14'),
      ward('Ward A', '14', '2026-11-14', '2026-11-15'),
    ]
    expect(roomCharges(stay)).toEqual([
      {
        ...{ wardName: 'Ward A', bedNumbers: ['12', '14'], dailyRateMinor: 450_000n, days: 3 },
        from: '2026-11-12',
      },
    ])
    const dearer = [
      ward('Ward A', '12', '2026-11-12', '2026-11-14'),
      ward('Ward A', '14', '2026-11-14', '2026-11-15', 500_000n),
    ]
    expect(roomCharges(dearer)).toHaveLength(2)
  })

  test('A-17 however a patient is moved about, each day of the stay is billed exactly once', () => {
    fc.assert(
      fc.property(stays, (stay) => {
        const days = roomCharges(stay).reduce((sum, charge) => sum + charge.days, 0)
        expect(days).toBe(stayDays(day('2026-03-20'), stay.at(-1)?.to ?? day('2026-03-20')))
      }),
    )
  })

  test('A-17 each night is billed at the rate of the bed that the patient slept in', () => {
    fc.assert(
      fc.property(stays, (stay) => {
        const end = stay.at(-1)?.to ?? day('2026-03-20')
        let expected = 0n
        for (let night = day('2026-03-20'); night < end; night = addDays(night, 1))
          expected += stay.find(({ from, to }) => from <= night && night < to)?.dailyRateMinor ?? 0n
        if (end === '2026-03-20') expected = stay.at(-1)?.dailyRateMinor ?? 0n
        const billed = roomCharges(stay).reduce(
          (sum, charge) => sum + BigInt(charge.days) * charge.dailyRateMinor,
          0n,
        )
        expect(billed).toBe(expected)
      }),
    )
  })

  test('a record in which the patient was nowhere, or in two beds, is not billed', () => {
    expect(() =>
      roomCharges([
        ward('Ward A', '1', '2026-11-12', '2026-11-14'),
        ward('ICU', '3', '2026-11-15', '2026-11-17'),
      ]),
    ).toThrow(RangeError)
    expect(() =>
      roomCharges([
        ward('Ward A', '1', '2026-11-12', '2026-11-16'),
        ward('ICU', '3', '2026-11-15', '2026-11-17'),
      ]),
    ).toThrow(RangeError)
    expect(() => roomCharges([ward('Ward A', '1', '2026-11-12', '2026-11-11')])).toThrow(RangeError)
    expect(roomCharges([])).toEqual([])
  })
})

describe('lines and totals', () => {
  test('F-18 room, doctor, medicine and other charges stand in this order, each with its amount', () => {
    const lines = invoiceLines([
      { kind: 'OTHER', description: 'X-ray', quantity: 1, unitPriceMinor: 80_000n },
      { kind: 'DOCTOR', description: 'Visit', quantity: 9, unitPriceMinor: 120_000n },
      { kind: 'ROOM', description: 'Ward A', quantity: 9, unitPriceMinor: 450_000n },
      { kind: 'MEDICINE', description: 'Tablet', quantity: 10, unitPriceMinor: 1_250n },
    ])
    expect(lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['ROOM', 4_050_000n],
      ['DOCTOR', 1_080_000n],
      ['MEDICINE', 12_500n],
      ['OTHER', 80_000n],
    ])
    expect(invoiceTotal(lines)).toBe(5_222_500n)
  })

  test('G-C9 the total is the sum of the lines, and of what each kind comes to, and fits its column', () => {
    fc.assert(
      fc.property(charges, (entered) => {
        const lines = invoiceLines(entered)
        const expected = entered.reduce((sum, one) => sum + BigInt(one.quantity) * one.unitPriceMinor, 0n)
        expect(lines).toHaveLength(entered.length)
        expect(invoiceTotal(lines)).toBe(expected)
        expect(totalsByKind(lines).reduce((sum, { totalMinor }) => sum + totalMinor, 0n)).toBe(expected)
        expect(invoiceTotal(lines) < 2n ** 63n).toBe(true)
      }),
    )
  })

  test('F-18 only the kinds that were charged have a total of their own', () => {
    const lines = invoiceLines([{ kind: 'DOCTOR', description: 'Visit', quantity: 1, unitPriceMinor: 0n }])
    expect(totalsByKind(lines)).toEqual([{ kind: 'DOCTOR', totalMinor: 0n }])
  })

  test('a line with half a tablet, none, a price below zero or no words is refused with a sentence', () => {
    const good: Charge = { kind: 'MEDICINE', description: 'Tablet', quantity: 1, unitPriceMinor: 100n }
    const odd: Partial<Charge>[] = [
      { quantity: 0 },
      { quantity: -1 },
      { quantity: 0.5 },
      { quantity: MOST_OF_ONE + 1 },
      { quantity: Number.NaN },
      { unitPriceMinor: -1n },
      { unitPriceMinor: 10n ** 12n + 1n },
      { description: '  ' },
    ]
    for (const change of odd) expect(() => invoiceLines([good, { ...good, ...change }])).toThrow(Refusal)
    expect(invoiceLines([good])).toHaveLength(1)
  })
})

test('G-C4 an invoice number names the series, the financial year and the place in it', () => {
  expect(invoiceNumber('INV', 2026, 123)).toBe('INV-2026-000123')
  expect(invoiceNumber('INV', 2026, 1_234_567)).toBe('INV-2026-1234567')
  for (const odd of [0, -1, 1.5, Number.NaN])
    expect(() => invoiceNumber('INV', 2026, odd)).toThrow(RangeError)
})
