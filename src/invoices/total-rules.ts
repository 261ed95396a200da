import { sum } from '../shared/money.js'
import { type InvoiceLine, invoiceTotal } from './rules.js'

/** A line with what is taken off and what the law adds; the tax in hundredths of a per cent of what is left. */
export interface BilledLine extends InvoiceLine {
  discountMinor: bigint
  taxBasisPoints: number
  taxMinor: bigint
}

type Amounts = Pick<BilledLine, 'amountMinor' | 'discountMinor' | 'taxMinor'>

/** What the lines of a bill come to: `askedMinor` less `discountMinor` is `netMinor`, and with `taxMinor` the total. */
export function billTotals(lines: readonly Amounts[]) {
  const askedMinor = invoiceTotal(lines)
  const discountMinor = sum(lines.map((line) => line.discountMinor))
  const taxMinor = sum(lines.map((line) => line.taxMinor))
  const netMinor = askedMinor - discountMinor
  return { askedMinor, discountMinor, netMinor, taxMinor, totalMinor: netMinor + taxMinor }
}

/** Whether the lines are no more than quantity times rate: then nothing has to be said about rounding. */
export const isPlain = (lines: readonly BilledLine[]): boolean =>
  lines.every(({ discountMinor, taxBasisPoints }) => discountMinor === 0n && taxBasisPoints === 0)

/** What is taxed at each rate and what the tax on it comes to, the lowest rate first; lines without a tax are left out. */
export function taxesByRate(lines: readonly (Amounts & Pick<BilledLine, 'taxBasisPoints'>)[]) {
  const rates = [...new Set(lines.map(({ taxBasisPoints }) => taxBasisPoints))].filter((rate) => rate > 0)
  return rates
    .sort((one, other) => one - other)
    .map((basisPoints) => {
      const { netMinor, taxMinor } = billTotals(lines.filter((line) => line.taxBasisPoints === basisPoints))
      return { basisPoints, netMinor, taxMinor }
    })
}
