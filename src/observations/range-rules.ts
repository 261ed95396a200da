import type { Readings } from './rules.js'

export interface Range {
  tone: 'good' | 'attention' | 'danger'
  /** A sentence key for `t()`: the colour is never alone. */
  word: string
}

/**
 * Where a reading stands, for the eye; it decides nothing. Null where there is nothing to say: these are the limits of
 * adults, so a child's breaths, pulse and pressure get no word. An age that is not known is taken for an adult's.
 */
export function rangesOf(
  readings: Readings,
  ageYears: number | null = null,
): Record<'spo2' | 'respiratoryRate' | 'temperature' | 'pulse' | 'pressure' | 'consciousness', Range | null> {
  const ofAdults = (value: number | null, bands: Bands) =>
    ageYears !== null && ageYears < 16 ? null : inBands(value, bands)
  return {
    spo2: spo2Range(readings),
    respiratoryRate: ofAdults(readings.respiratoryRate, respiratoryRate),
    temperature: inBands(readings.temperatureTenthsC, temperatureTenthsC),
    pulse: ofAdults(readings.pulse, pulse),
    pressure: ofAdults(readings.systolic, systolic),
    consciousness: readings.consciousness && (readings.consciousness === 'A' ? IN_RANGE : VERY_ILL),
  }
}

/** '38.4' */
export function celsius({ temperatureTenthsC }: Pick<Readings, 'temperatureTenthsC'>): string | null {
  return temperatureTenthsC === null ? null : (temperatureTenthsC / 10).toFixed(1)
}

const IN_RANGE: Range = { tone: 'good', word: 'In range' }
const VERY_LOW: Range = { tone: 'danger', word: 'Very low' }
const LOW: Range = { tone: 'attention', word: 'Low' }
const HIGH: Range = { tone: 'attention', word: 'High' }
const VERY_HIGH: Range = { tone: 'danger', word: 'Very high' }
const FEVER: Range = { tone: 'attention', word: 'Fever' }
const VERY_ILL: Range = { tone: 'danger', word: 'Not alert' }
const ON_OXYGEN: Range = { tone: 'attention', word: 'With oxygen: not comparable' }
const OXYGEN_UNKNOWN: Range = { tone: 'attention', word: 'Air or oxygen not known' }

/** From the highest down, each with the least value that is still in it. */
type Bands = readonly (readonly [from: number, range: Range])[]

// The adult sheet of MoHFW for the first two, fever above 100 °F, and what has 2 or 3 points in NEWS2 (RCP 2017).
const spo2OnAir: Bands = [
  [94, IN_RANGE],
  [90, LOW],
  [0, VERY_LOW],
]
const respiratoryRate: Bands = [
  [31, VERY_HIGH],
  [24, HIGH],
  [9, IN_RANGE],
  [0, VERY_LOW],
]
const temperatureTenthsC: Bands = [
  [378, FEVER],
  [351, IN_RANGE],
  [0, VERY_LOW],
]
const pulse: Bands = [
  [131, VERY_HIGH],
  [111, HIGH],
  [41, IN_RANGE],
  [0, VERY_LOW],
]
const systolic: Bands = [
  [220, VERY_HIGH],
  [101, IN_RANGE],
  [91, LOW],
  [0, VERY_LOW],
]

/** The limits are for room air: on oxygen no number reassures. */
function spo2Range({ spo2, oxygen }: Readings): Range | null {
  if (spo2 === null || spo2 < 90) return inBands(spo2, spo2OnAir)
  if (oxygen === null) return OXYGEN_UNKNOWN
  return oxygen === 'ROOM_AIR' ? inBands(spo2, spo2OnAir) : ON_OXYGEN
}

function inBands(value: number | null, bands: Bands): Range | null {
  return value === null ? null : (bands.find(([from]) => value >= from)?.[1] ?? null)
}
