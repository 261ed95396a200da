import type { EnteredReadings, Readings } from '../../src/observations/rules.js'
import type { RespiratorySupport } from '../../src/triage/support-rules.js'
import { letters } from './contract-words.js'

export type Json = Record<string, unknown>

// A vector can hold anything in any place, and the engine trusts no type: the casts let it through.
export function enteredReadings(input: Json): EnteredReadings {
  return {
    spo2: input.spo2 ?? null,
    oxygen: oxygenOf(input),
    respiratoryRate: input.respiratoryRate ?? null,
    temperature: input.temperature ?? null,
    temperatureUnit: input.temperatureUnit ?? null,
    pulse: input.pulse ?? null,
    systolic: input.systolicBp ?? null,
    diastolic: input.diastolicBp ?? null,
    consciousness: input.consciousness ?? null,
  } as EnteredReadings
}

export const nothingMeasured: Readings = {
  spo2: null,
  oxygen: null,
  respiratoryRate: null,
  temperatureTenthsC: null,
  pulse: null,
  systolic: null,
  diastolic: null,
  consciousness: null,
}

export function oxygenOf({ supplementalOxygen, respiratorySupport }: Json): unknown {
  const support = supportOf(respiratorySupport)
  if (support === 'LOW_FLOW') return 'ON_OXYGEN'
  if (support === 'HIGH_FLOW' || support === 'NIV' || support === 'INVASIVE') return 'HIGH_FLOW_OR_VENTILATED'
  if (typeof supplementalOxygen === 'boolean') return supplementalOxygen ? 'ON_OXYGEN' : 'ROOM_AIR'
  return supplementalOxygen === undefined && support === 'NONE' ? 'ROOM_AIR' : (supplementalOxygen ?? null)
}

/** The engine's word for how breathing is helped; a word that it does not know comes back as it is. */
export function supportOf(spelled: unknown): unknown {
  return typeof spelled === 'string' ? (SUPPORT[letters(spelled)] ?? spelled) : (spelled ?? null)
}

const SUPPORT: Record<string, RespiratorySupport> = {
  none: 'NONE',
  no: 'NONE',
  air: 'NONE',
  roomair: 'NONE',
  lowflow: 'LOW_FLOW',
  lowflowoxygen: 'LOW_FLOW',
  oxygen: 'LOW_FLOW',
  mask: 'LOW_FLOW',
  facemask: 'LOW_FLOW',
  simplemask: 'LOW_FLOW',
  venturi: 'LOW_FLOW',
  prongs: 'LOW_FLOW',
  nasalprongs: 'LOW_FLOW',
  cannula: 'LOW_FLOW',
  nasalcannula: 'LOW_FLOW',
  nonrebreather: 'LOW_FLOW',
  nrbm: 'LOW_FLOW',
  hfnc: 'HIGH_FLOW',
  hfno: 'HIGH_FLOW',
  highflow: 'HIGH_FLOW',
  highflowoxygen: 'HIGH_FLOW',
  highflownasaloxygen: 'HIGH_FLOW',
  niv: 'NIV',
  nippv: 'NIV',
  cpap: 'NIV',
  bipap: 'NIV',
  noninvasive: 'NIV',
  noninvasiveventilation: 'NIV',
  imv: 'INVASIVE',
  mv: 'INVASIVE',
  invasive: 'INVASIVE',
  invasiveventilation: 'INVASIVE',
  invasivemechanicalventilation: 'INVASIVE',
  mechanicalventilation: 'INVASIVE',
  ventilated: 'INVASIVE',
  ventilator: 'INVASIVE',
  intubated: 'INVASIVE',
  ecmo: 'INVASIVE',
}

/** The first of these fields that a vector has, whatever its capitals and signs, with the name that it has there. */
export function fieldOf(input: Json, ...names: string[]): { name: string; value: unknown } | null {
  for (const wanted of names) {
    const name = Object.keys(input).find((key) => letters(key) === letters(wanted))
    if (name !== undefined) return { name, value: input[name] ?? null }
  }
  return null
}

/** The engine's field names in the contract's words; where two of theirs are one of ours, those that fit. */
export function contractFields(
  input: Json,
  fields: readonly string[],
  fits: (value: unknown, name: string) => boolean,
): string[] {
  const names = fields.flatMap((field) => {
    const candidates = CONTRACT_FIELDS[field] ?? [field]
    return candidates.length === 1 ? candidates : candidates.filter((name) => fits(input[name], name))
  })
  return [...new Set(names)]
}

const CONTRACT_FIELDS: Record<string, string[]> = {
  oxygen: ['supplementalOxygen'],
  systolic: ['systolicBp'],
  diastolic: ['diastolicBp'],
  conditions: ['comorbidities', 'immunocompromised'],
  spo2OnAir: ['spo2RoomAir'],
  onOxygen: ['supplementalOxygen'],
  support: ['respiratorySupport'],
  severeDistress: ['severeRespiratoryDistress'],
}
