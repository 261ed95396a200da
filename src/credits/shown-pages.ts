import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
import type { Components } from '../web/components.js'
import type { T } from '../web/words.js'
import { creditedTaxes, creditTotal } from './rules.js'

interface Line {
  description: string
  netMinor: bigint
  taxMinor: bigint
  taxBasisPoints: number
}

/** The lines of a credit note before tax, then the taxes, and what they come to; in words too. */
export function creditAmounts(
  lines: readonly Line[],
  t: T,
  { currency, locale }: { currency: Currency; locale: string },
): Omit<Components['components/amounts'], 'caption'> {
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const taxes = creditedTaxes(lines).map(({ basisPoints, netMinor, taxMinor }) => ({
    description: t('Tax of {{rate}} % on {{amount}}', {
      ...{ rate: (basisPoints / 100).toLocaleString(locale), amount: money(netMinor) },
    }),
    amount: money(taxMinor),
  }))
  const total = creditTotal(lines)
  return {
    lines: [
      ...lines.map(({ description, netMinor }) => ({ description, amount: money(netMinor) })),
      ...taxes,
    ],
    total: money(total),
    inWords: t('In words: {{amount}}', { amount: amountInWords(total, currency) }),
  }
}
