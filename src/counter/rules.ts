import type { PaymentMethod } from '../generated/prisma/enums.js'
import { type Currency, multiply, sum } from '../shared/money.js'
import { paymentMethods } from './method-rules.js'

/** Notes and coins as they are counted, the largest first, in minor units. */
export const denominations: Record<Currency, readonly number[]> = {
  INR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50],
  USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5],
  EUR: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2],
  JPY: [10_000, 5_000, 1_000, 500, 100, 50, 10, 5],
}

/** What no row is for is counted as one amount: so many of the smallest unit there is. */
export const SMALLEST = 1

/** How many of each note and coin, by its minor units. */
export type Counts = Record<string, number>

/** What so many notes and coins come to, in minor units. Throws RangeError for a count that is not whole. */
export function countedMinor(counts: Counts): bigint {
  return sum(Object.entries(counts).map(([unit, count]) => multiply(BigInt(unit), count)))
}

/** Money that moved at a counter. */
export interface Movement {
  method: PaymentMethod
  receivedMinor: bigint
  returnedMinor: bigint
}

/** One row for each method, those without any movement too. */
export function byMethod(movements: readonly Movement[]): Movement[] {
  return paymentMethods.map((method) => {
    const own = movements.filter((movement) => movement.method === method)
    return {
      method,
      receivedMinor: sum(own.map(({ receivedMinor }) => receivedMinor)),
      returnedMinor: sum(own.map(({ returnedMinor }) => returnedMinor)),
    }
  })
}

/**
 * The cash that should be in a counter: what was in it when it was opened, with the cash that came in since, less what
 * was given back. Cancelled receipts are no movement: their money was handed back at once.
 */
export function expectedCash(floatMinor: bigint, movements: readonly Movement[]): bigint {
  const cash = byMethod(movements).find(({ method }) => method === 'CASH')
  return floatMinor + (cash?.receivedMinor ?? 0n) - (cash?.returnedMinor ?? 0n)
}
