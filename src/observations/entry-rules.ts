import { OXYGEN_DEVICES, type OxygenDevice, oxygenDeviceLabels, supportBy } from './oxygen-rules.js'
import { numberProblems, type Problem, wholeNumberProblems } from './problem-rules.js'
import { checkReadings, type EnteredReadings, oxygenSupportLabels, type Readings } from './rules.js'

/** A round of vital signs. Null is "not measured", never "normal". */
export interface Round extends Readings {
  /** How the oxygen is given; both figures belong to it. */
  oxygenDevice: OxygenDevice | null
  /** Whole tenths of a litre a minute. */
  oxygenFlowTenths: number | null
  /** Whole per cent, 21 to 100. */
  fio2: number | null
  /** 0 to 10, as the patient tells. */
  pain: number | null
  /** Whole mg/dL. */
  glucoseMgDl: number | null
  weightGrams: number | null
}

/** Readings without the rest of a round: nobody measured it. */
export function roundOf(readings: Readings): Round {
  return {
    ...readings,
    oxygenDevice: null,
    oxygenFlowTenths: null,
    fio2: null,
    pain: null,
    glucoseMgDl: null,
    weightGrams: null,
  }
}

/** What the patient breathes: air, oxygen by one of the devices, or oxygen and nobody wrote down how. */
export const BREATHING = ['ROOM_AIR', ...OXYGEN_DEVICES, 'ON_OXYGEN'] as const
export type Breathing = (typeof BREATHING)[number]

export const breathingLabels: Record<Breathing, string> = {
  ROOM_AIR: oxygenSupportLabels.ROOM_AIR,
  ...oxygenDeviceLabels,
  ON_OXYGEN: 'On oxygen, device not known',
}

export const GLUCOSE_UNITS = ['mg/dL', 'mmol/L'] as const
export type GlucoseUnit = (typeof GLUCOSE_UNITS)[number]

/** A round as somebody typed it, with the units on the devices. */
export interface EnteredRound extends Omit<EnteredReadings, 'oxygen'> {
  breathing: Breathing | null
  /** Litres a minute. */
  oxygenFlow: number | null
  fio2: number | null
  pain: number | null
  glucose: number | null
  glucoseUnit: GlucoseUnit | null
  /** Kilograms. */
  weight: number | null
}

/** What can be in a living person and on a device: our limits, to catch the mistyped, not to judge. */
export const POSSIBLE_BESIDES = {
  oxygenFlow: {
    from: 0.1,
    to: 100,
    text: 'A flow of oxygen is a number from {{from}} to {{to}} litres a minute; {{value}} is not possible.',
  },
  fio2: {
    from: 21,
    to: 100,
    text: 'FiO2 is a whole percentage from {{from}} to {{to}}; {{value}} is not possible.',
  },
  pain: {
    from: 0,
    to: 10,
    text: 'Pain is a whole number from {{from}} to {{to}}; {{value}} is not possible.',
  },
  weight: {
    from: 0.2,
    to: 500,
    text: 'A weight is a number from {{from}} to {{to}} kg; {{value}} is not possible.',
  },
} as const

/** The two ranges are about the same, and share numbers: so the unit is asked, never guessed. */
export const POSSIBLE_GLUCOSE: Record<GlucoseUnit, { from: number; to: number }> = {
  'mg/dL': { from: 10, to: 2000 },
  'mmol/L': { from: 0.6, to: 111 },
}

/** mg/dL of glucose in one mmol/L; its molar mass is 180.16 g. */
const MG_DL_IN_MMOL_L = 18.016

export const mgDlOf = (value: number, unit: GlucoseUnit): number =>
  Math.round(unit === 'mg/dL' ? value : value * MG_DL_IN_MMOL_L)

/** '6.5' */
export const mmolLOf = (mgDl: number): string => (mgDl / MG_DL_IN_MMOL_L).toFixed(1)

export type CheckedRound = { ok: true; round: Round } | { ok: false; problems: Problem[] }

/** Reads a round as entered: everything in it is possible and the units are one's own, or nothing is read but why. */
export function checkRound(entered: EnteredRound): CheckedRound {
  const { breathing, oxygenFlow, fio2, pain, glucose, glucoseUnit, weight, ...readings } = entered
  const device = OXYGEN_DEVICES.find((one) => one === breathing) ?? null
  const oxygen =
    breathing === 'ROOM_AIR' || breathing === 'ON_OXYGEN' ? breathing : device && supportBy(device)
  const checked = checkReadings({ ...readings, oxygen })
  const problems = [
    ...(checked.ok ? [] : checked.problems),
    ...numberProblems('oxygenFlow', oxygenFlow, POSSIBLE_BESIDES.oxygenFlow),
    ...wholeNumberProblems('fio2', fio2, POSSIBLE_BESIDES.fio2),
    ...oxygenProblems(entered),
    ...wholeNumberProblems('pain', pain, POSSIBLE_BESIDES.pain),
    ...glucoseProblems(glucose, glucoseUnit),
    ...numberProblems('weight', weight, POSSIBLE_BESIDES.weight),
  ]
  if (!checked.ok || problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    round: {
      ...checked.readings,
      oxygenDevice: device,
      oxygenFlowTenths: oxygenFlow === null ? null : Math.round(oxygenFlow * 10),
      fio2,
      pain,
      glucoseMgDl: glucose === null || glucoseUnit === null ? null : mgDlOf(glucose, glucoseUnit),
      weightGrams: weight === null ? null : Math.round(weight * 1000),
    },
  }
}

/** Whether anything at all was measured. */
export const isEmpty = (round: Round): boolean => Object.values(round).every((value) => value === null)

/** Flow and FiO2 belong to oxygen: with air, or with nothing said, one of the two is wrong, and nobody guesses which. */
function oxygenProblems({ breathing, oxygenFlow, fio2 }: EnteredRound): Problem[] {
  if (oxygenFlow === null && fio2 === null) return []
  if (breathing === null) return [{ field: 'breathing', text: 'Say how the oxygen is given.', values: {} }]
  if (breathing !== 'ROOM_AIR') return []
  const text =
    'A patient on room air gets no oxygen: say how it is given, or leave the flow and the FiO2 empty.'
  return [{ field: 'breathing', text, values: {} }]
}

function glucoseProblems(glucose: unknown, unit: GlucoseUnit | null): Problem[] {
  if (glucose === null) return []
  if (unit === null || !GLUCOSE_UNITS.includes(unit))
    return [{ field: 'glucoseUnit', text: 'Say whether the glucose is in mg/dL or in mmol/L.', values: {} }]
  const { from, to } = POSSIBLE_GLUCOSE[unit]
  const text = 'A glucose is a number from {{from}} to {{to}} {{unit}}; {{value}} is not possible.'
  return numberProblems('glucose', glucose, { from, to, text }, { unit })
}
