import { aboveInvoices } from '../invoices/trail-pages.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

type Amounts = Omit<Components['components/amounts'], 'caption'>

export interface Choosing {
  kinds: Option[]
  days: Option[]
  /** Of the lines that fit, the first that is shown, and what is shown in words. */
  from: number
  shown: string
  /** Where the lines before and after these begin. */
  before: number | null
  after: number | null
  /** Whether there is a line to fill in. */
  any: boolean
}

export const newCreditNotePage = page<{
  invoice: { id: string; number: string }
  banner: BannerPatient
  /** Of the invoice: what was asked, credited and paid. */
  facts: Components['components/summary-list']['rows']
  /** Why nothing can be credited; null where something can. */
  refusal: string | null
  /** Those that are shown, in the invoice's order. */
  lines: { field: string; what: string; left: string; typed: string }[]
  /** What a long invoice is looked through by; null on one that is seen at a glance. */
  choosing: Choosing | null
  /** The note as it would be, once it was added up. */
  note: (Amounts & { surplus: string | null }) | null
  form: Form
}>('credits/new', ({ invoice }, t) => t('Credit note for {{number}}', { number: invoice.number }), {
  trail: ({ invoice }, t) => [
    { label: t('Invoices'), href: '/invoices' },
    { label: invoice.number, href: `/invoices/${invoice.id}` },
  ],
})

/** What invoices ask for though it was not done after all. */
export const overbilledPage = page<{
  rows: {
    patient: { name: string; href: string }
    invoice: { number: string; href: string }
    what: string
    /** Of so many that were billed, so many were not done. */
    units: number
    quantity: number
    since: Date
    why: string | null
    amount: string
    href: string
  }[]
  newer: string | null
  older: string | null
}>('credits/overbilled', 'To be credited', {
  trail: (_page, t) => [{ label: t('Cashier'), href: '/cashier' }],
})

export const creditNotePage = page<{
  id: string
  number: string
  hospital: { name: string; address: string; phone: string }
  issuedOn: Day
  invoice: { id: string; number: string }
  facts: Components['components/summary-list']['rows']
  amounts: Amounts
  /** What was paid on the invoice and became the patient's credit. */
  released: { number: string; href: string; amount: string }[]
}>('credits/credit-note', ({ number }, t) => t('Credit note {{number}}', { number }), {
  trail: ({ invoice }, t, can) => [
    aboveInvoices(t, can),
    { label: invoice.number, href: `/invoices/${invoice.id}` },
  ],
})
