import { sum } from '../shared/money.js'

/** How a payment stands; amounts in minor units. `refundedMinor` is what was given back, or is asked to be. */
export interface Standing {
  amountMinor: bigint
  allocatedMinor: bigint
  refundedMinor: bigint
  cancelledAt: Date | null
}

/** What of a payment is put nowhere: the patient's credit, for another invoice or to be given back. */
export const creditMinor = (payment: Standing): bigint =>
  payment.cancelledAt ? 0n : payment.amountMinor - payment.allocatedMinor - payment.refundedMinor

/**
 * So much out of several credits, in their order: each is used up before the next. Throws RangeError where all of them
 * together are less.
 */
export function drawn<Credit extends { creditMinor: bigint }>(
  credits: readonly Credit[],
  minor: bigint,
): { credit: Credit; minor: bigint }[] {
  if (minor > sum(credits.map((credit) => credit.creditMinor)))
    throw new RangeError('more is drawn than there is')
  let rest = minor
  return credits.flatMap((credit) => {
    const part = credit.creditMinor < rest ? credit.creditMinor : rest
    rest -= part
    return part > 0n ? [{ credit, minor: part }] : []
  })
}

/** What of a payment each invoice has now: rows that were taken off again are less than nothing. */
export function putTo<Invoice extends { id: string }>(
  allocations: readonly { invoice: Invoice; amountMinor: bigint }[],
): { invoice: Invoice; minor: bigint }[] {
  const invoices = new Map(allocations.map(({ invoice }) => [invoice.id, invoice]))
  return [...invoices.values()]
    .map((invoice) => ({
      invoice,
      minor: sum(
        allocations.filter((row) => row.invoice.id === invoice.id).map(({ amountMinor }) => amountMinor),
      ),
    }))
    .filter(({ minor }) => minor > 0n)
}

/** A payment that somebody wants to cancel. */
export interface Cancellable extends Standing {
  receivedToday: boolean
  session: { cashierId: string; closedAt: Date | null } | null
}

/**
 * Why a receipt is not cancelled; null where it may be. Only while the money lies where it was put: as long as the
 * counter is open at which it came in, and without a counter on the same day.
 */
export function cancelObjection(payment: Cancellable, actor: { id: string; role: string }): string | null {
  const { cancelledAt, refundedMinor, session, receivedToday } = payment
  if (cancelledAt) return 'This payment was cancelled already.'
  if (refundedMinor > 0n)
    return 'Something of this payment was given back, or is to be: it is not cancelled any more.'
  if (session?.closedAt)
    return 'The counter at which this was taken is closed. What is too much is given back as a refund.'
  if (session && session.cashierId !== actor.id && actor.role !== 'ADMIN')
    return 'Only the cashier at whose counter this was taken, or an admin, cancels it.'
  if (!session && !receivedToday)
    return 'This is not of today, so it is not cancelled any more. What is too much is given back as a refund.'
  return null
}
