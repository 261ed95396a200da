import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OXYGEN_SUPPORT } from '../../src/observations/rules.js'
import { FOUR_C_COMORBIDITIES, fourCComorbidities } from '../../src/triage/four-c-comorbidity-rules.js'
import { FOUR_C_PARTS, type FourCInput, type FourCPart } from '../../src/triage/four-c-input-rules.js'
import { CRP_UNITS, UREA_UNITS } from '../../src/triage/four-c-laboratory-rules.js'
import { mortalityAt } from '../../src/triage/four-c-mortality-rules.js'
import { FOUR_C, fourC } from '../../src/triage/four-c-rules.js'

/** A woman of 45 with nothing that counts; the argument says what differs. */
function admitted(change: Partial<FourCInput> = {}): FourCInput {
  return { ...well, ...change }
}

const well: FourCInput = {
  admitted: true,
  ageYears: 45,
  sex: 'FEMALE',
  comorbidities: [],
  comorbidityCount: null,
  respiratoryRate: 18,
  spo2: 97,
  oxygen: 'ROOM_AIR',
  spo2OnAir: null,
  gcs: 15,
  consciousness: null,
  sedated: false,
  urea: 5,
  ureaUnit: 'mmol/L',
  crp: 20,
  crpUnit: 'mg/L',
}

function pointsOf(part: FourCPart, change: Partial<FourCInput>): number | null | undefined {
  return fourC(admitted(change)).parts.find((row) => row.part === part)?.points
}

describe('T-17 each part of 4C has the points of the table, on both sides of every limit', () => {
  test.each<[FourCPart, Partial<FourCInput>, number]>([
    ['age', { ageYears: 18 }, 0],
    ['age', { ageYears: 49 }, 0],
    ['age', { ageYears: 50 }, 2],
    ['age', { ageYears: 59 }, 2],
    ['age', { ageYears: 60 }, 4],
    ['age', { ageYears: 69 }, 4],
    ['age', { ageYears: 70 }, 6],
    ['age', { ageYears: 79 }, 6],
    ['age', { ageYears: 80 }, 7],
    ['sex', { sex: 'FEMALE' }, 0],
    ['sex', { sex: 'MALE' }, 1],
    ['comorbidities', { comorbidities: [] }, 0],
    ['comorbidities', { comorbidities: ['OBESITY'] }, 1],
    ['comorbidities', { comorbidities: ['DIABETES', 'DIABETES'] }, 1],
    ['comorbidities', { comorbidities: ['DIABETES', 'HIV'] }, 2],
    ['comorbidities', { comorbidities: [...FOUR_C_COMORBIDITIES] }, 2],
    ['comorbidities', { comorbidities: null, comorbidityCount: 0 }, 0],
    ['comorbidities', { comorbidities: null, comorbidityCount: 1 }, 1],
    ['comorbidities', { comorbidities: null, comorbidityCount: 2 }, 2],
    ['comorbidities', { comorbidities: null, comorbidityCount: 5 }, 2],
    ['comorbidities', { comorbidities: ['LIVER'], comorbidityCount: 3 }, 2],
    ['respiratoryRate', { respiratoryRate: 19 }, 0],
    ['respiratoryRate', { respiratoryRate: 20 }, 1],
    ['respiratoryRate', { respiratoryRate: 29 }, 1],
    ['respiratoryRate', { respiratoryRate: 30 }, 2],
    ['spo2', { spo2: 92 }, 0],
    ['spo2', { spo2: 91 }, 2],
    ['spo2', { spo2: 97, oxygen: 'ON_OXYGEN', spo2OnAir: 91 }, 2],
    ['gcs', { gcs: 15 }, 0],
    ['gcs', { gcs: 14 }, 2],
    ['gcs', { gcs: 3 }, 2],
    ['gcs', { gcs: null, consciousness: 'A' }, 0],
    ['gcs', { gcs: null, consciousness: 'C' }, 2],
    ['gcs', { gcs: null, consciousness: 'U' }, 2],
    ['gcs', { gcs: 15, consciousness: 'V', sedated: true }, 0],
    ['urea', { urea: 6.9 }, 0],
    ['urea', { urea: 6.999 }, 0],
    ['urea', { urea: 7 }, 1],
    ['urea', { urea: 14 }, 1],
    ['urea', { urea: 14.001 }, 3],
    ['urea', { urea: 14.1 }, 3],
    ['urea', { urea: 42, ureaUnit: 'mg/dL' }, 0],
    ['urea', { urea: 42.042, ureaUnit: 'mg/dL' }, 1],
    ['urea', { urea: 43, ureaUnit: 'mg/dL' }, 1],
    ['urea', { urea: 84.084, ureaUnit: 'mg/dL' }, 1],
    ['urea', { urea: 84, ureaUnit: 'mg/dL' }, 1],
    ['urea', { urea: 85, ureaUnit: 'mg/dL' }, 3],
    ['urea', { urea: 19.5, ureaUnit: 'mg/dL-BUN' }, 0],
    ['urea', { urea: 19.6, ureaUnit: 'mg/dL-BUN' }, 1],
    ['urea', { urea: 39.2, ureaUnit: 'mg/dL-BUN' }, 1],
    ['urea', { urea: 39.3, ureaUnit: 'mg/dL-BUN' }, 3],
    ['crp', { crp: 0 }, 0],
    ['crp', { crp: 49.9 }, 0],
    ['crp', { crp: 50 }, 1],
    ['crp', { crp: 99.5 }, 1],
    ['crp', { crp: 99.9 }, 1],
    ['crp', { crp: 100 }, 2],
    ['crp', { crp: 4.9, crpUnit: 'mg/dL' }, 0],
    ['crp', { crp: 5, crpUnit: 'mg/dL' }, 1],
    ['crp', { crp: 9.9, crpUnit: 'mg/dL' }, 1],
    ['crp', { crp: 10, crpUnit: 'mg/dL' }, 2],
  ])('%s %j: %i', (part, change, points) => {
    expect(pointsOf(part, change)).toBe(points)
  })

  test('hypertension and asthma are not on the list of this score', () => {
    expect(fourCComorbidities).toHaveLength(11)
    expect(FOUR_C_COMORBIDITIES).not.toContain('HYPERTENSION')
    expect(FOUR_C_COMORBIDITIES).not.toContain('ASTHMA')
  })
})

