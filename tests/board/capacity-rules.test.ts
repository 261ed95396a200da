import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bedMisfits } from '../../src/admissions/matching-rules.js'
import {
  fullest,
  fullIn,
  SURGES,
  type WardNow,
  wardAhead,
  wardsTogether,
} from '../../src/board/capacity-rules.js'
import {
  leavingAfter,
  PRIOR_STAYS,
  staysOn,
  stillThere,
  USUAL_NIGHTS,
} from '../../src/board/leaving-rules.js'
import { bedsFor, type Offer, placed } from '../../src/board/placing-rules.js'
import { byChance, howMany, leftOf, mean, quantile, together } from '../../src/board/spread-rules.js'
import { mayLie, whoMayLie } from '../../src/wards/kind-rules.js'
import { wardFits } from '../../src/wards/rules.js'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const lengths = fc.array(
  fc.record({
    nights: fc.integer({ min: 0, max: 40 }),
    left: fc.boolean(),
    stays: fc.integer({ min: 1, max: 30 }),
  }),
  { maxLength: 20 },
)
const leavings = fc
  .tuple(lengths, fc.constantFrom(...Object.values(USUAL_NIGHTS)))
  .map(([counts, usual]) => leavingAfter(counts, usual))
const taken = fc.record({
  nights: fc.integer({ min: 0, max: 60 }),
  leavesIn: fc.option(fc.integer({ min: -5, max: 9 })),
})
const wards: fc.Arbitrary<WardNow> = fc
  .record({
    spare: fc.integer({ min: 0, max: 6 }),
    taken: fc.array(taken, { maxLength: 12 }),
    coming: fc.integer({ min: 0, max: 5 }),
    arrivals: fc.double({ min: 0, max: 8, noNaN: true }),
  })
  .map(({ spare, ...ward }) => ({ ...ward, beds: ward.taken.length + spare }))

const DAYS = 7
const close = 1e-9
const total = (spread: readonly number[]) => spread.reduce((sum, one) => sum + one, 0)

test('E-27 capacity: without stays of its own the hospital reckons by the usual length, with many by its own', () => {
  expect(leavingAfter([], 6)(3)).toBeCloseTo(1 / 7, 10)
  // A hundred stays, all of two nights: nearly nobody leaves earlier, nearly everybody then.
  const two = leavingAfter([{ nights: 2, left: true, stays: 100 }], 6)
  expect(two(0)).toBeCloseTo(PRIOR_STAYS / 7 / 105, 10)
  expect(two(2)).toBeCloseTo((100 + PRIOR_STAYS / 7) / 105, 10)
  // Those who are still there count for the nights that they have lasted, and for no more.
  const lasting = leavingAfter([{ nights: 2, left: false, stays: 100 }], 6)
  expect(lasting(1)).toBeCloseTo(PRIOR_STAYS / 7 / 105, 10)
  expect(lasting(2)).toBeCloseTo(1 / 7, 10)
})

test('E-27 capacity: the chance of leaving is a chance, however the stays were', () => {
  fc.assert(
    fc.property(leavings, fc.integer({ min: 0, max: 500 }), (leaving, nights) => {
      expect(leaving(nights)).toBeGreaterThan(0)
      expect(leaving(nights)).toBeLessThan(1)
    }),
  )
})

test('E-27 capacity: whoever is in a bed leaves it sooner or later, never comes back, and not before their day', () => {
  fc.assert(
    fc.property(taken, leavings, share, (one, leaving, restOfDay) => {
      const there = stillThere(one, leaving, 30, restOfDay)
      for (const [ahead, chance] of there.entries()) {
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(there[ahead - 1] ?? 1)
        if (one.leavesIn !== null && ahead < one.leavesIn) expect(chance).toBe(1)
      }
      // Three days after the day that was planned they are gone, unless it was over before today began.
      if (one.leavesIn !== null && one.leavesIn > 0) expect(there[one.leavesIn + 2]).toBe(0)
    }),
  )
})

test('E-27 capacity: a planned discharge is kept seven times in ten, and within three days', () => {
  const there = stillThere({ nights: 4, leavesIn: 2 }, () => 0.5, 5, 0.4)
  expect(there.map((chance) => Math.round(chance * 1000) / 1000)).toEqual([1, 1, 0.3, 0.1, 0, 0])
  // Two days late: the last day of the plan, of which the evening is left.
  expect(stillThere({ nights: 4, leavesIn: -2 }, () => 0.5, 0, 0.5)).toEqual([0])
  // Later than that the plan says nothing any more.
  expect(stillThere({ nights: 4, leavesIn: -3 }, () => 0.5, 1, 1)).toEqual([0.5, 0.25])
})

