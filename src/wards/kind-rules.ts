import type { BedEquipment, SexPolicy } from '../generated/prisma/enums.js'
import type { WardOffer } from './rules.js'

export const wardTypes = ['GENERAL', 'ISOLATION', 'OXYGEN', 'HDU', 'ICU'] as const

/** What people call a ward. It follows from its level and from what is at its beds. */
export type WardType = (typeof wardTypes)[number]

export const wardTypeLabels: Record<WardType, string> = {
  GENERAL: 'General ward',
  ISOLATION: 'Isolation ward',
  OXYGEN: 'Oxygen ward',
  HDU: 'High dependency',
  ICU: 'Intensive care',
}

export function wardType({ level, isolation, oxygen }: WardOffer): WardType {
  if (level !== 'WARD') return level
  if (isolation) return 'ISOLATION'
  return oxygen ? 'OXYGEN' : 'GENERAL'
}

export const sexPolicies = ['ANY', 'FEMALE', 'MALE'] as const

export const sexPolicyLabels: Record<SexPolicy, string> = {
  ANY: 'Women and men',
  FEMALE: 'Women only',
  MALE: 'Men only',
}

export const bedEquipment = [
  'OXYGEN',
  'MONITOR',
  'SUCTION',
  'INFUSION_PUMP',
  'NON_INVASIVE_VENTILATOR',
  'VENTILATOR',
  'DIALYSIS',
] as const satisfies BedEquipment[]

export const bedEquipmentLabels: Record<BedEquipment, string> = {
  OXYGEN: 'Oxygen',
  MONITOR: 'Monitor',
  SUCTION: 'Suction',
  INFUSION_PUMP: 'Infusion pump',
  NON_INVASIVE_VENTILATOR: 'Non-invasive ventilator',
  VENTILATOR: 'Ventilator',
  DIALYSIS: 'Dialysis',
}
