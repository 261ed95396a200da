import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BedNeeds } from '../../src/requests/rules.js'
import { bedNeeds } from '../../src/triage/bed-rules.js'
import {
  type BedState,
  bedDeeds,
  bedState,
  bedStates,
  bedTransitions,
  byBedNumber,
  countStates,
  inForce,
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

const from = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute))

test('E-27 a bed is at every instant what the one stretch says that holds it then, and free between them', () => {
  const stretches = [
    { kind: 'HELD', startedAt: from(0), endedAt: from(30) },
    { kind: 'OCCUPIED', startedAt: from(40), endedAt: from(50) },
    { kind: 'CLEANING', startedAt: from(50), endedAt: null },
  ] as const
  const states = [-1, 0, 29, 30, 39, 40, 49, 50, 5_000].map((minute) => bedState(stretches, from(minute)))
  expect(states).toEqual([
    ...['FREE', 'HELD', 'HELD', 'FREE', 'FREE'],
    ...['OCCUPIED', 'OCCUPIED', 'CLEANING', 'CLEANING'],
  ])
  expect(inForce(stretches, from(45))).toBe(stretches[1])
})

test('R-09 from a patient to the next there is always a cleaning, whatever else happens to the bed', () => {
  const deeds = fc.array(fc.constantFrom(...bedDeeds), { maxLength: 40 })
  fc.assert(
    fc.property(deeds, (wanted) => {
      let state: BedState = 'FREE'
      let clean = true
      for (const deed of wanted) {
        const next: BedState | undefined = bedTransitions[state][deed]
        if (!next) continue
        if (next === 'OCCUPIED') expect(clean).toBe(true)
        if (deed === 'vacate') clean = false
        if (deed === 'clean') clean = true
        state = next
      }
    }),
  )
  expect(bedTransitions.OCCUPIED).toEqual({ vacate: 'CLEANING' })
  expect(bedTransitions.BLOCKED).toEqual({ unblock: 'CLEANING' })
})

test('the counts of all states together are the beds', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bedStates)), (states) => {
      const counts = countStates(states.map((state) => ({ state })))
      expect(bedStates.reduce((total, state) => total + counts[state], 0)).toBe(states.length)
    }),
  )
})

test('beds are in the order in which people count', () => {
  const beds = ['A-10', 'A-2', 'A-1', 'B-1'].map((number) => ({ number }))
  expect(beds.sort(byBedNumber).map(({ number }) => number)).toEqual(['A-1', 'A-2', 'A-10', 'B-1'])
})