describe('T-17 a total has its group and the deaths that were published with it', () => {
  test('the deaths in hospital at every score, with their denominators', () => {
    const published = [
      0, 0.3, 0.8, 2.3, 4.8, 7.5, 7.8, 11.7, 14.4, 19.2, 22.9, 26.9, 32.9, 40.1, 44.6, 51.6, 59.1, 66.1, 75.8,
      77.4, 82.9, 87.5,
    ]
    const rows = published.map((_, total) => mortalityAt(total))
    expect(rows.map((row) => row?.percent ?? 0)).toEqual(published)
    expect(rows.reduce((sum, row) => sum + (row?.patients ?? 0), 0)).toBe(22_361)
    expect(rows.reduce((sum, row) => sum + (row?.deaths ?? 0), 0)).toBe(6_729)
    expect(mortalityAt(22)).toBeNull()
  })

  test('nobody died at 0, which is told with how many they were, and as no percentage', () => {
    const { total, group, mortality } = fourC(admitted())
    expect([total, group, mortality?.percent]).toEqual([0, 'LOW', null])
    expect(mortality?.text).toContain('No deaths among {{patients}}')
    expect(mortality?.values).toEqual({ patients: 169 })
  })

  test.each<[Partial<FourCInput>, number, string]>([
    [{ sex: 'MALE', comorbidities: ['HIV', 'LIVER'] }, 3, 'LOW'],
    [{ ageYears: 60 }, 4, 'INTERMEDIATE'],
    [{ ageYears: 80, sex: 'MALE' }, 8, 'INTERMEDIATE'],
    [{ ageYears: 80, spo2: 91 }, 9, 'HIGH'],
    [{ ageYears: 80, spo2: 91, gcs: 14, crp: 100, sex: 'MALE' }, 14, 'HIGH'],
    [{ ageYears: 80, spo2: 91, gcs: 14, crp: 100, comorbidities: ['HIV', 'LIVER'] }, 15, 'VERY_HIGH'],
    [
      {
        ageYears: 90,
        sex: 'MALE',
        comorbidityCount: 4,
        respiratoryRate: 40,
        spo2: 80,
        gcs: 3,
        urea: 30,
        crp: 300,
      },
      21,
      'VERY_HIGH',
    ],
  ])('%j is %i, %s', (change, total, group) => {
    expect(fourC(admitted(change))).toMatchObject({ status: 'OK', total, group, ruleSet: FOUR_C })
  })
})

