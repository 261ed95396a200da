import { describe, expect, test } from 'vitest'
import { news2, type Parameter, responseTo } from '../../src/observations/news2-rules.js'
import type { OxygenSupport, Readings } from '../../src/observations/rules.js'
import { onScale2, wellAdult } from './rounds.js'

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
