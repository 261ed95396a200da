import { readDecimal } from '../shared/decimal.js'
import { type Currency, parseAmount, plainAmount } from '../shared/money.js'
import { type Discount, WHOLE } from './amount-rules.js'

/**
 * A discount as people type it: an amount like '250', or a share like '10 %' with at most two decimals, up to 100 %.
 * Null for what is neither, and for nothing at all: then the field is left empty.
 */
export function parseDiscount(typed: string, currency: Currency): Discount | null {
  const text = typed.trim()
  if (text.endsWith('%')) {
    const read = readDecimal(text.slice(0, -1))
    if (!read || read.decimals > 2) return null
    const basisPoints = Math.round(read.number * 100)
    return basisPoints > 0 && basisPoints <= WHOLE ? { basisPoints } : null
  }
  const minor = parseAmount(text, currency)
  return minor !== null && minor > 0n ? { minor } : null
}

/** As its field holds it. */
export function writtenDiscount(discount: Discount | null, currency: Currency): string {
  if (!discount) return ''
  return 'minor' in discount ? plainAmount(discount.minor, currency) : `${discount.basisPoints / 100} %`
}

/** As the database keeps it, in two columns of which one is filled in at most. */
export interface StoredDiscount {
  discountMinor: bigint | null
  discountBasisPoints: number | null
}

export function storedDiscount(discount: Discount | null): StoredDiscount {
  if (!discount) return { discountMinor: null, discountBasisPoints: null }
  return 'minor' in discount
    ? { discountMinor: discount.minor, discountBasisPoints: null }
    : { discountMinor: null, discountBasisPoints: discount.basisPoints }
}

export function readDiscount({ discountMinor, discountBasisPoints }: StoredDiscount): Discount | null {
  if (discountMinor !== null) return { minor: discountMinor }
  return discountBasisPoints === null ? null : { basisPoints: discountBasisPoints }
}
