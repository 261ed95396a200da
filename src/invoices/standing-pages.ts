import { methodLabels } from '../counter/method-rules.js'
import type { ActionLink } from '../web/components/pages.js'
import type { T } from '../web/words.js'
import { type Balance, owedMinor, type Settlement } from './state-rules.js'

type Money = (minor: bigint) => string

/** How the total came down to what is owed; nothing while nothing was paid or credited. */
export function standingOf(balance: Balance, t: T, money: Money): { label: string; amount: string }[] {
  const { totalMinor, creditedMinor, paidMinor } = balance
  if (creditedMinor === 0n && paidMinor === 0n) return []
  return [
    { label: t('Total'), amount: money(totalMinor) },
    ...(creditedMinor > 0n ? [{ label: t('Credited'), amount: money(-creditedMinor) }] : []),
    ...(paidMinor > 0n ? [{ label: t('Paid'), amount: money(-paidMinor) }] : []),
  ]
}

export function settledRow(settlement: Settlement, t: T, base: string, money: Money) {
  const { kind, id, number, at, amountMinor, method, reason } = settlement
  const isPayment = kind === 'PAYMENT'
  return {
    href: `${base}/${isPayment ? 'payments' : 'credit-notes'}/${id}`,
    number,
    what: isPayment ? t('Payment') : t('Credit note'),
    about: method ? t(methodLabels[method]) : reason,
    at,
    amount: money(amountMinor),
  }
}

/** What can be done about an invoice as it stands; a patient can only say that they have paid. */
export function actionsOn(
  id: string,
  balance: Balance,
  { t, base, mayChange }: { t: T; base: string; mayChange: boolean },
): ActionLink[] {
  const at = `${base}/invoices/${id}`
  const isOwed = owedMinor(balance) > 0n
  const isUntouched = balance.paidMinor === 0n && balance.creditedMinor === 0n
  const isWhole = balance.creditedMinor < balance.totalMinor
  const pdf: ActionLink = { label: t('Download as PDF'), href: `${at}/pdf`, icon: 'download' }
  if (!mayChange)
    return isOwed
      ? [
          pdf,
          {
            label: t('Tell us that you have paid'),
            href: `${at}/claims/new`,
            icon: 'receipt',
            tone: 'primary',
          },
        ]
      : [{ ...pdf, tone: 'primary' }]
  if (balance.voidedAt) return [pdf]
  return [
    ...(isOwed
      ? [
          {
            label: t('Record a payment'),
            href: `${at}/payments/new`,
            icon: 'receipt',
            tone: 'primary',
          } as const,
        ]
      : []),
    pdf,
    ...(isWhole
      ? [{ label: t('Credit note'), href: `${at}/credit-notes/new`, icon: 'arrow-back-up' } as const]
      : []),
    ...(isUntouched ? [{ label: t('Void'), href: `${at}/voiding/new`, icon: 'ban' } as const] : []),
  ]
}