describe('T-17 what is missing is named, and gives the range in which the total lies', () => {
  test.each<[Partial<FourCInput>, string[], number, number]>([
    [{ ageYears: null }, ['ageYears'], 0, 7],
    [{ sex: null }, ['sex'], 0, 1],
    [{ sex: 'OTHER' }, ['sex'], 0, 1],
    [{ comorbidities: null }, ['comorbidities'], 0, 2],
    [{ respiratoryRate: null }, ['respiratoryRate'], 0, 2],
    [{ spo2: null }, ['spo2'], 0, 2],
    [{ oxygen: null }, ['oxygen'], 0, 2],
    [{ spo2: null, oxygen: null }, ['spo2', 'oxygen'], 0, 2],
    [{ spo2: 99, oxygen: 'ON_OXYGEN' }, ['spo2OnAir'], 0, 2],
    [{ oxygen: 'HIGH_FLOW_OR_VENTILATED' }, ['spo2OnAir'], 0, 2],
    [{ gcs: null }, ['gcs'], 0, 2],
    [{ gcs: null, consciousness: 'A', sedated: true }, ['gcs'], 0, 2],
    [{ urea: null }, ['urea'], 0, 3],
    [{ crp: null, ageYears: 64 }, ['crp'], 4, 6],
    [{ crp: null, urea: null, ureaUnit: null, sex: 'MALE' }, ['urea', 'crp'], 1, 6],
  ])('%j', (change, missing, minimumTotal, maximumTotal) => {
    const result = fourC(admitted(change))
    expect(result).toMatchObject({ status: 'INCOMPLETE', total: null, group: null, mortality: null })
    expect(result).toMatchObject({ missing, minimumTotal, maximumTotal })
  })
})

test.each<[Partial<FourCInput>, string]>([
  [{ ageYears: 17 }, 'AGE_UNDER_18'],
  [{ ageYears: 17, crp: null }, 'AGE_UNDER_18'],
  [{ admitted: false }, 'NOT_ADMITTED'],
])('T-17 nobody under 18 and nobody outside the hospital is scored: %j', (change, notApplicable) => {
  expect(fourC(admitted(change))).toMatchObject({
    status: 'NOT_APPLICABLE',
    notApplicable,
    total: null,
    parts: [],
  })
})

describe('T-17 nothing impossible is scored', () => {
  test.each<[object, string[]]>([
    [{ ageYears: -1 }, ['ageYears']],
    [{ ageYears: 79.5 }, ['ageYears']],
    [{ ageYears: '64' }, ['ageYears']],
    [{ sex: 'male' }, ['sex']],
    [{ comorbidities: ['HYPERTENSION'] }, ['comorbidities']],
    [{ comorbidities: 'DIABETES' }, ['comorbidities']],
    [{ comorbidityCount: -1 }, ['comorbidityCount']],
    [{ comorbidityCount: 12 }, ['comorbidityCount']],
    [{ comorbidityCount: 1.5 }, ['comorbidityCount']],
    [{ respiratoryRate: 29.5 }, ['respiratoryRate']],
    [{ respiratoryRate: Number.NaN }, ['respiratoryRate']],
    [{ spo2: 101 }, ['spo2']],
    [{ spo2OnAir: 0 }, ['spo2OnAir']],
    [{ oxygen: false }, ['oxygen']],
    [{ gcs: 2 }, ['gcs']],
    [{ gcs: 16 }, ['gcs']],
    [{ consciousness: 'X' }, ['consciousness']],
    [{ urea: 5, ureaUnit: null }, ['ureaUnit']],
    [{ urea: 5, ureaUnit: 'mg/L' }, ['ureaUnit']],
    [{ urea: 0 }, ['urea']],
    [{ urea: 101 }, ['urea']],
    [{ urea: 600.1, ureaUnit: 'mg/dL' }, ['urea']],
    [{ urea: 281, ureaUnit: 'mg/dL-BUN' }, ['urea']],
    [{ urea: Number.NaN }, ['urea']],
    [{ urea: Number.POSITIVE_INFINITY }, ['urea']],
    [{ crp: -0.1 }, ['crp']],
    [{ crp: 1001 }, ['crp']],
    [{ crp: 180, crpUnit: 'mg/dL' }, ['crp']],
    [{ crp: 20, crpUnit: null }, ['crpUnit']],
    [{ crp: '20' }, ['crp']],
    [{ crp: '20', spo2: 101 }, ['spo2', 'crp']],
  ])('%j', (change, fields) => {
    const result = fourC(Object.assign({}, well, change))
    expect(result).toMatchObject({ status: 'INVALID', total: null, parts: [], minimumTotal: null })
    expect(result.problems.map(({ field }) => field)).toEqual(fields)
  })
})

const patient: fc.Arbitrary<FourCInput> = fc.record({
  admitted: fc.constant(true),
  ageYears: fc.integer({ min: 18, max: 110 }),
  sex: fc.constantFrom('FEMALE' as const, 'MALE' as const),
  comorbidities: fc.subarray([...FOUR_C_COMORBIDITIES]),
  comorbidityCount: fc.option(fc.integer({ min: 0, max: 11 })),
  respiratoryRate: fc.integer({ min: 0, max: 80 }),
  spo2: fc.integer({ min: 50, max: 100 }),
  oxygen: fc.constant('ROOM_AIR' as const),
  spo2OnAir: fc.constant(null),
  gcs: fc.integer({ min: 3, max: 15 }),
  consciousness: fc.constant(null),
  sedated: fc.constant(false),
  urea: fc.double({ min: 0.6, max: 100, noNaN: true }),
  ureaUnit: fc.constantFrom(...UREA_UNITS),
  crp: fc.double({ min: 0, max: 100, noNaN: true }),
  crpUnit: fc.constantFrom(...CRP_UNITS),
})