test('E-27 capacity: chances of counts are chances, add up to one, and have the right mean', () => {
  fc.assert(
    fc.property(
      fc.array(share, { maxLength: 30 }),
      fc.double({ min: 0, max: 900, noNaN: true }),
      (chances, average) => {
        const [some, others] = [howMany(chances), byChance(average)]
        const both = together(some, others)
        for (const spread of [some, others, both]) {
          expect(total(spread)).toBeCloseTo(1, 8)
          expect(Math.min(...spread)).toBeGreaterThanOrEqual(0)
        }
        expect(mean(some)).toBeCloseTo(total(chances), 6)
        expect(mean(others)).toBeCloseTo(average, 5)
        expect(mean(both)).toBeCloseTo(mean(some) + mean(others), 5)
      },
    ),
  )
})

test('E-27 capacity: a quantile grows with its chance and is one of the counts', () => {
  fc.assert(
    fc.property(fc.array(share, { maxLength: 20 }), share, share, (chances, one, other) => {
      const spread = howMany(chances)
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      expect(quantile(spread, less)).toBeLessThanOrEqual(quantile(spread, more))
      expect(quantile(spread, more)).toBeLessThan(spread.length)
      expect(total(spread.slice(0, quantile(spread, more) + 1))).toBeGreaterThanOrEqual(more - 1e-6)
    }),
  )
  expect(quantile([0.05, 0.05, 0.8, 0.1], 0.1)).toBe(1)
  expect(quantile([0.05, 0.05, 0.8, 0.1], 0.9)).toBe(2)
})

test('E-27 capacity: free beds lie between none and all, the mean within the range, and who finds none is counted', () => {
  fc.assert(
    fc.property(wards, leavings, share, fc.constantFrom(...SURGES), (ward, leaving, restOfDay, surge) => {
      const ahead = wardAhead(ward, { leaving, days: DAYS, restOfDay, surge })
      expect(ahead).toHaveLength(DAYS + 1)
      for (const { free, low, high, full, short, spread } of ahead) {
        expect(spread).toHaveLength(ward.beds + 1)
        expect(total(spread)).toBeCloseTo(1, 8)
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(ward.beds)
        expect(free).toBeGreaterThanOrEqual(0)
        expect(free).toBeLessThanOrEqual(ward.beds + close)
        expect(full).toBeGreaterThanOrEqual(0)
        expect(full).toBeLessThanOrEqual(1 + close)
        expect(short).toBeGreaterThanOrEqual(0)
      }
    }),
    { numRuns: 60 },
  )
})

test('E-27 capacity: more arrivals never leave more beds, nor fill a ward later, nor fewer people without one', () => {
  fc.assert(
    fc.property(wards, leavings, share, (ward, leaving, restOfDay) => {
      const [now, half, twice] = SURGES.map((surge) =>
        wardAhead(ward, { leaving, days: DAYS, restOfDay, surge }),
      )
      for (const [less, more] of [
        [now, half],
        [half, twice],
      ]) {
        if (!less || !more) throw new Error('three surges')
        expect(fullest(more).chance).toBeGreaterThanOrEqual(fullest(less).chance - close)
        for (const [ahead, day] of less.entries()) {
          const busier = more[ahead]
          if (!busier) throw new Error('as many days')
          expect(busier.free).toBeLessThanOrEqual(day.free + close)
          expect(busier.low).toBeLessThanOrEqual(day.low)
          expect(busier.high).toBeLessThanOrEqual(day.high)
          expect(busier.short).toBeGreaterThanOrEqual(day.short - close)
        }
        expect(fullIn(more) ?? Infinity).toBeLessThanOrEqual(fullIn(less) ?? Infinity)
      }
    }),
    { numRuns: 60 },
  )
})

test('E-27 capacity: one bed more never makes it fuller, one who waits more never emptier', () => {
  fc.assert(
    fc.property(wards, leavings, share, (ward, leaving, restOfDay) => {
      const over = { leaving, days: DAYS, restOfDay, surge: 1 }
      const now = wardAhead(ward, over)
      const larger = wardAhead({ ...ward, beds: ward.beds + 1 }, over)
      const busier = wardAhead({ ...ward, coming: ward.coming + 1 }, over)
      for (const [ahead, { free, full }] of now.entries()) {
        expect(larger[ahead]?.free).toBeGreaterThanOrEqual(free - close)
        expect(larger[ahead]?.full).toBeLessThanOrEqual(full + close)
        expect(busier[ahead]?.free).toBeLessThanOrEqual(free + close)
      }
    }),
    { numRuns: 60 },
  )
})

