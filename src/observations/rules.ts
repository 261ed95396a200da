import { choiceProblems, isWholeNumber, type Problem, wholeNumberProblems } from './problem-rules.js'
import {
  storedTemperatureProblems,
  type TemperatureUnit,
  temperatureProblems,
  tenthsOfCelsius,
} from './temperature-rules.js'

export const OXYGEN_SUPPORT = ['ROOM_AIR', 'ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED'] as const
export type OxygenSupport = (typeof OXYGEN_SUPPORT)[number]

export const oxygenSupportLabels: Record<OxygenSupport, string> = {
  ROOM_AIR: 'On room air',
  ON_OXYGEN: 'On oxygen by mask or nasal prongs',
  HIGH_FLOW_OR_VENTILATED: 'On high-flow oxygen or a ventilator',
}

/** ACVPU. C is new confusion only: confusion that was there before the illness is A. */
export const CONSCIOUSNESS = ['A', 'C', 'V', 'P', 'U'] as const
export type Consciousness = (typeof CONSCIOUSNESS)[number]

export const consciousnessLabels: Record<Consciousness, string> = {
  A: 'Alert',
  C: 'Newly confused',
  V: 'Responds to voice only',
  P: 'Responds to pain only',
  U: 'Unresponsive',
}

/** One round of readings, taken together. Null is "not measured", never "normal". */
export interface Readings {
  /** Whole per cent. What it means depends on `oxygen`. */
  spo2: number | null
  oxygen: OxygenSupport | null
  /** Whole breaths per minute. */
  respiratoryRate: number | null
  /** Whole tenths of a degree Celsius: 37.0 °C is 370. */
  temperatureTenthsC: number | null
  /** Whole beats per minute. */
  pulse: number | null
  /** Whole mmHg. */
  systolic: number | null
  diastolic: number | null
  consciousness: Consciousness | null
}

/** A round as somebody typed it: the temperature as the thermometer shows it, with its unit. */
export interface EnteredReadings extends Omit<Readings, 'temperatureTenthsC'> {
  temperature: number | null
  temperatureUnit: TemperatureUnit | null
}

export type CheckedReadings = { ok: true; readings: Readings } | { ok: false; problems: Problem[] }

/**
 * What the numbers can be in a living person: our limits, wide on purpose, to catch the mistyped and the
 * mis-united, not to judge. Whole numbers only. A respiratory rate of 0 is possible, and an emergency.
 */
export const POSSIBLE = {
  spo2: {
    from: 50,
    to: 100,
    text: 'SpO2 is a whole percentage from {{from}} to {{to}}; {{value}} is not possible.',
  },
  respiratoryRate: {
    from: 0,
    to: 80,
    text: 'A respiratory rate is a whole number from {{from}} to {{to}} breaths per minute; {{value}} is not possible.',
  },
  pulse: {
    from: 20,
    to: 300,
    text: 'A pulse is a whole number from {{from}} to {{to}} beats per minute; {{value}} is not possible.',
  },
  systolic: {
    from: 40,
    to: 300,
    text: 'A systolic blood pressure is a whole number from {{from}} to {{to}} mmHg; {{value}} is not possible.',
  },
  diastolic: {
    from: 20,
    to: 200,
    text: 'A diastolic blood pressure is a whole number from {{from}} to {{to}} mmHg; {{value}} is not possible.',
  },
} as const

const NUMBERS = ['spo2', 'respiratoryRate', 'pulse', 'systolic', 'diastolic'] as const

/**
 * Reads a round as entered. Either every value in it is possible, and the readings come back with the
 * temperature converted, or nothing does but the problems, one or more, each naming its field.
 */
export function checkReadings(entered: EnteredReadings): CheckedReadings {
  const { temperature, temperatureUnit, ...others } = entered
  const problems = [
    ...readingProblems({ ...others, temperatureTenthsC: null }),
    ...temperatureProblems(temperature, temperatureUnit),
  ]
  if (problems.length > 0) return { ok: false, problems }

  const measured = temperature !== null && temperatureUnit !== null
  const temperatureTenthsC = measured ? tenthsOfCelsius(temperature, temperatureUnit) : null
  return { ok: true, readings: { ...others, temperatureTenthsC } }
}

/**
 * Everything impossible in a round. It trusts no type: a string, a fraction, NaN and Infinity are refused,
 * because every comparison with NaN is false and would slip through a table of limits.
 */
export function readingProblems(readings: Readings): Problem[] {
  return [
    ...NUMBERS.flatMap((field) => wholeNumberProblems(field, readings[field], POSSIBLE[field])),
    ...pressureProblems(readings),
    ...storedTemperatureProblems(readings.temperatureTenthsC),
    ...choiceProblems(
      'oxygen',
      readings.oxygen,
      OXYGEN_SUPPORT,
      'Say whether the patient is on room air or on oxygen.',
    ),
    ...choiceProblems(
      'consciousness',
      readings.consciousness,
      CONSCIOUSNESS,
      'Choose the level of consciousness: A, C, V, P or U.',
    ),
  ]
}

function pressureProblems({ systolic, diastolic }: Readings): Problem[] {
  if (!isWholeNumber(systolic) || !isWholeNumber(diastolic) || systolic > diastolic) return []
  const text =
    'The upper blood pressure ({{systolic}}) must be higher than the lower one ({{diastolic}}): are they swapped?'
  return [{ field: 'diastolic', text, values: { systolic, diastolic } }]
}
