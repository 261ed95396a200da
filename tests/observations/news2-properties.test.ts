import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type News2Result, news2, PARAMETERS, responseTo } from '../../src/observations/news2-rules.js'
import {
  type Consciousness,
  type OxygenSupport,
  POSSIBLE,
  type Readings,
} from '../../src/observations/rules.js'
import { tenthsOfCelsius } from '../../src/observations/temperature-rules.js'
import { onScale2, wellAdult } from './rounds.js'

describe('T-17 NEWS2 of any round', () => {
  test('is the sum of its seven parts, 0 to 20', () => {
    fc.assert(
      fc.property(rounds(), scales, (readings, scale) => {
        const result = news2({ ...wellAdult(), readings, ...scale })
        expect(result.status).toBe('OK')
        expect(result.total).toBe(sum(result))
        expect(result.total).toBeGreaterThanOrEqual(0)
        expect(result.total).toBeLessThanOrEqual(20)
        expect(result.redScore).toBe(Object.values(result.points).includes(3))
        expect({ band: result.band, monitoring: result.monitoring }).toEqual(
          responseTo(result.total ?? -1, result.redScore),
        )
      }),
    )
  })

  // Towards 0 points from the lowest, away from them to the highest.
  test.each<[field: keyof Readings & keyof typeof middles, from: number, to: number]>([
    ['respiratoryRate', 0, 80],
    ['spo2', 50, 100],
    ['systolic', 51, 300],
    ['pulse', 20, 300],
    ['temperatureTenthsC', 250, 450],
  ])('never falls as the %s goes away from the middle', (field, from, to) => {
    const middle = middles[field]
    fc.assert(
      fc.property(
        rounds(),
        fc.integer({ min: from, max: to }),
        fc.integer({ min: from, max: to }),
        (readings, one, other) => {
          if (Math.sign(one - middle) * Math.sign(other - middle) < 0) return
          const [near, far] = Math.abs(one - middle) <= Math.abs(other - middle) ? [one, other] : [other, one]
          const total = (value: number) =>
            news2({ ...wellAdult(), readings: { ...readings, diastolic: null, [field]: value } }).total ?? -1
          expect(total(far)).toBeGreaterThanOrEqual(total(near))
        },
      ),
    )
  })

  test('with parts missing has no total, and its lower bound is never above the whole', () => {
    fc.assert(
      fc.property(
        rounds(),
        scales,
        fc.subarray([...PARAMETERS], { minLength: 1 }),
        (readings, scale, forgotten) => {
          const whole = news2({ ...wellAdult(), readings, ...scale })
          const nothing = Object.fromEntries(
            forgotten.map((each) => [each === 'temperature' ? 'temperatureTenthsC' : each, null]),
          )
          const part = news2({ ...wellAdult(), readings: { ...readings, ...nothing }, ...scale })
          expect(part).toMatchObject({ status: 'INCOMPLETE', total: null, band: null, monitoring: null })
          expect([...part.missing].sort()).toEqual([...forgotten].sort())
          expect(part.minimumTotal).toBe(sum(part))
          expect(part.minimumTotal).toBeLessThanOrEqual(whole.total ?? -1)
          expect(part.redScore && !whole.redScore).toBe(false)
        },
      ),
    )
  })

  test('with anything that is not a whole number or a word of the list scores nothing at all', () => {
    const notWhole = fc.anything().filter((value) => value !== null && !Number.isInteger(value))
    const fields = fc.constantFrom(
      'spo2',
      'respiratoryRate',
      'pulse',
      'systolic',
      'temperatureTenthsC',
      'oxygen',
      'consciousness',
    )
    fc.assert(
      fc.property(fields, notWhole, (field, value) => {
        const known = ['ROOM_AIR', 'ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED', 'A', 'C', 'V', 'P', 'U']
        if (known.some((word) => word === value)) return
        const result = news2({
          ...wellAdult(),
          readings: Object.assign({}, wellAdult().readings, { [field]: value }),
        })
        expect(result).toMatchObject({ status: 'INVALID', total: null, band: null, minimumTotal: null })
        expect(result.problems).not.toEqual([])
      }),
    )
    expect(news2(wellAdult({ spo2: Number.NaN })).status).toBe('INVALID')
    expect(news2(Object.assign(wellAdult(), { ageYears: '45' })).status).toBe('INVALID')
    expect(news2(wellAdult({}, { ageYears: 130.5 })).status).toBe('INVALID')
  })

  test('is the same for a temperature in Fahrenheit as for the same one in Celsius', () => {
    fc.assert(
      fc.property(fc.integer({ min: 250, max: 450 }), (tenths) => {
        const fahrenheit = Number(((tenths / 10) * 1.8 + 32).toFixed(2))
        expect(tenthsOfCelsius(fahrenheit, 'F')).toBe(tenths)
        const points = (temperatureTenthsC: number) =>
          news2(wellAdult({ temperatureTenthsC })).points.temperature
        expect(points(tenthsOfCelsius(fahrenheit, 'F'))).toBe(points(tenths))
      }),
    )
  })
})

const middles = { respiratoryRate: 16, spo2: 100, systolic: 160, pulse: 70, temperatureTenthsC: 370 }

const scales = fc.constantFrom({ spo2Scale: 1, scale2By: null }, onScale2)

function rounds(): fc.Arbitrary<Readings> {
  const number = (field: keyof typeof POSSIBLE) =>
    fc.integer({ min: POSSIBLE[field].from, max: POSSIBLE[field].to })
  return fc.record({
    spo2: fc.oneof(fc.integer({ min: 80, max: 100 }), number('spo2')),
    oxygen: fc.constantFrom<OxygenSupport>('ROOM_AIR', 'ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED'),
    respiratoryRate: fc.oneof(fc.integer({ min: 6, max: 28 }), number('respiratoryRate')),
    temperatureTenthsC: fc.integer({ min: 250, max: 450 }),
    pulse: number('pulse'),
    systolic: number('systolic'),
    diastolic: fc.constant(null),
    consciousness: fc.constantFrom<Consciousness>('A', 'A', 'A', 'C', 'V', 'P', 'U'),
  })
}

const sum = ({ points }: News2Result) =>
  Object.values(points).reduce((total: number, each) => total + (each ?? 0), 0)
