import type { Role } from '../generated/prisma/enums.js'
import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
import { type BillingSettings, discountMost, percentOf } from '../tariffs/rules.js'
import type { ShownAmounts } from '../web/components/figures.js'
import type { T } from '../web/words.js'
import type { LineKind } from './rules.js'
import { type BilledLine, billTotals, taxesByRate } from './total-rules.js'

/** What stands before a line on screen. */
export const kindLabels: Record<LineKind, string> = {
  ROOM: 'Room',
  OXYGEN: 'Oxygen',
  DOCTOR: 'Doctor',
  TEST: 'Test',
  TREATMENT: 'Treatment',
  MEDICINE: 'Medicine',
  SERVICE: 'Service',
  OTHER: 'Other',
}

/** How much this person may take off a bill, beside the fields for it. */
export const limitSentence = (role: Role, settings: BillingSettings, t: T): string =>
  t('You may take off up to {{most}} % of the whole.', { most: percentOf(discountMost(role, settings)) })

type ShownLine = BilledLine & { discountReason?: string | null }

/** The lines of a bill and what they come to, on every page that shows one. A line's amount is after discount and tax. */
export function shownAmounts(
  lines: readonly ShownLine[],
  t: T,
  { currency, locale }: { currency: Currency; locale: string },
): ShownAmounts {
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const { totalMinor } = billTotals(lines)
  return {
    lines: lines.map((line) => ({
      description: t('{{kind}}: {{what}}', { kind: t(kindLabels[line.kind]), what: line.description }),
      quantity: line.quantity.toLocaleString(locale),
      unitPrice: money(line.unitPriceMinor),
      discount:
        line.discountMinor > 0n
          ? { amount: money(line.discountMinor), reason: line.discountReason ?? null }
          : null,
      tax: line.taxBasisPoints > 0 ? `${percentOf(line.taxBasisPoints)} %: ${money(line.taxMinor)}` : null,
      amount: money(line.amountMinor - line.discountMinor + line.taxMinor),
    })),
    sums: sumsOf(lines, t, money),
    total: money(totalMinor),
    inWords: t('In words: {{amount}}', { amount: amountInWords(totalMinor, currency) }),
  }
}

/** What stands between the lines of a bill and its total, on screen and on paper; nothing where they say it all. */
export function sumsOf(
  lines: readonly BilledLine[],
  t: T,
  money: (minor: bigint) => string,
): { label: string; amount: string }[] {
  const { askedMinor, discountMinor, netMinor } = billTotals(lines)
  const taxes = taxesByRate(lines)
  return [
    ...(discountMinor > 0n
      ? [
          { label: t('Before discount'), amount: money(askedMinor) },
          { label: t('Taken off'), amount: money(-discountMinor) },
        ]
      : []),
    ...(taxes.length > 0 ? [{ label: t('Before tax'), amount: money(netMinor) }] : []),
    ...taxes.map((tax) => ({
      label: t('Tax of {{rate}} % on {{amount}}', {
        rate: percentOf(tax.basisPoints),
        amount: money(tax.netMinor),
      }),
      amount: money(tax.taxMinor),
    })),
  ]
}
