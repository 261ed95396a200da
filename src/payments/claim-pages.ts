import { methodLabels } from '../counter/method-rules.js'
import type { ClaimStatus, PaymentMethod } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { ClaimOnPage } from '../web/components/claims.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

interface Shown {
  claimId: string
  method: PaymentMethod
  reference: string
  amountMinor: bigint
  paidOn: Day
  submittedAt: Date
  status: ClaimStatus
  receiptCancelled: boolean
  decisionReason: string | null
  invoiceId: string
  invoice: string
  receiptId: string | null
  receipt: string | null
}

/** A claim as its patient and the desk read it. */
export function shownClaim(
  claim: Shown,
  { t, format, base }: { t: T; format: Format; base: string },
): ClaimOnPage {
  const { reference, paidOn, submittedAt } = claim
  return {
    ...{ reference, paidOn, submittedAt },
    decisionReason: claim.receiptCancelled
      ? t('It is compared with what came in once more.')
      : claim.decisionReason,
    id: claim.claimId,
    method: t(methodLabels[claim.method]),
    amount: format.money(claim.amountMinor),
    status: claim.receiptCancelled ? 'claim.REOPENED' : `claim.${claim.status}`,
    invoice: { number: claim.invoice, href: `${base}/invoices/${claim.invoiceId}` },
    receipt:
      claim.receipt && claim.receiptId
        ? { number: claim.receipt, href: `${base}/payments/${claim.receiptId}` }
        : null,
  }
}

const atCashier = (t: T) => ({ label: t('Cashier'), href: '/cashier' })

/** A claim in the list of the desk. */
export interface ListedClaim extends ClaimOnPage {
  href: string
  patient: { name: string; localName: string | null; about: string; href: string }
}

export const claimsPage = page<{
  list: 'to-compare' | 'answered'
  tabs: Components['components/tabs']['items']
  rows: ListedClaim[]
  newer: string | null
  older: string | null
}>('payments/claims', 'Payments to compare', { trail: (_page, t) => [atCashier(t)] })

export const claimPage = page<{
  claim: ClaimOnPage
  patient: { id: string; name: string; banner: BannerPatient }
  owed: string
  /** What confirming does: what goes to the invoice, and what becomes credit. */
  effect: string[]
  /** Receipts that carry the same reference. */
  same: { number: string; href: string; patient: string }[]
  decided: { by: string; at: Date } | null
  /** Null once it is answered. */
  confirmation: Form | null
  form: Form
}>(
  'payments/claim',
  ({ claim, patient }, t) => t('{{amount}} of {{name}}', { amount: claim.amount, name: patient.name }),
  {
    trail: (_page, t) => [atCashier(t), { label: t('Payments to compare'), href: '/claims' }],
  },
)

/** A patient tells us that they have paid. */
export const newClaimPage = page<{
  invoice: { id: string; number: string }
  facts: Components['components/summary-list']['rows']
  /** Why there is nothing to tell; null where there is. */
  refusal: string | null
  methods: Option[]
  /** What they have told us of this invoice before. */
  before: ClaimOnPage[]
  form: Form
}>('payments/new-claim', ({ invoice }, t) => t('I have paid {{number}}', { number: invoice.number }), {
  trail: ({ invoice }, t) => [
    { label: t('Your bills'), href: '/bills' },
    { label: invoice.number, href: `/invoices/${invoice.id}` },
  ],
})