test('E-27 capacity: where nobody comes and all have gone by their plan, every bed is free', () => {
  const leavesTomorrow = { nights: 3, leavesIn: 1 }
  const ahead = wardAhead(
    { beds: 4, taken: [leavesTomorrow, leavesTomorrow], coming: 0, arrivals: 0 },
    { leaving: () => 0.1, days: 3, restOfDay: 0.5, surge: 2 },
  )
  expect(ahead.map(({ free }) => Math.round(free * 100) / 100)).toEqual([2, 3.4, 3.8, 4])
  expect(ahead.map(({ low, high }) => [low, high])).toEqual([
    [2, 2],
    [3, 4],
    [3, 4],
    [4, 4],
  ])
  expect(fullIn(ahead)).toBeNull()
})

test('E-27 capacity: a ward that is full and gets more than leave is full today, and its patients wait', () => {
  const ward = { beds: 2, taken: [0, 1].map(() => ({ nights: 1, leavesIn: 9 })), coming: 1, arrivals: 2 }
  const ahead = wardAhead(ward, { leaving: () => 0, days: 2, restOfDay: 0.5, surge: 2 })
  expect(fullIn(ahead)).toBe(0)
  // One waits already; two times two a day come, half a day of them today.
  expect(ahead.map(({ short }) => Math.round(short * 1000) / 1000)).toEqual([3, 7, 11])
  expect(ahead.map(({ free }) => free)).toEqual([0, 0, 0])
})

