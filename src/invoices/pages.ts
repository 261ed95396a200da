import type { Day } from '../shared/calendar.js'
import type { ShownAmounts } from '../web/components/figures.js'
import type { Option } from '../web/components/forms.js'
import type { ActionLink } from '../web/components/pages.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import { aboveInvoices } from './trail-pages.js'

export interface InvoiceRow {
  id: string
  number: string
  issuedAt: Date
  patient: { id: string; name: string; localName: string | null; number: string }
  issuedOn: Day
  /** 'Stay of 9 days' */
  stay: string | null
  dueOn: Day
  state: StatusName
  isOverdue: boolean
  isOwed: boolean
  total: string
  owed: string
}

export const invoiceListPage = page<{
  rows: InvoiceRow[]
  newer: string | null
  older: string | null
  form: Form
  states: Option[]
  /** Whose invoices alone are shown. */
  patient: { id: string; name: string } | null
  filtered: boolean
  csv: string
}>('invoices/list', 'Invoices')

export const invoicePage = page<{
  id: string
  hospital: { name: string; address: string; phone: string; email: string }
  number: string
  issuedOn: Day
  patient: {
    id: string
    name: string
    localName: string | null
    number: string
    address: string | null
    phone: string | null
  }
  doctors: string[]
  symptoms: string[]
  stay: { admittedOn: Day; dischargedOn: Day; days: number } | null
  admissionId: string | null
  amounts: ShownAmounts
  discountReason: string | null
  /** How amounts are rounded, where that needs saying. */
  rounding: string | null
  dueOn: Day
  state: StatusName
  isOverdue: boolean
  owed: string
  isOwed: boolean
  /** How the total came down to what is owed: what was credited and paid. */
  standing: { label: string; amount: string }[]
  settled: {
    href: string
    number: string
    what: string
    about: string | null
    at: Date
    amount: string
  }[]
  voided: { on: Day; reason: string | null } | null
  actions: ActionLink[]
}>('invoices/invoice', ({ number }, t) => t('Invoice {{number}}', { number }), {
  trail: (_page, t, can) => [aboveInvoices(t, can)],
})

export const voidInvoicePage = page<{
  id: string
  number: string
  patient: string
  total: string
  form: Form
}>('invoices/void', 'Void an invoice', {
  trail: ({ id, number }, t) => [
    { label: t('Invoices'), href: '/invoices' },
    { label: number, href: `/invoices/${id}` },
  ],
})
