import { methodLabels } from '../counter/method-rules.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { type Balance, invoiceState, isOverdue, owedMinor } from '../invoices/state-rules.js'
import type { Day } from '../shared/calendar.js'
import { formatMoney, isCurrency } from '../shared/money.js'
import type { OpenBill, PaperOnPage } from '../web/components/bills.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

interface Words {
  t: T
  format: Format
  base: string
  /** 'en-IN' */
  locale: string
}

/** Printed in the currency that it was billed in. */
function moneyIn(currency: string, locale: string) {
  if (!isCurrency(currency)) throw new RangeError(`a currency that is not known: ${currency}`)
  return (minor: bigint) => formatMoney(minor, currency, locale)
}

type Open = Balance & { id: string; number: string; issuedOn: Day; dueOn: Day; currency: string }

/** `action` says where it is paid, or told that it was. */
export function shownOpenBill(
  invoice: Open,
  { t, base, locale, today }: Words & { today: Day },
  action: 'PAY' | 'TELL',
): OpenBill {
  const money = moneyIn(invoice.currency, locale)
  const { number, issuedOn, dueOn } = invoice
  const href = `${base}/invoices/${invoice.id}`
  return {
    ...{ number, issuedOn, dueOn, href },
    state: `invoice.${invoiceState(invoice)}`,
    overdue: isOverdue(invoice, today),
    total: money(invoice.totalMinor),
    owed: money(owedMinor(invoice)),
    action:
      action === 'PAY'
        ? { label: t('Take a payment'), href: `${href}/payments/new` }
        : { label: t('I have paid this'), href: `${href}/claims/new` },
    pdf: `${href}/pdf`,
  }
}

type Shown = { id: string; number: string; at: Date; amountMinor: bigint; currency: string } & (
  | ({ kind: 'INVOICE' } & Balance)
  | { kind: 'RECEIPT'; method: PaymentMethod; voidedAt: Date | null }
  | { kind: 'CREDIT_NOTE'; about: string }
  | { kind: 'REFUND'; method: PaymentMethod }
)

const homes = { INVOICE: 'invoices', RECEIPT: 'payments', CREDIT_NOTE: 'credit-notes', REFUND: 'refunds' }

/** A refund has a page for staff only, and none of them a paper. */
export function shownPaper(
  paper: Shown,
  { t, base, locale }: Words,
  reader: 'STAFF' | 'PATIENT',
): PaperOnPage {
  const href = `${base}/${homes[paper.kind]}/${paper.id}`
  const isRefund = paper.kind === 'REFUND'
  return {
    number: paper.number,
    at: paper.at,
    ...aboutPaper(paper, t),
    amount: moneyIn(paper.currency, locale)(paper.amountMinor),
    href: isRefund && reader === 'PATIENT' ? null : href,
    pdf: isRefund ? null : `${href}/pdf`,
  }
}

function aboutPaper(
  paper: Shown,
  t: T,
): { kind: string; about: string | null; status: Components['components/status'] | null } {
  switch (paper.kind) {
    case 'INVOICE':
      return { kind: t('Invoice'), about: null, status: { of: `invoice.${invoiceState(paper)}` } }
    case 'RECEIPT':
      return {
        kind: t('Receipt'),
        about: t(methodLabels[paper.method]),
        status: paper.voidedAt ? { text: t('Cancelled'), tone: 'neutral', icon: 'ban' } : null,
      }
    case 'CREDIT_NOTE':
      return { kind: t('Credit note'), about: t('for {{number}}', { number: paper.about }), status: null }
    case 'REFUND':
      return { kind: t('Refund'), about: t(methodLabels[paper.method]), status: null }
  }
}
