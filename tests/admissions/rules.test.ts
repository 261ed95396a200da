import { expect, test } from 'vitest'
import { daysOf, roomOf } from '../../src/admissions/charge-rules.js'
import { admissionTransitions, needOf, statusesFor } from '../../src/admissions/rules.js'

const zone = 'Asia/Kolkata'

test('R-03 whoever tested positive lies in isolation, even where the rule asks for no bed', () => {
  const mild = needOf({ severity: 'MILD', site: 'HOME', atLeast: null })
  expect(mild).toMatchObject({ isolation: true, oxygen: false })
  expect(needOf({ severity: null, site: null, atLeast: null })?.isolation).toBe(true)
  expect(needOf(null)).toBeNull()
})

test('R-07 only who is admitted can be discharged, and nothing follows a discharge', () => {
  expect(statusesFor('discharge')).toEqual(['ADMITTED'])
  expect(admissionTransitions.DISCHARGED).toEqual({})
})

const bed = (dailyRateMinor: bigint) => ({
  number: '4',
  ward: { name: 'Ward A', rates: [{ fromDay: new Date('2000-01-01'), dailyRateMinor }] },
})

test('A-17 days are those of the calendar on the hospital’s wall, not of Greenwich', () => {
  // 19:00 UTC is half past midnight of the next day in Kolkata.
  const admittedAt = new Date('2026-03-29T19:00:00Z')
  const stay = { admittedAt, dischargedAt: null }
  const until = new Date('2026-03-31T18:00:00Z')
  expect(daysOf(stay, until, zone)).toBe(1)
  expect(daysOf(stay, new Date('2026-03-31T18:31:00Z'), zone)).toBe(2)
  const stays = [{ startedAt: admittedAt, endedAt: null, bed: bed(450_000n) }]
  expect(roomOf(stays, until, zone)).toMatchObject([{ days: 1, dailyRateMinor: 450_000n, bedNumbers: ['4'] }])
})

test('A-17 a stay that has ended costs no more, however late it is looked at', () => {
  const startedAt = new Date('2026-03-01T06:00:00Z')
  const endedAt = new Date('2026-03-04T06:00:00Z')
  const stays = [{ startedAt, endedAt, bed: bed(100n) }]
  expect(roomOf(stays, new Date('2026-06-01T00:00:00Z'), zone)).toMatchObject([{ days: 3 }])
  expect(
    daysOf({ admittedAt: startedAt, dischargedAt: endedAt }, new Date('2026-06-01T00:00:00Z'), zone),
  ).toBe(3)
})
