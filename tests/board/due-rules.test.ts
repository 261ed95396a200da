import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LastRound, roundDue } from '../../src/board/due-rules.js'
import { occupancy } from '../../src/board/occupant-rules.js'

const takenAt = new Date('2026-11-21T06:00:00Z')
const after = (minutes: number) => new Date(takenAt.getTime() + minutes * 60_000)
const round = (monitoring: LastRound['monitoring']): LastRound => ({
  ...{ takenAt, monitoring, minimumTotal: null, redScore: false },
})

test('E-27 the next round is due when its band asks for it: RCP 2017, chart 4', () => {
  expect(roundDue(round('12-hourly'), after(60))).toEqual({ state: 'LATER', by: after(720) })
  expect(roundDue(round('4-6-hourly'), after(239))).toEqual({ state: 'LATER', by: after(360) })
  expect(roundDue(round('4-6-hourly'), after(240))).toEqual({ state: 'DUE', by: after(360) })
  expect(roundDue(round('4-6-hourly'), after(360))).toEqual({ state: 'DUE', by: after(360) })
  expect(roundDue(round('1-hourly'), after(61))).toEqual({ state: 'OVERDUE', by: after(60) })
  expect(roundDue(round('continuous'), after(31))).toEqual({ state: 'OVERDUE', by: after(30) })
})

test('E-27 a round that is incomplete is due again within the hour, one without a score says nothing', () => {
  const incomplete = { ...round(null), minimumTotal: 2 }
  expect(roundDue(incomplete, after(10))).toEqual({ state: 'LATER', by: after(60) })
  expect(roundDue({ ...incomplete, minimumTotal: 8 }, after(10))).toEqual({ state: 'LATER', by: after(30) })
  expect(roundDue(round(null), after(10))).toEqual({ state: 'UNKNOWN' })
  expect(roundDue(null, after(10))).toEqual({ state: 'NONE' })
})

test('E-27 a round that is overdue stays so until the next one', () => {
  const some = fc.constantFrom('12-hourly', '4-6-hourly', '1-hourly', 'continuous')
  fc.assert(
    fc.property(some, fc.nat(3000), fc.nat(3000), (monitoring, minutes, more) => {
      const order = ['LATER', 'DUE', 'OVERDUE']
      const [now, then] = [minutes, minutes + more].map(
        (each) => roundDue(round(monitoring), after(each)).state,
      )
      expect(order.indexOf(String(then))).toBeGreaterThanOrEqual(order.indexOf(String(now)))
    }),
  )
})

test('E-27 occupancy is of a hundred, and nothing where there are no beds', () => {
  expect(occupancy(38, 80)).toBe(48)
  expect(occupancy(0, 5)).toBe(0)
  expect(occupancy(0, 0)).toBeNull()
})
