import { share, sum } from '../shared/money.js'
import type { InvoiceLine, LineKind } from './rules.js'

/** Taken off: an amount, or a share in hundredths of a per cent (1000 is 10 %). */
export type Discount = { minor: bigint } | { basisPoints: number }

/** A line before tax, and what is taken off it alone. */
export interface Asked extends Pick<InvoiceLine, 'kind' | 'amountMinor'> {
  discount: Discount | null
}

/** What an asked line comes to: `netMinor` is amount less discount, `totalMinor` net with tax. */
export interface Billed {
  discountMinor: bigint
  netMinor: bigint
  taxBasisPoints: number
  taxMinor: bigint
  totalMinor: bigint
}

export const WHOLE = 10_000

/** As it stands on the page and on paper. */
export const roundingRule =
  'How amounts are rounded: each line is quantity times rate, less its discount; its tax is rounded to the nearest paisa, an exact half upwards. A discount over the whole bill is spread over the lines in proportion, to the paisa. Nothing else is rounded: the lines make the total.'

/**
 * What each line comes to. A line's own discount is taken off first, then its part of the discount over the whole;
 * the tax is of what is left. The lines keep their order. Throws RangeError where more is taken off than there is.
 */
export function billed(
  lines: readonly Asked[],
  whole: Discount | null,
  taxOf: (kind: LineKind) => number,
): Billed[] {
  const own = lines.map(({ amountMinor, discount }) => taken(amountMinor, discount))
  const left = lines.map(({ amountMinor }, at) => amountMinor - (own[at] ?? 0n))
  const parts = spread(taken(sum(left), whole), left)
  return lines.map(({ kind, amountMinor }, at) => {
    const discountMinor = (own[at] ?? 0n) + (parts[at] ?? 0n)
    const netMinor = amountMinor - discountMinor
    const taxBasisPoints = taxOf(kind)
    const taxMinor = share(netMinor, BigInt(taxBasisPoints), BigInt(WHOLE))
    return { discountMinor, netMinor, taxBasisPoints, taxMinor, totalMinor: netMinor + taxMinor }
  })
}

/** Where more is taken off than there is: the place of the line, or the whole; null where all is well. */
export function overdrawn(lines: readonly Asked[], whole: Discount | null): number | 'WHOLE' | null {
  const own = lines.map(({ amountMinor, discount }) => minorOf(amountMinor, discount))
  const at = lines.findIndex(({ amountMinor }, index) => (own[index] ?? 0n) > amountMinor)
  if (at >= 0) return at
  const left = sum(lines.map(({ amountMinor }) => amountMinor)) - sum(own)
  return minorOf(left, whole) > left ? 'WHOLE' : null
}

/** The whole discount in hundredths of a per cent of what was asked, rounded up: what a person's limit is held against. */
export function discountShare(askedMinor: bigint, discountMinor: bigint): number {
  if (askedMinor === 0n) return 0
  return Number((discountMinor * BigInt(WHOLE) + askedMinor - 1n) / askedMinor)
}

function taken(amountMinor: bigint, discount: Discount | null): bigint {
  const minor = minorOf(amountMinor, discount)
  if (minor < 0n || minor > amountMinor) throw new RangeError('more is taken off than there is')
  return minor
}

function minorOf(amountMinor: bigint, discount: Discount | null): bigint {
  if (!discount) return 0n
  return 'minor' in discount
    ? discount.minor
    : share(amountMinor, BigInt(discount.basisPoints), BigInt(WHOLE))
}

/** In proportion to the amounts, by largest remainder: the parts make the whole, and none is more than its amount. */
function spread(minor: bigint, amounts: readonly bigint[]): bigint[] {
  const total = sum(amounts)
  if (minor === 0n || total === 0n) return amounts.map(() => 0n)
  const parts = amounts.map((amount) => (amount * minor) / total)
  const byRemainder = amounts
    .map((amount, at) => ({ at, rest: (amount * minor) % total }))
    .sort((one, other) => (one.rest === other.rest ? one.at - other.at : one.rest > other.rest ? -1 : 1))
  const over = Number(minor - sum(parts))
  for (const { at } of byRemainder.slice(0, over)) parts[at] = (parts[at] ?? 0n) + 1n
  return parts
}
