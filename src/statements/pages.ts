import { aboveInvoices } from '../invoices/trail-pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export interface StatementRow {
  at: Date
  what: string
  number: string
  href: string
  /** What was asked for, or what was paid or credited; the other is empty. */
  asked: string
  paid: string
  balance: string
}

export const statementPage = page<{
  /** Of this page. */
  address: string
  /** Null on the patient's own page. */
  patient: { id: string; name: string; banner: BannerPatient } | null
  /** The days that were asked for, as typed. */
  form: Form
  /** Null where the days could not be read. */
  shown: {
    days: { from: string; until: string }
    opening: string
    asked: string
    paid: string
    closing: string
    rows: StatementRow[]
    newer: string | null
    older: string | null
    csv: string
  } | null
}>('statements/statement', 'Statement of account', {
  trail: ({ patient }, t, can) =>
    patient
      ? [
          { label: t('Patients'), href: '/patients' },
          { label: patient.name, href: `/patients/${patient.id}` },
        ]
      : [aboveInvoices(t, can)],
})
