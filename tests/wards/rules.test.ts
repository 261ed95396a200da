import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BedNeeds, bedNeeds } from '../../src/triage/bed-rules.js'
import {
  bedDeeds,
  bedState,
  bedTransitions,
  byBedNumber,
  misfits,
  preference,
  wardFits,
  wardLevels,
} from '../../src/wards/rules.js'

const isolationWard = { level: 'WARD', isolation: true, oxygen: true } as const
const plainWard = { level: 'WARD', isolation: false, oxygen: false } as const
const hdu = { level: 'HDU', isolation: true, oxygen: true } as const
const icu = { level: 'ICU', isolation: true, oxygen: true } as const

const moderate = bedNeeds({ severity: 'MODERATE', site: 'WARD', atLeast: null })
const severe = bedNeeds({ severity: 'SEVERE', site: 'HDU_ICU', atLeast: null })

test.each([
  ['moderate', moderate, isolationWard, []],
  ['moderate', moderate, plainWard, ['It is not an isolation ward.', 'It has no oxygen at the bed.']],
  ['moderate', moderate, icu, ['It is kept for those who need high dependency or intensive care.']],
  ['severe', severe, hdu, []],
  ['severe', severe, icu, []],
  ['severe', severe, isolationWard, ['High dependency or intensive care is needed.']],
  ['severe', severe, { ...hdu, oxygen: false }, ['It has no oxygen at the bed.']],
  ['not triaged', null, plainWard, []],
])('R-03 a patient who is %s: %o in %o has the misfits %o', (_who, need, ward, reasons) => {
  expect(misfits(need, ward)).toEqual(reasons)
  expect(wardFits(need, ward)).toBe(reasons.length === 0)
})

test('R-03 of two levels that fit the one that the triage prefers comes first, and what does not fit last', () => {
  const order = (need: BedNeeds | null) =>
    [...wardLevels].sort((one, other) => preference(need, one) - preference(need, other))
  expect(order(severe)).toEqual(['HDU', 'ICU', 'WARD'])
  expect(order(moderate)).toEqual(['WARD', 'HDU', 'ICU'])
  expect(order(null)).toEqual(['WARD', 'HDU', 'ICU'])
})

test('E-27 only a bed that is ready and empty is free', () => {
  expect(bedState('READY', false)).toBe('FREE')
  expect(bedState('CLEANING', false)).toBe('CLEANING')
  expect(bedState('BLOCKED', false)).toBe('BLOCKED')
  for (const condition of ['READY', 'CLEANING', 'BLOCKED'] as const)
    expect(bedState(condition, true)).toBe('OCCUPIED')
})

test('R-09 from a patient to the next there is always a cleaning', () => {
  const conditions = fc.constantFrom('READY', 'CLEANING', 'BLOCKED') as fc.Arbitrary<
    'READY' | 'CLEANING' | 'BLOCKED'
  >
  fc.assert(
    fc.property(conditions, fc.boolean(), (condition, occupied) => {
      const deeds = bedDeeds(condition, occupied)
      for (const deed of deeds) {
        const next = bedTransitions[condition][deed]
        if (next === 'READY') expect(deed).toBe('clean')
        if (occupied) expect(next).toBe('CLEANING')
      }
    }),
  )
  expect(bedTransitions.BLOCKED.unblock).toBe('CLEANING')
  expect(bedDeeds('READY', true)).toEqual(['vacate'])
  expect(bedDeeds('READY', false)).toEqual(['block'])
})

test('beds are in the order in which people count', () => {
  const beds = ['A-10', 'A-2', 'A-1', 'B-1'].map((number) => ({ number }))
  expect(beds.sort(byBedNumber).map(({ number }) => number)).toEqual(['A-1', 'A-2', 'A-10', 'B-1'])
})
