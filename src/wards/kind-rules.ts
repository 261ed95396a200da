import type { BedEquipment, Sex, SexPolicy } from '../generated/prisma/enums.js'
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

/** Who may lie in a bed, by its ward and its room together; NOBODY: the one is for women only and the other for men. */
export type MayLie = SexPolicy | 'NOBODY'

export function whoMayLie(ofWard: SexPolicy, ofRoom: SexPolicy): MayLie {
  if (ofWard === 'ANY') return ofRoom
  return ofRoom === 'ANY' || ofRoom === ofWard ? ofWard : 'NOBODY'
}

/** Only who is recorded as of that sex lies where one sex lies: of anybody else it is not known that they may. */
export const mayLie = (who: MayLie, sex: Sex | null): boolean => who === 'ANY' || who === sex

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
