import type { Day } from '../shared/calendar.js'
import { page } from '../web/page.js'
import type { Age } from './aging-rules.js'

type Amounts = Record<Age, string> & { owed: string }

export const agingPage = page<{
  asOf: Day
  totals: Amounts & { patients: string }
  rows: (Amounts & {
    patient: { name: string; localName: string | null; about: string; href: string }
    /** Where what is owed is explained. */
    statement: string
    /** Null for none. */
    credit: string | null
  })[]
  newer: string | null
  older: string | null
  csv: string
}>('statements/aging', 'What is owed', {
  trail: (_page, t) => [{ label: t('Invoices'), href: '/invoices' }],
})
