import { aboveInvoices } from '../invoices/trail-pages.js'
import type { Day } from '../shared/calendar.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

type Amounts = Omit<Components['components/amounts'], 'caption'>

export const newCreditNotePage = page<{
  invoice: { id: string; number: string }
  banner: BannerPatient
  /** Of the invoice: what was asked, credited and paid. */
  facts: Components['components/summary-list']['rows']
  /** Why nothing can be credited; null where something can. */
  refusal: string | null
  /** Of the lines in their order; a line of which nothing is left has no field. */
  lines: { row: number; what: string; left: string | null; typed: string }[]
  /** So many lines of a long invoice have no field. */
  more: number
  /** The note as it would be, once it was added up. */
  note: (Amounts & { surplus: string | null }) | null
  form: Form
}>('credits/new', ({ invoice }, t) => t('Credit note for {{number}}', { number: invoice.number }), {
  trail: ({ invoice }, t) => [
    { label: t('Invoices'), href: '/invoices' },
    { label: invoice.number, href: `/invoices/${invoice.id}` },
  ],
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