test('T-17 the total is the sum of its parts, from 0 to 21, with a group and deaths', () => {
  fc.assert(
    fc.property(patient, (input) => {
      const { status, total, parts, group, mortality } = fourC(input)
      expect(status).toBe('OK')
      expect(parts.map(({ part }) => part)).toEqual([...FOUR_C_PARTS])
      expect(parts.reduce((sum, { points }) => sum + (points ?? 0), 0)).toBe(total)
      for (const { points, most } of parts) expect(points).toBeLessThanOrEqual(most)
      expect([group, mortality].every((each) => each !== null)).toBe(true)
    }),
  )
})

test('T-17 whatever is forgotten, the full total lies between the two that are told', () => {
  const forgettable = [
    'ageYears',
    'sex',
    'comorbidities',
    'respiratoryRate',
    'spo2',
    'oxygen',
    'gcs',
    'urea',
    'crp',
  ] as const
  fc.assert(
    fc.property(
      patient.map((input) => ({ ...input, comorbidityCount: null })),
      fc.subarray([...forgettable], { minLength: 1 }),
      (input, forgotten) => {
        const less = fourC({ ...input, ...Object.fromEntries(forgotten.map((field) => [field, null])) })
        const full = fourC(input).total
        expect(less.status).toBe('INCOMPLETE')
        expect(less.missing.length).toBeGreaterThan(0)
        expect(less.minimumTotal).toBeLessThanOrEqual(Number(full))
        expect(less.maximumTotal).toBeGreaterThanOrEqual(Number(full))
      },
    ),
  )
})

test('T-17 a worse value never lowers the total', () => {
  const worse = fc.constantFrom<(input: FourCInput) => Partial<FourCInput>>(
    ({ ageYears }) => ({ ageYears: Number(ageYears) + 1 }),
    () => ({ sex: 'MALE' }),
    ({ comorbidities }) => ({ comorbidities: [...(comorbidities ?? []), 'DEMENTIA'] }),
    ({ respiratoryRate }) => ({ respiratoryRate: Math.min(80, Number(respiratoryRate) + 1) }),
    ({ spo2 }) => ({ spo2: Math.max(50, Number(spo2) - 1) }),
    ({ gcs }) => ({ gcs: Math.max(3, Number(gcs) - 1) }),
    ({ urea }) => ({ urea: Math.min(100, Number(urea) * 1.3) }),
    ({ crp }) => ({ crp: Math.min(100, Number(crp) * 1.3) }),
  )
  fc.assert(
    fc.property(patient, worse, (input, change) => {
      expect(fourC({ ...input, ...change(input) }).total).toBeGreaterThanOrEqual(Number(fourC(input).total))
    }),
  )
})

test('T-17 one blood has the same points in every unit, but for the rounding of a unit at its limits', () => {
  const near = (value: number, limits: number[]) =>
    limits.some((limit) => Math.abs(value / limit - 1) < 0.002)
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 90, noNaN: true }), (mmol) => {
      fc.pre(!near(mmol, [7, 14]))
      const points = pointsOf('urea', { urea: mmol })
      expect(pointsOf('urea', { urea: mmol * 6.006, ureaUnit: 'mg/dL' })).toBe(points)
      expect(pointsOf('urea', { urea: mmol / 0.357, ureaUnit: 'mg/dL-BUN' })).toBe(points)
      expect(pointsOf('urea', { urea: mmol * 2.8, ureaUnit: 'mg/dL-BUN' })).toBe(points)
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (tenths) => {
      expect(pointsOf('crp', { crp: tenths / 100, crpUnit: 'mg/dL' })).toBe(
        pointsOf('crp', { crp: tenths / 10 }),
      )
    }),
  )
})

test('T-17 no SpO2 measured on oxygen is ever scored', () => {
  const onOxygen = OXYGEN_SUPPORT.filter((each) => each !== 'ROOM_AIR')
  fc.assert(
    fc.property(patient, fc.constantFrom(...onOxygen), (input, oxygen) => {
      const result = fourC({ ...input, oxygen })
      expect(result).toMatchObject({ status: 'INCOMPLETE', missing: ['spo2OnAir'] })
    }),
  )
})
