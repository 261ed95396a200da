import { choiceProblems, type Problem, wholeNumberProblems } from './problem-rules.js'
import { type OxygenSupport, type Readings, readingProblems } from './rules.js'

/**
 * National Early Warning Score 2. © Royal College of Physicians 2017, chart 1 and chart 4. `version` counts our own
 * writing of it and what we decided where it is silent; both are stored with each score and shown beside it.
 */
export const NEWS2 = { instrument: 'NEWS2, RCP 2017', version: 'Wardwell 1' } as const

/** The seven parameters, in the order of the chart. */
export const PARAMETERS = [
  'respiratoryRate',
  'spo2',
  'oxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
] as const
export type Parameter = (typeof PARAMETERS)[number]

export const BANDS = ['LOW', 'LOW_MEDIUM', 'MEDIUM', 'HIGH'] as const
export type Band = (typeof BANDS)[number]

export const MONITORING = ['12-hourly', '4-6-hourly', '1-hourly', 'continuous'] as const
export type Monitoring = (typeof MONITORING)[number]

export interface News2Input {
  /** Whole years. */
  ageYears: number | null
  /** Null is "not said"; only a yes makes the score not applicable. */
  pregnant: boolean | null
  readings: Readings
  /** 2 only counts where `scale2By` names the clinician who decided it; everybody else is on scale 1. */
  spo2Scale: number
  scale2By: string | null
}

export interface News2Result {
  status: 'OK' | 'INCOMPLETE' | 'NOT_APPLICABLE' | 'INVALID'
  /** 0 to 20. Null unless the status is OK: with anything missing there is no total. */
  total: number | null
  /** 0 to 3 each; null where it is not known. */
  points: Record<Parameter, number | null>
  /** One parameter with 3 points; it stays in sight whatever the total. */
  redScore: boolean
  band: Band | null
  monitoring: Monitoring | null
  missing: (Parameter | 'ageYears')[]
  /** What is certain already while something is missing. */
  minimumTotal: number | null
  notApplicable: 'AGE_UNDER_16' | 'PREGNANCY' | null
  problems: Problem[]
  /** The scale that was used. */
  spo2Scale: 1 | 2
  ruleSet: { instrument: string; version: string }
}

/** NEWS2 is for this age and over. RCP 2017. */
export const NEWS2_FROM_YEARS = 16

/**
 * The score of one round. Takes nothing on trust: with anything impossible (a string, NaN, a fraction, a value that
 * no living person has) it is INVALID and scores nothing; under 16 and in pregnancy NOT_APPLICABLE; with anything
 * missing INCOMPLETE, never a total. Oxygen that is not known is not air.
 */
export function news2(input: News2Input): News2Result {
  const problems = inputProblems(input)
  if (problems.length > 0) return { ...NOTHING, status: 'INVALID', problems }
  const { ageYears, pregnant, readings } = input
  if (ageYears !== null && ageYears < NEWS2_FROM_YEARS)
    return { ...NOTHING, status: 'NOT_APPLICABLE', notApplicable: 'AGE_UNDER_16' }
  if (pregnant) return { ...NOTHING, status: 'NOT_APPLICABLE', notApplicable: 'PREGNANCY' }

  const spo2Scale = scaleOf(input)
  const points = pointsOf(readings, spo2Scale)
  const known = PARAMETERS.flatMap((parameter) => points[parameter] ?? [])
  const sum = known.reduce((total, each) => total + each, 0)
  const redScore = known.includes(3)
  const missing: News2Result['missing'] = PARAMETERS.filter((parameter) => isMissing(readings, parameter))
  if (ageYears === null) missing.push('ageYears')
  const scored = { ...NOTHING, points, redScore, spo2Scale, missing }
  if (missing.length > 0) return { ...scored, status: 'INCOMPLETE', minimumTotal: sum }
  return { ...scored, status: 'OK', total: sum, ...responseTo(sum, redScore) }
}

/** The band of a total and how often to measure at least. RCP 2017, charts 2 and 4. */
export function responseTo(total: number, redScore: boolean): { band: Band; monitoring: Monitoring } {
  if (total >= 7) return { band: 'HIGH', monitoring: 'continuous' }
  if (total >= 5) return { band: 'MEDIUM', monitoring: '1-hourly' }
  if (redScore) return { band: 'LOW_MEDIUM', monitoring: '1-hourly' }
  return { band: 'LOW', monitoring: total === 0 ? '12-hourly' : '4-6-hourly' }
}

