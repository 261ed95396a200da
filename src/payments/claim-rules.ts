import { type ClaimStatus, PaymentMethod } from '../generated/prisma/enums.js'
import { type Day, daysBetween } from '../shared/calendar.js'

/** How somebody pays who is not at the counter. */
export const claimMethods = [PaymentMethod.UPI, PaymentMethod.BANK, PaymentMethod.CARD] as const

/** Why a claim is not answered any more, by the state that it is in. */
export const claimSentences: Record<Exclude<ClaimStatus, 'SUBMITTED'>, string> = {
  CONFIRMED: 'This payment was confirmed already.',
  REJECTED: 'This payment was rejected already.',
}

/** What was paid longer ago is looked for at the desk. */
export const OLDEST_CLAIM_DAYS = 366

/** Why somebody cannot have paid on that day; null where they can. */
export function dayObjection(paidOn: Day, today: Day): string | null {
  const days = daysBetween(paidOn, today)
  if (days < 0) return 'This day is still to come. Enter the day on which you paid.'
  if (days > OLDEST_CLAIM_DAYS) return 'This is more than a year ago. Call us, and we look for it together.'
  return null
}

/** What of an amount goes to an invoice of which so much is owed; what is too much becomes the patient's credit. */
export function parted(
  amountMinor: bigint,
  owedMinor: bigint,
): { invoiceMinor: bigint; creditMinor: bigint } {
  const invoiceMinor = amountMinor < owedMinor ? amountMinor : owedMinor
  return { invoiceMinor, creditMinor: amountMinor - invoiceMinor }
}
