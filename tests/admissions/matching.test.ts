import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type BedThen,
  bedMisfits,
  byWard,
  nearestFitting,
  offeredBeds,
  type Wanting,
  type WardThen,
} from '../../src/admissions/matching-rules.js'
import { outlooks } from '../../src/admissions/outlook-rules.js'
import { needOf } from '../../src/admissions/rules.js'
import type { BedEquipment, Sex, SexPolicy } from '../../src/generated/prisma/enums.js'
import { type BedNeeds, careLevels } from '../../src/requests/rules.js'
import { bedStates } from '../../src/wards/rules.js'

const bed = (id: string, changes: Partial<BedThen> = {}): BedThen => ({
  ...{ id, number: id, state: 'FREE', requestId: null, until: null, equipment: [], room: null },
  ...changes,
})
const ward = (name: string, changes: Partial<WardThen> = {}): WardThen => ({
  ...{ id: name, name, floor: '1', level: 'WARD', isolation: true, oxygen: true, sexPolicy: 'ANY' },
  beds: [bed(`${name}-1`)],
  ...changes,
})
const house = [
  ward('Plain', { isolation: false, oxygen: false }),
  ward('A', { beds: [bed('A-1'), bed('A-2')] }),
  ward('B', { beds: [bed('B-1', { state: 'OCCUPIED' })] }),
  ward('HDU', { level: 'HDU' }),
  ward('ICU', { level: 'ICU' }),
]
const anybody = { sex: null, requestId: null }
const severe = needOf({ severity: 'SEVERE', site: 'HDU_ICU', atLeast: null })
const moderate = needOf({ severity: 'MODERATE', site: 'WARD', atLeast: null })

test('R-03 R-06 the beds that fit come first, by the level that is preferred; those that do not say why', () => {
  const ids = (need: BedNeeds | null) =>
    offeredBeds({ ...anybody, need }, house).map(({ bed, reasons }) => `${bed.id} ${reasons.length}`)
  expect(ids(severe)).toEqual(['HDU-1 0', 'ICU-1 0', 'A-1 1', 'A-2 1', 'Plain-1 3'])
  expect(ids(moderate)).toEqual(['A-1 0', 'A-2 0', 'HDU-1 1', 'ICU-1 1', 'Plain-1 2'])
  expect(ids(null).map((id) => id.slice(-1))).toEqual(['0', '0', '0', '0', '0'])
})

test('R-03 who needs neither isolation nor oxygen leaves such beds to those who do, while there are others', () => {
  const need = { isolation: false, oxygen: false, levels: careLevels.WARD }
  expect(offeredBeds({ ...anybody, need }, house)[0]?.bed.id).toBe('Plain-1')
})

test.each([
  ['FEMALE', 'FEMALE', 'ANY', []],
  ['MALE', 'FEMALE', 'ANY', ['It is a ward for women.']],
  ['FEMALE', 'MALE', 'ANY', ['It is a ward for men.']],
  ['MALE', 'ANY', 'FEMALE', ['It is in a room for women.']],
  ['MALE', 'ANY', 'MALE', []],
  ['OTHER', 'FEMALE', 'ANY', ['It is a ward for women.']],
  ['OTHER', 'ANY', 'ANY', []],
  [null, 'MALE', 'ANY', ['It is a ward for men.']],
  [null, 'ANY', 'FEMALE', ['It is in a room for women.']],
  [null, 'ANY', 'ANY', []],
] as [Sex | null, SexPolicy, SexPolicy, string[]][])(
  'R-03 a patient of sex %s in a ward for %s and a room for %s: %o',
  (sex, sexPolicy, room, reasons) => {
    const place = { ...ward('A'), sexPolicy }
    expect(bedMisfits({ need: moderate, sex }, place, bed('1', { room: { sexPolicy: room } }))).toEqual(
      reasons,
    )
  },
)

