import { share, sum } from '../shared/money.js'

/** A line of an invoice, and what earlier credit notes took off it; minor units, `net` after discount and before tax. */
export interface CreditableLine {
  id: string
  netMinor: bigint
  taxMinor: bigint
  creditedNetMinor: bigint
  creditedTaxMinor: bigint
}

export interface CreditedLine {
  invoiceLineId: string
  netMinor: bigint
  taxMinor: bigint
}

/** What may still be taken off a line, before tax. */
export const leftNet = (line: CreditableLine): bigint => line.netMinor - line.creditedNetMinor

/** The tax that goes with it. */
export const leftTax = (line: CreditableLine): bigint => line.taxMinor - line.creditedTaxMinor

/**
 * What is credited of each line for which more than nothing is asked, before tax, in the lines' order. The tax goes with
 * it in proportion to all that was ever credited of the line, so that several notes together take back its tax to the
 * paisa, and never more. Throws RangeError where more is asked than is left.
 */
export function creditedLines(
  lines: readonly CreditableLine[],
  asked: readonly (bigint | undefined)[],
): CreditedLine[] {
  return lines.flatMap((line, at) => {
    const netMinor = asked[at] ?? 0n
    if (netMinor === 0n) return []
    if (netMinor < 0n || netMinor > leftNet(line)) throw new RangeError('more is credited than is left')
    const taxAfter = share(line.taxMinor, line.creditedNetMinor + netMinor, line.netMinor)
    return [{ invoiceLineId: line.id, netMinor, taxMinor: taxAfter - line.creditedTaxMinor }]
  })
}

export const creditTotal = (lines: readonly Pick<CreditedLine, 'netMinor' | 'taxMinor'>[]): bigint =>
  sum(lines.map(({ netMinor, taxMinor }) => netMinor + taxMinor))

/** What an invoice asks less, by the rates of tax it had: 18 % of so much, in the order of the rates. */
export function creditedTaxes(
  lines: readonly { netMinor: bigint; taxMinor: bigint; taxBasisPoints: number }[],
): { basisPoints: number; netMinor: bigint; taxMinor: bigint }[] {
  const taxed = lines.filter(({ taxBasisPoints }) => taxBasisPoints > 0)
  const rates = [...new Set(taxed.map(({ taxBasisPoints }) => taxBasisPoints))].sort((one, two) => one - two)
  return rates.map((basisPoints) => {
    const own = taxed.filter(({ taxBasisPoints }) => taxBasisPoints === basisPoints)
    return {
      basisPoints,
      netMinor: sum(own.map(({ netMinor }) => netMinor)),
      taxMinor: sum(own.map(({ taxMinor }) => taxMinor)),
    }
  })
}
