import type { Day } from '../shared/calendar.js'
import type { Billed, Discount } from './amount-rules.js'
import type { Charge } from './rules.js'

/** What is billed on one line, before anything is reckoned. */
export interface BilledCharge extends Charge {
  /** What was noted to be paid where the work was done, and is paid by this line. */
  chargeId?: string
  /** The day of the work, where it was done on one day. */
  occurredOn?: Day | null
  /** Taken off this line alone; with its reason. */
  discount?: Discount | null
  discountReason?: string | null
}

/** What is taken off a whole bill, and why. */
export interface WholeDiscount {
  of: Discount
  reason: string
}

/** What a bill asks for, before its amounts are known. */
export interface Asking {
  charges: readonly BilledCharge[]
  discount?: WholeDiscount | null
}

export type ReckonedLine = BilledCharge & Billed & { amountMinor: bigint }
