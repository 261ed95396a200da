import type { BreathingSupport, InvoiceLineKind, Role } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'

/** The one row of the rules of billing. The limits are hundredths of a per cent of what is asked: 1000 is 10 %. */
export interface BillingSettings {
  receptionDiscountMost: number
  adminDiscountMost: number
  /** Days from the day of issue until an invoice is due. */
  paymentDays: number
  version: number
}

/** How much of what a bill asks a person may take off, in hundredths of a per cent; nobody else takes off anything. */
export function discountMost(role: Role, settings: BillingSettings): number {
  if (role === 'ADMIN') return settings.adminDiscountMost
  return role === 'RECEPTIONIST' ? settings.receptionDiscountMost : 0
}

/** '18', '2.5': hundredths of a per cent as people write a percentage. */
export const percentOf = (basisPoints: number): string => String(basisPoints / 100)

/** What is taxed, in the words of the page that sets it. */
export const taxedLabels: Record<InvoiceLineKind, string> = {
  ROOM: 'Room',
  OXYGEN: 'Oxygen and ventilator',
  DOCTOR: 'Doctors',
  TEST: 'Tests',
  TREATMENT: 'Treatments',
  MEDICINE: 'Medicine',
  SERVICE: 'Services',
  OTHER: 'Other charges',
}

export const supportLabels: Record<BreathingSupport, string> = {
  OXYGEN: 'Oxygen',
  VENTILATOR: 'Ventilator',
}

export type TariffState = 'CURRENT' | 'COMING' | 'PAST'

/** Which of the days of one tariff, in any order, is the one that holds on `today`, and which come after or went before. */
export function tariffState(from: Day, days: readonly Day[], today: Day): TariffState {
  if (from > today) return 'COMING'
  return days.some((day) => day <= today && day > from) ? 'PAST' : 'CURRENT'
}

/** A tax of a kind of line, a price of a day of support, the beginning of the financial year. */
export const tariffKinds = ['tax', 'support', 'year'] as const
export type TariffKind = (typeof tariffKinds)[number]

/** What was set, with the day from which it holds. */
export interface TariffRow {
  tariff: TariffKind
  /** The kind of line or of support; empty for the financial year. */
  of: string
  from: Day
  /** Hundredths of a per cent, minor units, or a month. */
  value: bigint
  by: string | null
}
