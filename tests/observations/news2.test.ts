import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type News2Result,
  news2,
  PARAMETERS,
  type Parameter,
  responseTo,
} from '../../src/observations/news2-rules.js'
import {
  type Consciousness,
  type OxygenSupport,
  POSSIBLE,
  type Readings,
} from '../../src/observations/rules.js'
import { tenthsOfCelsius } from '../../src/observations/temperature-rules.js'
import { wellAdult } from './rounds.js'

const onScale2 = { spo2Scale: 2, scale2By: 'Dr Meera Nair' }

describe('T-17 each value of NEWS2 has the points of the chart, on both sides of every limit', () => {
  test.each<[keyof Readings, Parameter, [value: number, points: number][]]>([
    [
      'respiratoryRate',
      'respiratoryRate',
      [
        [0, 3],
        [8, 3],
        [9, 1],
        [11, 1],
        [12, 0],
        [20, 0],
        [21, 2],
        [24, 2],
        [25, 3],
        [80, 3],
      ],
    ],
    [
      'spo2',
      'spo2',
      [
        [50, 3],
        [91, 3],
        [92, 2],
        [93, 2],
        [94, 1],
        [95, 1],
        [96, 0],
        [100, 0],
      ],
    ],
    [
      'systolic',
      'systolic',
      [
        [81, 3],
        [90, 3],
        [91, 2],
        [100, 2],
        [101, 1],
        [110, 1],
        [111, 0],
        [219, 0],
        [220, 3],
        [300, 3],
      ],
    ],
    [
      'pulse',
      'pulse',
      [
        [20, 3],
        [40, 3],
        [41, 1],
        [50, 1],
        [51, 0],
        [90, 0],
        [91, 1],
        [110, 1],
        [111, 2],
        [130, 2],
        [131, 3],
        [300, 3],
      ],
    ],
    [
      'temperatureTenthsC',
      'temperature',
      [
        [250, 3],
        [350, 3],
        [351, 1],
        [360, 1],
        [361, 0],
        [380, 0],
        [381, 1],
        [390, 1],
        [391, 2],
        [450, 2],
      ],
    ],
  ])('%s', (field, parameter, expected) => {
    const found = expected.map(([value]) => [
      value,
      news2(wellAdult({ [field]: value, diastolic: 50 })).points[parameter],
    ])
    expect(found).toEqual(expected)
  })

  test.each<[oxygen: OxygenSupport, [spo2: number, points: number][]]>([
    [
      'ROOM_AIR',
      [
        [50, 3],
        [83, 3],
        [84, 2],
        [85, 2],
        [86, 1],
        [87, 1],
        [88, 0],
        [92, 0],
        [93, 0],
        [96, 0],
        [100, 0],
      ],
    ],
    [
      'ON_OXYGEN',
      [
        [50, 3],
        [83, 3],
        [84, 2],
        [85, 2],
        [86, 1],
        [87, 1],
        [88, 0],
        [92, 0],
        [93, 1],
        [94, 1],
        [95, 2],
        [96, 2],
        [97, 3],
        [100, 3],
      ],
    ],
    [
      'HIGH_FLOW_OR_VENTILATED',
      [
        [92, 0],
        [93, 1],
        [95, 2],
        [97, 3],
      ],
    ],
  ])('SpO2 on scale 2, %s', (oxygen, expected) => {
    const found = expected.map(([spo2]) => [spo2, news2(wellAdult({ spo2, oxygen }, onScale2)).points.spo2])
    expect(found).toEqual(expected)
  })

  test('oxygen is 2 points beside those of the SpO2, and everything but alert is 3', () => {
    const oxygen = (['ROOM_AIR', 'ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED'] as const).map(
      (oxygen) => news2(wellAdult({ oxygen })).points.oxygen,
    )
    expect(oxygen).toEqual([0, 2, 2])
    const consciousness = (['A', 'C', 'V', 'P', 'U'] as const).map(
      (consciousness) => news2(wellAdult({ consciousness })).points.consciousness,
    )
    expect(consciousness).toEqual([0, 3, 3, 3, 3])
  })

  test.each<[total: number, red: boolean, band: string, monitoring: string]>([
    [0, false, 'LOW', '12-hourly'],
    [1, false, 'LOW', '4-6-hourly'],
    [4, false, 'LOW', '4-6-hourly'],
    [3, true, 'LOW_MEDIUM', '1-hourly'],
    [4, true, 'LOW_MEDIUM', '1-hourly'],
    [5, false, 'MEDIUM', '1-hourly'],
    [5, true, 'MEDIUM', '1-hourly'],
    [6, true, 'MEDIUM', '1-hourly'],
    [7, false, 'HIGH', 'continuous'],
    [7, true, 'HIGH', 'continuous'],
    [20, true, 'HIGH', 'continuous'],
  ])('a total of %i, red %s, is %s: %s', (total, red, band, monitoring) => {
    expect(responseTo(total, red)).toEqual({ band, monitoring })
  })
})

