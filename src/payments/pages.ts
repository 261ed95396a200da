import { aboveInvoices } from '../invoices/trail-pages.js'
import type { Option } from '../web/components/forms.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

type Rows = Components['components/summary-list']['rows']
type StatusProps = Components['components/status']

/** Somebody pays an invoice, or a part of it. */
export const payPage = page<{
  invoice: { id: string; number: string }
  banner: BannerPatient
  facts: Rows
  /** Why nothing can be paid; null where it can. */
  refusal: string | null
  counterOpen: boolean
  methods: Option[]
  form: Form
  /** What the patient has paid that is put nowhere, and the form that uses it. */
  credit: { amount: string; form: Form } | null
}>('payments/pay', ({ invoice }, t) => t('Payment for {{number}}', { number: invoice.number }), {
  trail: ({ invoice }, t) => [
    { label: t('Invoices'), href: '/invoices' },
    { label: invoice.number, href: `/invoices/${invoice.id}` },
  ],
})

export const advancePage = page<{
  patient: { id: string; name: string }
  banner: BannerPatient
  /** What the patient has paid already that is put nowhere. */
  credit: string | null
  counterOpen: boolean
  methods: Option[]
  form: Form
}>('payments/advance', 'Take an advance', {
  trail: ({ patient }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: patient.name, href: `/patients/${patient.id}` },
  ],
})

/** A receipt, and what became of its money. */
export const receiptPage = page<{
  id: string
  number: string
  hospital: { name: string; address: string }
  facts: Rows
  amount: string
  inWords: string
  /** Invoices that it pays now, what goes back, and what is left; together the amount. */
  parts: { label: string; href: string | null; amount: string; status: StatusProps | null }[]
  cancelled: string | null
  actions: ActionLink[]
}>('payments/receipt', ({ number }, t) => t('Receipt {{number}}', { number }), {
  trail: (_page, t, can) => [aboveInvoices(t, can)],
})

export const cancellationPage = page<{
  id: string
  number: string
  about: string
  consequences: string[]
  form: Form
}>('payments/cancel', 'Cancel a receipt', {
  trail: ({ id, number }) => [{ label: number, href: `/payments/${id}` }],
})

export const newRefundPage = page<{
  id: string
  number: string
  facts: Rows
  form: Form
}>('payments/new-refund', 'Ask for a refund', {
  trail: ({ id, number }) => [{ label: number, href: `/payments/${id}` }],
})
