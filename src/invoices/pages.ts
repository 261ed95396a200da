import type { Day } from '../shared/calendar.js'
import { page } from '../web/page.js'
import type { LineKind } from './rules.js'

/** What stands before a line on screen. */
export const kindLabels: Record<LineKind, string> = {
  ROOM: 'Room',
  MEDICINE: 'Medicine',
  DOCTOR: 'Doctor',
  SERVICE: 'Service',
  OTHER: 'Other',
}

export interface InvoiceRow {
  id: string
  number: string
  issuedAt: Date
  patient: { id: string; name: string; localName: string | null; number: string }
  admittedOn: Day | null
  dischargedOn: Day | null
  total: string
}

interface Pages {
  rows: InvoiceRow[]
  newer: string | null
  older: string | null
}

export const invoiceListPage = page<Pages & { q: string }>('invoices/list', 'Invoices')

export const ownInvoicesPage = page<Pages>('invoices/own', 'Your invoices')

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
  lines: { description: string; quantity: string; unitPrice: string; amount: string }[]
  total: string
  inWords: string
}>('invoices/invoice', ({ number }, t) => t('Invoice {{number}}', { number }), {
  trail: (_page, t) => [{ label: t('Invoices'), href: '/invoices' }],
})
