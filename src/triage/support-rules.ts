import type { OxygenDevice } from '../observations/oxygen-rules.js'
import { choiceProblems, type Problem, wholeNumberProblems } from '../observations/problem-rules.js'
import { OXYGEN_SUPPORT, type OxygenSupport, POSSIBLE } from '../observations/rules.js'

/** From the least to the most; invasive is by tube. */
export const RESPIRATORY_SUPPORT = ['NONE', 'LOW_FLOW', 'HIGH_FLOW', 'NIV', 'INVASIVE'] as const
export type RespiratorySupport = (typeof RESPIRATORY_SUPPORT)[number]

export const respiratorySupportLabels: Record<RespiratorySupport, string> = {
  NONE: 'None: room air',
  LOW_FLOW: 'Oxygen by mask or nasal prongs',
  HIGH_FLOW: 'High-flow nasal oxygen',
  NIV: 'Non-invasive ventilation (CPAP or BiPAP)',
  INVASIVE: 'Intubated and ventilated',
}

/** A ventilator is taken for one with a tube; a mask on it is CPAP or BiPAP. */
export const supportByDevice: Record<OxygenDevice, RespiratorySupport> = {
  NASAL_CANNULA: 'LOW_FLOW',
  SIMPLE_MASK: 'LOW_FLOW',
  VENTURI_MASK: 'LOW_FLOW',
  NON_REBREATHER: 'LOW_FLOW',
  HIGH_FLOW: 'HIGH_FLOW',
  CPAP_BIPAP: 'NIV',
  VENTILATOR: 'INVASIVE',
}

export interface Saturation {
  /** Whole per cent. */
  spo2: number | null
  oxygen: OxygenSupport | null
  /** Whole per cent, measured on room air before the oxygen was given; for those on oxygen. */
  spo2OnAir: number | null
}

/**
 * The SpO2 on room air. A number measured on oxygen is none, however good, and nobody takes the oxygen away to get
 * one; where it is not known whether the patient breathed oxygen, it is not known what the number means.
 */
export function roomAirSpo2({ spo2, oxygen, spo2OnAir }: Saturation): number | null {
  return spo2OnAir ?? (oxygen === 'ROOM_AIR' ? spo2 : null)
}

/** What is missing of it: the measurement, whether it was on air, or one on air. */
export function missingOfRoomAir(saturation: Saturation): ('spo2' | 'oxygen' | 'spo2OnAir')[] {
  if (roomAirSpo2(saturation) !== null) return []
  const { spo2, oxygen } = saturation
  if (oxygen !== null && oxygen !== 'ROOM_AIR') return ['spo2OnAir']
  return [...(spo2 === null ? ['spo2' as const] : []), ...(oxygen === null ? ['oxygen' as const] : [])]
}

export function saturationProblems({ spo2, oxygen, spo2OnAir }: Saturation): Problem[] {
  const text = 'Say whether the patient is on room air or on oxygen.'
  return [
    ...wholeNumberProblems('spo2', spo2, POSSIBLE.spo2),
    ...wholeNumberProblems('spo2OnAir', spo2OnAir, POSSIBLE.spo2),
    ...choiceProblems('oxygen', oxygen, OXYGEN_SUPPORT, text),
  ]
}
