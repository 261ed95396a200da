import type { Sex } from '../generated/prisma/enums.js'
import type { Problem } from '../observations/problem-rules.js'
import { POLICY } from './decision-rules.js'
import { comorbiditiesCounted } from './four-c-comorbidity-rules.js'
import {
  FOUR_C_PARTS,
  type FourCInput,
  type FourCNeeded,
  type FourCPart,
  fourCProblems,
} from './four-c-input-rules.js'
import { crpPoints, ureaPoints } from './four-c-laboratory-rules.js'
import { type FourCGroup, groupOf, type Mortality, mortalityAt } from './four-c-mortality-rules.js'
import type { TriageStatus } from './outcome-rules.js'
import { ADULT_FROM_YEARS } from './presentation-rules.js'
import { missingOfRoomAir, roomAirSpo2 } from './support-rules.js'

/** The table as corrected by the authors (CRP in mg/L; urea of exactly 14 mmol/L is 1 point). */
export const FOUR_C = {
  instrument: 'ISARIC 4C Mortality Score, BMJ 2020;370:m3339',
  version: 'Wardwell 1',
} as const

export interface FourCPoints {
  id: string
  part: FourCPart
  /** Null where not known. */
  points: number | null
  /** The most that this part can give. */
  most: number
  value: string | number | null
  /** The band it fell in; null where not known. */
  threshold: string | null
  source: string
  /** Ours, not the authors'. */
  policy: boolean
}

export interface FourCResult {
  status: TriageStatus
  /** 0 to 21. Null unless the status is OK. */
  total: number | null
  group: FourCGroup | null
  mortality: Mortality | null
  /** In the order of the table. Empty where nothing was scored. */
  parts: FourCPoints[]
  missing: FourCNeeded[]
  /** Between these the total lies; null unless something is missing. */
  minimumTotal: number | null
  maximumTotal: number | null
  notApplicable: 'AGE_UNDER_18' | 'NOT_ADMITTED' | null
  problems: Problem[]
  ruleSet: { instrument: string; version: string }
}

/**
 * The score of an adult at admission. With anything impossible it is INVALID and scores nothing; under 18 years, and
 * for those not admitted, NOT_APPLICABLE; with anything missing INCOMPLETE, with the range in which the total lies.
 * An SpO2 measured on oxygen is missing, however good.
 */
export function fourC(input: FourCInput): FourCResult {
  const problems = fourCProblems(input)
  if (problems.length > 0) return { ...NOTHING, problems }
  const { ageYears, admitted } = input
  if (ageYears !== null && ageYears < ADULT_FROM_YEARS)
    return { ...NOTHING, status: 'NOT_APPLICABLE', notApplicable: 'AGE_UNDER_18' }
  if (!admitted) return { ...NOTHING, status: 'NOT_APPLICABLE', notApplicable: 'NOT_ADMITTED' }

  const parts = pointsOf(input)
  const least = sum(parts.map(({ points }) => points ?? 0))
  const unknown = parts.filter(({ points }) => points === null)
  if (unknown.length > 0)
    return {
      ...NOTHING,
      status: 'INCOMPLETE',
      parts,
      missing: unknown.flatMap(({ part }) => missingOf(part, input)),
      minimumTotal: least,
      maximumTotal: least + sum(unknown.map(({ most }) => most)),
    }
  return {
    ...NOTHING,
    status: 'OK',
    parts,
    total: least,
    group: groupOf(least),
    mortality: mortalityAt(least),
  }
}

/** From the highest down, each with the least value that is still in it: nothing falls between two bands. */
type Cascade = readonly (readonly [from: number, points: number, threshold: string])[]

const AGE: Cascade = [
  [80, 7, '>= 80'],
  [70, 6, '70 to 79'],
  [60, 4, '60 to 69'],
  [50, 2, '50 to 59'],
  [0, 0, '< 50'],
]
const COMORBIDITIES: Cascade = [
  [2, 2, '>= 2'],
  [1, 1, '1'],
  [0, 0, '0'],
]
const RESPIRATORY_RATE: Cascade = [
  [30, 2, '>= 30'],
  [20, 1, '20 to 29'],
  [0, 0, '< 20'],
]
const SPO2: Cascade = [
  [92, 0, '>= 92'],
  [0, 2, '< 92'],
]
const GCS: Cascade = [
  [15, 0, '15'],
  [0, 2, '< 15'],
]

type Found = Pick<FourCPoints, 'points' | 'value' | 'threshold'>

function pointsOf(input: FourCInput): FourCPoints[] {
  const { urea, ureaUnit, crp, crpUnit } = input
  const standsIn = input.gcs === null
  const found: Record<FourCPart, readonly [most: number, Found]> = {
    age: [7, inBand(AGE, input.ageYears)],
    sex: [1, sexPoints(input.sex)],
    comorbidities: [
      2,
      inBand(COMORBIDITIES, comorbiditiesCounted(input.comorbidities, input.comorbidityCount)),
    ],
    respiratoryRate: [2, inBand(RESPIRATORY_RATE, input.respiratoryRate)],
    spo2: [2, inBand(SPO2, roomAirSpo2(input))],
    gcs: [2, standsIn ? acvpuPoints(input) : inBand(GCS, input.gcs)],
    urea: [
      3,
      urea === null || ureaUnit === null
        ? UNKNOWN
        : { ...ureaPoints(urea, ureaUnit), value: `${urea} ${ureaUnit}` },
    ],
    crp: [
      2,
      crp === null || crpUnit === null ? UNKNOWN : { ...crpPoints(crp, crpUnit), value: `${crp} ${crpUnit}` },
    ],
  }
  return FOUR_C_PARTS.map((part) => {
    const [most, points] = found[part]
    const policy = part === 'gcs' && standsIn && points.points !== null
    return {
      id: `4c-${part.toLowerCase()}`,
      part,
      most,
      ...points,
      policy,
      source: policy ? POLICY : FOUR_C.instrument,
    }
  })
}

const UNKNOWN: Found = { points: null, value: null, threshold: null }

function inBand(cascade: Cascade, value: number | null): Found {
  const band = value === null ? undefined : cascade.find(([from]) => value >= from)
  return band ? { points: band[1], threshold: band[2], value } : UNKNOWN
}

function sexPoints(sex: Sex | null): Found {
  if (sex === null || sex === 'OTHER') return UNKNOWN
  return { points: sex === 'MALE' ? 1 : 0, value: sex, threshold: sex }
}

/** The two scales are not interchangeable: A is taken for 15, C, V, P and U for less, and for nothing finer. */
function acvpuPoints({ consciousness, sedated }: FourCInput): Found {
  if (consciousness === null || sedated) return UNKNOWN
  return consciousness === 'A'
    ? { points: 0, value: consciousness, threshold: 'A' }
    : { points: 2, value: consciousness, threshold: 'C, V, P, U' }
}

function missingOf(part: FourCPart, input: FourCInput): FourCNeeded[] {
  if (part === 'spo2') return missingOfRoomAir(input)
  return [part === 'age' ? 'ageYears' : part]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

const NOTHING: FourCResult = {
  status: 'INVALID',
  total: null,
  group: null,
  mortality: null,
  parts: [],
  missing: [],
  minimumTotal: null,
  maximumTotal: null,
  notApplicable: null,
  problems: [],
  ruleSet: FOUR_C,
}
