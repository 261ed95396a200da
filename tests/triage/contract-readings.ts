import type { EnteredReadings, OxygenSupport, Readings } from '../../src/observations/rules.js'
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

function oxygenOf({ supplementalOxygen, respiratorySupport }: Json): unknown {
  const support = typeof respiratorySupport === 'string' ? SUPPORT[letters(respiratorySupport)] : undefined
  if (support && support !== 'ROOM_AIR') return support
  if (typeof supplementalOxygen === 'boolean') return supplementalOxygen ? 'ON_OXYGEN' : 'ROOM_AIR'
  return supplementalOxygen ?? null
}

const SUPPORT: Record<string, OxygenSupport> = {
  none: 'ROOM_AIR',
  lowflow: 'ON_OXYGEN',
  mask: 'ON_OXYGEN',
  hfnc: 'HIGH_FLOW_OR_VENTILATED',
  highflow: 'HIGH_FLOW_OR_VENTILATED',
  niv: 'HIGH_FLOW_OR_VENTILATED',
  cpap: 'HIGH_FLOW_OR_VENTILATED',
  imv: 'HIGH_FLOW_OR_VENTILATED',
  ventilator: 'HIGH_FLOW_OR_VENTILATED',
  intubated: 'HIGH_FLOW_OR_VENTILATED',
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
}