test('R-03 oxygen at the bed itself will do where the ward has none', () => {
  const dry = ward('Dry', { oxygen: false })
  expect(bedMisfits({ need: moderate, sex: null }, dry, bed('1'))).toEqual(['It has no oxygen at the bed.'])
  expect(bedMisfits({ need: moderate, sex: null }, dry, bed('1', { equipment: ['OXYGEN'] }))).toEqual([])
})

test('E-27 the nearest bed that fits is of the same ward, else of the same floor, else the best', () => {
  const wards = [
    ward('A', { floor: '1', beds: [bed('A-1'), bed('A-2', { state: 'CLEANING' })] }),
    ward('B', { floor: '2', beds: [bed('B-1', { state: 'OCCUPIED' })] }),
    ward('C', { floor: '2', beds: [bed('C-1')] }),
  ]
  const near = (id: string | null) => nearestFitting({ ...anybody, need: moderate }, wards, id)?.bed.id
  expect([near('A-2'), near('B-1'), near('nowhere'), near(null)]).toEqual(['A-1', 'C-1', 'A-1', 'A-1'])
  expect(nearestFitting({ ...anybody, need: severe }, wards, 'A-1')).toBeNull()
})

test('E-27 a bed that is held is free for who it is held for, and for nobody else', () => {
  const wards = [ward('A', { beds: [bed('A-1', { state: 'HELD', requestId: 'mine' })] })]
  const offered = (requestId: string | null) =>
    offeredBeds({ need: moderate, sex: null, requestId }, wards).length
  expect([offered('mine'), offered('theirs'), offered(null)]).toEqual([1, 0, 0])
})

test('who waits is told their bed, that the free ones go to others, what the beds are that would fit, or that there is none', () => {
  const wards = [
    ward('A', { beds: [bed('A-1'), bed('A-2', { state: 'HELD', requestId: 'held' })] }),
    ward('HDU', {
      level: 'HDU',
      beds: [bed('H-1', { state: 'CLEANING' }), bed('H-2', { state: 'BLOCKED' })],
    }),
  ]
  const wants = (requestId: string, need: BedNeeds | null): Wanting & { requestId: string } => ({
    ...{ requestId, need, sex: null },
  })
  const onlyIcu = { isolation: true, oxygen: true, levels: careLevels.ICU }
  const found = outlooks(
    [
      ...[wants('first', moderate), wants('held', moderate), wants('second', moderate)],
      ...[wants('severe', severe), wants('icu', onlyIcu)],
    ],
    wards,
  )
  expect(found.get('first')).toMatchObject({ is: 'FITS', at: { bed: { id: 'A-1' } } })
  expect(found.get('held')).toMatchObject({ is: 'HELD', at: { bed: { id: 'A-2' } } })
  expect(found.get('second')).toMatchObject({ is: 'PROMISED', beds: 1, but: null })
  expect(found.get('severe')).toMatchObject({
    ...{ is: 'TAKEN', states: ['CLEANING', 'BLOCKED'] },
    but: { bed: { id: 'A-1' }, reasons: ['High dependency or intensive care is needed.'] },
  })
  expect(found.get('icu')).toMatchObject({ is: 'NONE', but: { bed: { id: 'A-1' } } })
})