test('E-27 capacity: all wards together have as many free beds as they have each', () => {
  fc.assert(
    fc.property(
      fc.array(wards, { minLength: 1, maxLength: 4 }),
      leavings,
      share,
      (some, leaving, restOfDay) => {
        const each = some.map((ward) => wardAhead(ward, { leaving, days: 3, restOfDay, surge: 1 }))
        for (const [ahead, { free, short, low, high, spread }] of wardsTogether(each, 3).entries()) {
          expect(free).toBeCloseTo(total(each.map((ward) => ward[ahead]?.free ?? 0)), 6)
          expect(short).toBeCloseTo(total(each.map((ward) => ward[ahead]?.short ?? 0)), 6)
          expect(total(spread)).toBeCloseTo(1, 8)
          expect(low).toBeLessThanOrEqual(high)
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('E-27 capacity: whoever waits goes where a bed is held, else where one is free that fits, else to the queue of the best', () => {
  const plain = { isolation: false, oxygen: false }
  const both = { isolation: true, oxygen: true }
  const of = (beds: number, free: number) => ({ beds: { ANY: beds }, free: { ANY: free } })
  const offers: Offer[] = [
    { id: 'general', level: 'WARD', ...plain, ...of(9, 9) },
    { id: 'covid', level: 'WARD', ...both, ...of(5, 1) },
    { id: 'hdu', level: 'HDU', ...both, ...of(3, 0) },
    { id: 'icu', level: 'ICU', ...both, ...of(4, 2) },
  ]
  const need = { ...both, levels: ['WARD' as const] }
  const worse = { ...both, levels: ['HDU' as const, 'ICU' as const] }
  const waits = { sex: null, heldIn: null }
  const { coming, nowhere } = placed(
    [
      { ...waits, need: worse, heldIn: 'hdu' },
      { ...waits, need: worse },
      { ...waits, need },
      { ...waits, need },
      { ...waits, need: { ...plain, levels: ['HDU'] } },
    ],
    offers,
  )
  // Who needs high dependency goes to intensive care while only that is free; the second for the ward waits for it.
  expect(Object.fromEntries(coming)).toEqual({ general: 0, covid: 2, hdu: 2, icu: 1 })
  expect(nowhere).toBe(0)
  expect(placed([{ ...waits, need: worse }], offers.slice(0, 2)).nowhere).toBe(1)
})

test.each([
  // Who waits in their order; what each ward has free of its four beds; where they go.
  ['a man does not come to a ward for women', ['MALE'], { FEMALE: 2 }, { ANY: 1 }, [0, 1], 0],
  ['a man with no other ward comes nowhere', ['MALE'], { FEMALE: 2 }, { FEMALE: 1 }, [0, 0], 1],
  ['whose sex is not recorded lies where everybody may', [null], { FEMALE: 2 }, { ANY: 1 }, [0, 1], 0],
  ['whose sex is another, too', ['OTHER'], { MALE: 2 }, { ANY: 1 }, [0, 1], 0],
  ['a woman leaves to others the bed for all', ['FEMALE', 'MALE'], { ANY: 1, FEMALE: 1 }, {}, [2, 0], 0],
  [
    'a full room for men sends the second man on',
    ['MALE', 'MALE'],
    { MALE: 1, FEMALE: 3 },
    { ANY: 1 },
    [1, 1],
    0,
  ],
  [
    'those who queue take no bed from women',
    ['MALE', 'MALE', 'FEMALE'],
    { MALE: 1, FEMALE: 1 },
    {},
    [3, 0],
    0,
  ],
  ['nobody lies where ward and room contradict each other', ['FEMALE'], { NOBODY: 3 }, {}, [0, 0], 1],
] as const)('E-27 capacity: %s', (_what, sexes, here, there, expected, without) => {
  const ward = { level: 'WARD' as const, isolation: false, oxygen: false }
  const need = { isolation: false, oxygen: false, levels: ['WARD' as const] }
  const { coming, nowhere } = placed(
    sexes.map((sex) => ({ need, sex, heldIn: null })),
    [
      { ...ward, id: 'here', beds: here, free: here },
      { ...ward, id: 'there', beds: there, free: there },
    ],
  )
  expect([...coming.values()]).toEqual(expected)
  expect(nowhere).toBe(without)
})

const sexes = fc.constantFrom('FEMALE' as const, 'MALE' as const, 'OTHER' as const, null)
const policies = fc.constantFrom('ANY' as const, 'FEMALE' as const, 'MALE' as const)

test('E-27 capacity: who may lie in a bed is what the admission says of it, whatever ward, room and sex', () => {
  fc.assert(
    fc.property(policies, policies, sexes, (ofWard, ofRoom, sex) => {
      const ward = { level: 'WARD' as const, isolation: true, oxygen: true, sexPolicy: ofWard }
      const misfits = bedMisfits({ need: null, sex }, ward, { equipment: [], room: { sexPolicy: ofRoom } })
      expect(mayLie(whoMayLie(ofWard, ofRoom), sex)).toBe(misfits.length === 0)
    }),
  )
})

test('E-27 capacity: nobody who waits is lost or counted twice, and nobody comes where they may not lie', () => {
  const level = fc.constantFrom('WARD' as const, 'HDU' as const, 'ICU' as const)
  const needs = fc.record({
    ...{ isolation: fc.boolean(), oxygen: fc.boolean() },
    levels: fc.uniqueArray(level, { minLength: 1 }),
  })
  const count = fc.integer({ min: 0, max: 3 })
  const kinds = fc.record({ ANY: count, FEMALE: count, MALE: count, NOBODY: count })
  const offer = fc.record({ level, isolation: fc.boolean(), oxygen: fc.boolean(), free: kinds, taken: kinds })
  const waits = fc.record({ need: needs, sex: sexes, heldIn: fc.constant(null) })
  fc.assert(
    fc.property(fc.array(waits, { maxLength: 12 }), fc.array(offer, { maxLength: 5 }), (waiting, some) => {
      const offers = some.map(({ taken, free, ...one }, index) => ({
        ...{ ...one, id: String(index), free },
        beds: {
          ...{ ANY: free.ANY + taken.ANY, FEMALE: free.FEMALE + taken.FEMALE },
          ...{ MALE: free.MALE + taken.MALE, NOBODY: free.NOBODY + taken.NOBODY },
        },
      }))
      const { coming, nowhere } = placed(waiting, offers)
      expect(total([...coming.values()]) + nowhere).toBe(waiting.length)
      const fits = ({ need, sex }: (typeof waiting)[number], ward: Offer) =>
        wardFits(need, ward) && bedsFor(ward.beds, sex) > 0
      expect(nowhere).toBe(waiting.filter((one) => !offers.some((ward) => fits(one, ward))).length)
      for (const ward of offers)
        expect(coming.get(ward.id)).toBeLessThanOrEqual(waiting.filter((one) => fits(one, ward)).length)
    }),
  )
})

test('E-27 capacity: a spread of what is left keeps the chances of what is wanted', () => {
  expect(leftOf(2, [0.1, 0.2, 0.3, 0.4])).toEqual([0.7, 0.2, 0.1])
  expect(leftOf(0, [1])).toEqual([1])
  expect(staysOn(() => 0.25, 2)).toEqual([0.75, 0.5625, 0.421875])
})

test('E-27 capacity: the day on which a ward is most likely full is the first of those', () => {
  const day = (full: number) => ({ ...{ free: 1, low: 0, high: 2, short: 0, spread: [] }, full })
  expect(fullest([day(0.1), day(0.4), day(0.4), day(0.2)])).toEqual({ ahead: 1, chance: 0.4 })
  expect(fullest([])).toEqual({ ahead: 0, chance: 0 })
})