/**
 * From the highest down, each with the least value that is still in it, and its points: a cascade, so that nothing
 * falls between two bands. RCP 2017, chart 1. Temperature in tenths of a degree Celsius.
 */
export type Cascade = readonly (readonly [from: number, points: 0 | 1 | 2 | 3])[]

export const CASCADES = {
  respiratoryRate: [
    [25, 3],
    [21, 2],
    [12, 0],
    [9, 1],
    [0, 3],
  ],
  spo2Scale1: [
    [96, 0],
    [94, 1],
    [92, 2],
    [0, 3],
  ],
  spo2Scale2OnAir: [
    [88, 0],
    [86, 1],
    [84, 2],
    [0, 3],
  ],
  spo2Scale2OnOxygen: [
    [97, 3],
    [95, 2],
    [93, 1],
    [88, 0],
    [86, 1],
    [84, 2],
    [0, 3],
  ],
  systolic: [
    [220, 3],
    [111, 0],
    [101, 1],
    [91, 2],
    [0, 3],
  ],
  pulse: [
    [131, 3],
    [111, 2],
    [91, 1],
    [51, 0],
    [41, 1],
    [0, 3],
  ],
  temperature: [
    [391, 2],
    [381, 1],
    [361, 0],
    [351, 1],
    [0, 3],
  ],
} as const satisfies Record<string, Cascade>

export const OXYGEN_POINTS = 2
export const NOT_ALERT_POINTS = 3

/** The points of an SpO2; null where they depend on whether the patient breathes oxygen, and that is not known. */
export function spo2Points(spo2: number, oxygen: OxygenSupport | null, scale: 1 | 2): number | null {
  if (scale === 1) return pointsIn(CASCADES.spo2Scale1, spo2)
  const [onAir, onOxygen] = [CASCADES.spo2Scale2OnAir, CASCADES.spo2Scale2OnOxygen].map((cascade) =>
    pointsIn(cascade, spo2),
  )
  if (oxygen === null) return onAir === onOxygen ? (onAir ?? null) : null
  return (oxygen === 'ROOM_AIR' ? onAir : onOxygen) ?? null
}

export function pointsIn(cascade: Cascade, value: number): number {
  return cascade.find(([from]) => value >= from)?.[1] ?? 3
}

function pointsOf(readings: Readings, scale: 1 | 2): News2Result['points'] {
  const { respiratoryRate, spo2, oxygen, systolic, pulse, consciousness, temperatureTenthsC } = readings
  const scored = (cascade: Cascade, value: number | null) =>
    value === null ? null : pointsIn(cascade, value)
  return {
    respiratoryRate: scored(CASCADES.respiratoryRate, respiratoryRate),
    spo2: spo2 === null ? null : spo2Points(spo2, oxygen, scale),
    oxygen: oxygen === null ? null : oxygen === 'ROOM_AIR' ? 0 : OXYGEN_POINTS,
    systolic: scored(CASCADES.systolic, systolic),
    pulse: scored(CASCADES.pulse, pulse),
    consciousness: consciousness === null ? null : consciousness === 'A' ? 0 : NOT_ALERT_POINTS,
    temperature: scored(CASCADES.temperature, temperatureTenthsC),
  }
}

function isMissing(readings: Readings, parameter: Parameter): boolean {
  return readings[parameter === 'temperature' ? 'temperatureTenthsC' : parameter] === null
}

const scaleOf = ({ spo2Scale, scale2By }: News2Input): 1 | 2 =>
  spo2Scale === 2 && typeof scale2By === 'string' && scale2By.trim() !== '' ? 2 : 1

function inputProblems({ ageYears, pregnant, readings, spo2Scale }: News2Input): Problem[] {
  const text = 'An age is a whole number of years from {{from}} to {{to}}; {{value}} is not possible.'
  return [
    ...wholeNumberProblems('ageYears', ageYears, { from: 0, to: 130, text }),
    ...readingProblems(readings),
    ...choiceProblems('pregnant', pregnant, [true, false], 'Answer yes or no.'),
    ...choiceProblems('spo2Scale', spo2Scale, [1, 2], 'The SpO2 scale is 1 or 2.'),
  ]
}

const NOTHING: News2Result = {
  status: 'INVALID',
  total: null,
  points: {
    respiratoryRate: null,
    spo2: null,
    oxygen: null,
    systolic: null,
    pulse: null,
    consciousness: null,
    temperature: null,
  },
  redScore: false,
  band: null,
  monitoring: null,
  missing: [],
  minimumTotal: null,
  notApplicable: null,
  problems: [],
  spo2Scale: 1,
  ruleSet: NEWS2,
}