const sexes = fc.constantFrom<(Sex | null)[]>('FEMALE', 'MALE', 'OTHER', null)
const policies = fc.constantFrom<SexPolicy[]>('ANY', 'ANY', 'FEMALE', 'MALE')
const needs = fc.option(
  fc.record({
    ...{ isolation: fc.boolean(), oxygen: fc.boolean() },
    levels: fc.constantFrom(careLevels.WARD, careLevels.HDU_ICU, careLevels.ICU, careLevels.ANY),
  }),
)
const houses = fc
  .array(
    fc.record({
      ...{ level: fc.constantFrom<('WARD' | 'HDU' | 'ICU')[]>('WARD', 'HDU', 'ICU') },
      ...{ isolation: fc.boolean(), oxygen: fc.boolean(), sexPolicy: policies },
      floor: fc.constantFrom('1', '2'),
      beds: fc.array(
        fc.record({
          state: fc.constantFrom(...bedStates),
          room: fc.option(fc.record({ sexPolicy: policies })),
          equipment: fc.constantFrom<BedEquipment[][]>([], ['OXYGEN'], ['MONITOR']),
        }),
        { maxLength: 5 },
      ),
    }),
    { maxLength: 6 },
  )
  .map((wards) =>
    wards.map((made, index) => ({
      ...{ ...made, id: `w${index}`, name: `Ward ${index}` },
      beds: made.beds.map((one, place): BedThen => {
        const id = `w${index}-${place}`
        const held = one.state === 'HELD' ? { requestId: `held ${id}`, until: new Date() } : {}
        return { ...{ id, number: id, requestId: null, until: null }, ...one, ...held }
      }),
    })),
  )
const waiting = fc
  .array(fc.record({ need: needs, sex: sexes }), { maxLength: 12 })
  .map((list) => list.map((wanting, index) => ({ ...wanting, requestId: `request ${index}` })))

test('property: every bed that is offered is free, each once; no reason is hidden, and those that fit stand before the others', () => {
  fc.assert(
    fc.property(houses, needs, sexes, (wards, need, sex) => {
      const offered = offeredBeds({ need, sex, requestId: null }, wards)
      const free = wards.flatMap(({ beds }) => beds.filter(({ state }) => state === 'FREE'))
      expect(new Set(offered.map(({ bed }) => bed.id))).toEqual(new Set(free.map(({ id }) => id)))
      expect(offered).toHaveLength(free.length)
      for (const { ward, bed, reasons } of offered)
        expect(reasons).toEqual(bedMisfits({ need, sex }, ward, bed))
      const fits = offered.map(({ reasons }) => reasons.length === 0)
      expect(fits.lastIndexOf(true)).toBeLessThan(fits.includes(false) ? fits.indexOf(false) : fits.length)
      expect(byWard(offered).flatMap(({ beds }) => beds)).toHaveLength(free.length)
    }),
  )
})

test('property: a bed that fits has what is needed and takes the sex, whoever asks', () => {
  fc.assert(
    fc.property(houses, needs, sexes, (wards, need, sex) => {
      for (const { ward, bed, reasons } of offeredBeds({ need, sex, requestId: null }, wards)) {
        const good =
          (!need ||
            ((!need.isolation || ward.isolation) &&
              (!need.oxygen || ward.oxygen || bed.equipment.includes('OXYGEN')) &&
              need.levels.some((level) => level === ward.level))) &&
          [ward.sexPolicy, bed.room?.sexPolicy ?? 'ANY'].every((only) => only === 'ANY' || only === sex)
        expect(reasons.length === 0).toBe(good)
      }
    }),
  )
})

test('property: no bed is promised twice, and nobody goes without while a bed that fits them is promised to nobody', () => {
  fc.assert(
    fc.property(houses, waiting, (wards, list) => {
      const found = outlooks(list, wards)
      const promised = [...found.values()].flatMap((outlook) =>
        outlook.is === 'FITS' ? [outlook.at.bed.id] : [],
      )
      expect(new Set(promised).size).toBe(promised.length)
      const taken = new Set<string>()
      for (const wanting of list) {
        const outlook = found.get(wanting.requestId)
        const fitting = offeredBeds({ ...wanting, requestId: null }, wards).filter(
          ({ reasons }) => reasons.length === 0,
        )
        const left = fitting.filter(({ bed }) => !taken.has(bed.id))
        if (outlook?.is === 'FITS') {
          expect(left[0]?.bed.id).toBe(outlook.at.bed.id)
          taken.add(outlook.at.bed.id)
        } else {
          expect(left).toEqual([])
          expect(outlook?.is === 'PROMISED').toBe(fitting.length > 0)
        }
      }
    }),
  )
})