describe('T-17 scale 2 is for nobody without a clinician who decided it', () => {
  test.each([null, '', '   '])('%j is no name: scale 1 is used and said', (scale2By) => {
    expect(news2(wellAdult({ spo2: 90 }, { spo2Scale: 2, scale2By }))).toMatchObject({
      ...{ spo2Scale: 1, redScore: true, total: 3 },
    })
    expect(news2(wellAdult({ spo2: 90 }, onScale2))).toMatchObject({ spo2Scale: 2, total: 0 })
  })

  test('an unknown scale is invalid', () => {
    const result = news2(wellAdult({}, { spo2Scale: 3 }))
    expect(result.status).toBe('INVALID')
    expect(result.problems.map(({ field }) => field)).toEqual(['spo2Scale'])
  })
})

describe('T-17 NEWS2 does not apply', () => {
  test('under 16, and from 16 on it does', () => {
    expect(news2(wellAdult({}, { ageYears: 15 }))).toMatchObject({
      status: 'NOT_APPLICABLE',
      notApplicable: 'AGE_UNDER_16',
      total: null,
    })
    expect(news2(wellAdult({}, { ageYears: 16 }))).toMatchObject({ status: 'OK', total: 0 })
  })

  test('in pregnancy, also where the age is not known; not said is not pregnant', () => {
    const pregnant = { status: 'NOT_APPLICABLE', notApplicable: 'PREGNANCY', total: null, band: null }
    expect(news2(wellAdult({}, { pregnant: true }))).toMatchObject(pregnant)
    expect(news2(wellAdult({}, { pregnant: true, ageYears: null }))).toMatchObject(pregnant)
    expect(news2(wellAdult({}, { pregnant: null }))).toMatchObject({ status: 'OK' })
  })
})

describe('T-17 a round with something missing has no total', () => {
  test('but says what is missing, what is certain, and that a red score is there already', () => {
    const result = news2(wellAdult({ respiratoryRate: null, consciousness: 'C', spo2: 93 }))
    expect(result).toMatchObject({
      ...{ status: 'INCOMPLETE', total: null, band: null, monitoring: null },
      ...{ missing: ['respiratoryRate'], minimumTotal: 5, redScore: true },
    })
  })

  test('oxygen that is not known is not air; a missing age is missing', () => {
    expect(news2(wellAdult({ oxygen: null }))).toMatchObject({ status: 'INCOMPLETE', missing: ['oxygen'] })
    expect(news2(wellAdult({}, { ageYears: null }))).toMatchObject({
      status: 'INCOMPLETE',
      missing: ['ageYears'],
    })
  })

  test('on scale 2 an SpO2 that means something else on oxygen has no points while that is not known', () => {
    const points = (spo2: number) => news2(wellAdult({ spo2, oxygen: null }, onScale2)).points.spo2
    expect([87, 92, 93, 98].map(points)).toEqual([1, 0, null, null])
    expect(news2(wellAdult({ spo2: 98, oxygen: null }, onScale2)).missing).toEqual(['oxygen'])
  })
})

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
