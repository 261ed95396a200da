import { expect, test } from 'vitest'
import { daysOf, roomOf } from '../../src/admissions/charge-rules.js'
import { admissionTransitions, needOf, offer, statusesFor } from '../../src/admissions/rules.js'
import type { BedNeeds } from '../../src/triage/bed-rules.js'

const zone = 'Asia/Kolkata'

const wards = [
  { name: 'Plain', level: 'WARD', isolation: false, oxygen: false, free: [1] },
  { name: 'ICU', level: 'ICU', isolation: true, oxygen: true, free: [1] },
  { name: 'Ward B', level: 'WARD', isolation: true, oxygen: true, free: [] },
  { name: 'Ward A', level: 'WARD', isolation: true, oxygen: true, free: [1, 2] },
  { name: 'HDU', level: 'HDU', isolation: true, oxygen: true, free: [1] },
] as const

const names = (need: BedNeeds | null) => {
  const { fitting, others, full } = offer(need, wards)
  return [fitting, others, full].map((list) => list.map(({ name }) => name))
}

test('R-03 R-06 the wards that fit come first, those that do not stand apart, and the full ones are only named', () => {
  const severe = needOf({ severity: 'SEVERE', site: 'HDU_ICU', atLeast: null })
  expect(names(severe)).toEqual([['HDU', 'ICU'], ['Plain', 'Ward A'], ['Ward B']])
  const moderate = needOf({ severity: 'MODERATE', site: 'WARD', atLeast: null })
  expect(names(moderate)).toEqual([['Ward A'], ['Plain', 'HDU', 'ICU'], ['Ward B']])
  expect(names(null)[0]).toEqual(['Plain', 'Ward A', 'HDU', 'ICU'])
})

test('R-03 whoever tested positive lies in isolation, even where the rule asks for no bed', () => {
  const mild = needOf({ severity: 'MILD', site: 'HOME', atLeast: null })
  expect(mild).toMatchObject({ isolation: true, oxygen: false })
  expect(names(mild)).toEqual([['Ward A', 'HDU', 'ICU'], ['Plain'], ['Ward B']])
  expect(needOf({ severity: null, site: null, atLeast: null })?.isolation).toBe(true)
  expect(needOf(null)).toBeNull()
})

test('R-07 only who is admitted can be discharged, and nothing follows a discharge', () => {
  expect(statusesFor('discharge')).toEqual(['ADMITTED'])
  expect(admissionTransitions.DISCHARGED).toEqual({})
})

const bed = { number: '4', ward: { name: 'Ward A' } }

test('A-17 days are those of the calendar on the hospital’s wall, not of Greenwich', () => {
  // 19:00 UTC is half past midnight of the next day in Kolkata.
  const admittedAt = new Date('2026-03-29T19:00:00Z')
  const stay = { admittedAt, dischargedAt: null }
  const until = new Date('2026-03-31T18:00:00Z')
  expect(daysOf(stay, until, zone)).toBe(1)
  expect(daysOf(stay, new Date('2026-03-31T18:31:00Z'), zone)).toBe(2)
  const stays = [{ startedAt: admittedAt, endedAt: null, dailyRateMinor: 450_000n, bed }]
  expect(roomOf(stays, until, zone)).toMatchObject([{ days: 1, dailyRateMinor: 450_000n, bedNumbers: ['4'] }])
})

test('A-17 a stay that has ended costs no more, however late it is looked at', () => {
  const startedAt = new Date('2026-03-01T06:00:00Z')
  const endedAt = new Date('2026-03-04T06:00:00Z')
  const stays = [{ startedAt, endedAt, dailyRateMinor: 100n, bed }]
  expect(roomOf(stays, new Date('2026-06-01T00:00:00Z'), zone)).toMatchObject([{ days: 3 }])
  expect(
    daysOf({ admittedAt: startedAt, dischargedAt: endedAt }, new Date('2026-06-01T00:00:00Z'), zone),
  ).toBe(3)
})
