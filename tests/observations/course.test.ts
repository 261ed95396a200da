import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { news2 } from '../../src/observations/news2-rules.js'
import { isStepUp, OXYGEN_DEVICES, type OxygenGiven, supportBy } from '../../src/observations/oxygen-rules.js'
import { isNearCutOff, nextRound } from '../../src/observations/response-rules.js'
import { alertsOf } from '../../src/observations/serial-rules.js'
import { wellAdult } from './rounds.js'

const air: OxygenGiven = { oxygen: 'ROOM_AIR', oxygenDevice: null, oxygenFlowTenths: null, fio2: null }
const prongs = (litres: number): OxygenGiven => ({
  oxygen: 'ON_OXYGEN',
  oxygenDevice: 'NASAL_CANNULA',
  oxygenFlowTenths: litres * 10,
  fio2: null,
})
const oxygen = (fio2: number): OxygenGiven => ({ ...air, oxygen: 'ON_OXYGEN', fio2 })
const unknown: OxygenGiven = { ...air, oxygen: null }

describe('T-17 more oxygen than before is an alert of its own', () => {
  test.each<[what: string, before: OxygenGiven, now: OxygenGiven, up: boolean]>([
    ['from air to oxygen', air, prongs(1), true],
    ['from oxygen to air', prongs(1), air, false],
    ['a higher flow', prongs(2), prongs(2.5), true],
    ['the same flow', prongs(2), prongs(2), false],
    ['a lower flow', prongs(3), prongs(2), false],
    ['a stronger device', prongs(6), { ...prongs(6), oxygenDevice: 'SIMPLE_MASK' }, true],
    ['a weaker device with more litres', { ...prongs(5), oxygenDevice: 'SIMPLE_MASK' }, prongs(6), false],
    ['a higher FiO2', oxygen(30), oxygen(40), true],
    ['the same FiO2', oxygen(40), oxygen(40), false],
    ['from the ward to high flow', prongs(6), { ...air, oxygen: 'HIGH_FLOW_OR_VENTILATED' }, true],
    ['not known before', unknown, prongs(6), false],
    ['not known now', prongs(2), unknown, false],
    ['a flow that nobody wrote down before', { ...prongs(2), oxygenFlowTenths: null }, prongs(6), false],
  ])('%s', (_what, before, now, up) => {
    expect(isStepUp(before, now)).toBe(up)
  })

  test('never both ways at once, by device, flow or FiO2 alone', () => {
    const given = fc.oneof(
      fc.constant(air),
      fc
        .constantFrom(...OXYGEN_DEVICES)
        .map((device) => ({ ...air, oxygen: supportBy(device), oxygenDevice: device })),
    )
    fc.assert(
      fc.property(given, given, (one, other) => {
        expect(isStepUp(one, other) && isStepUp(other, one)).toBe(false)
      }),
    )
  })

  test('is told where NEWS2 is flat: SpO2 91, 90, 89 while FiO2 goes 0.3, 0.4, 0.5', () => {
    const rounds = [91, 90, 89].map((spo2, index) => ({
      given: oxygen(30 + index * 10),
      score: news2(wellAdult({ spo2, oxygen: 'ON_OXYGEN' })),
      takenAt: new Date(Date.UTC(2026, 10, 21, index)),
    }))
    expect(rounds.map(({ score }) => score.total)).toEqual([5, 5, 5])
    const earlier = rounds
      .slice(0, 2)
      .map(({ given, score, takenAt }) => ({ ...given, takenAt, total: score.total }))
    expect(alertsOf({ total: 5, minimumTotal: null }, oxygen(50), earlier)).toEqual(['OXYGEN_ESCALATION'])
  })
})

describe('T-17 a rising score', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour))
  const earlier = (...totals: (number | null)[]) =>
    totals.map((total, hour) => ({ ...air, takenAt: at(hour), total }))
  const score = (total: number | null, minimumTotal: number | null = null) => ({ total, minimumTotal })

  test.each<[what: string, totals: (number | null)[], now: ReturnType<typeof score>, rises: boolean]>([
    ['by 2', [1], score(3), true],
    ['by 1', [1], score(2), false],
    ['falling', [5], score(3), false],
    ['no round before', [], score(9), false],
    ['since the last, not since the lowest', [0, 4], score(5), false],
    ['the one before incomplete: since the last complete one', [2, null], score(4), true],
    ['incomplete now, but certain already', [2], score(null, 4), true],
    ['incomplete now, and nothing certain', [2], score(null, 3), false],
    ['not applicable now', [2], score(null), false],
  ])('%s', (_what, totals, now, rises) => {
    const shuffled = earlier(...totals).reverse()
    expect(alertsOf(now, air, shuffled)).toEqual(rises ? ['RISING_SCORE'] : [])
  })
})

describe('T-17 the next round', () => {
  const takenAt = new Date('2026-11-21T03:30:00Z')
  const due = (changes: Parameters<typeof wellAdult>[0], around = {}) => {
    const next = nextRound(news2(wellAdult(changes, around)), takenAt)
    return next && [next.from, next.by].map((at) => (at.getTime() - takenAt.getTime()) / 3_600_000)
  }

  test.each<[Parameters<typeof wellAdult>[0], number[]]>([
    [{}, [12, 12]],
    [{ pulse: 95 }, [4, 6]],
    [{ consciousness: 'C' }, [1, 1]],
    [{ pulse: 120, respiratoryRate: 22, temperatureTenthsC: 385 }, [1, 1]],
    [{ consciousness: 'V', pulse: 120, respiratoryRate: 22 }, [0.5, 0.5]],
    [{ spo2: null }, [1, 1]],
    [{ spo2: null, consciousness: 'V', pulse: 120, respiratoryRate: 22 }, [0.5, 0.5]],
  ])('%j: between so many hours', (changes, hours) => {
    expect(due(changes)).toEqual(hours)
  })

  test('is not said by NEWS2 where it does not apply', () => {
    expect(due({}, { ageYears: 12 })).toBeNull()
  })
})

test.each<[spo2: number | null, scale: 1 | 2, near: boolean]>([
  [100, 1, false],
  [98, 1, false],
  [97, 1, true],
  [93, 1, true],
  [90, 1, true],
  [89, 1, false],
  [97, 2, false],
  [90, 2, false],
  [89, 2, true],
  [82, 2, true],
  [81, 2, false],
  [null, 1, false],
])('T-17 SpO2 %s on scale %i, on air: within 2 points of a cut-off is %s', (spo2, scale, near) => {
  expect(isNearCutOff({ spo2, oxygen: 'ROOM_AIR' }, scale)).toBe(near)
})
