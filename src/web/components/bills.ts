import type { Day } from '../../shared/calendar.js'
import type { Components } from '../components.js'
import type { IconName } from '../icon-names.js'
import type { StatusName } from './telling.js'

/** What a patient has to pay, and the papers about it. */
export interface BillComponents {
  /** Invoices of which something is owed, with what is done about each. */
  'components/open-bills': { rows: OpenBill[] }

  /** Invoices, receipts, credit notes and refunds, the newest first, each to be downloaded. */
  'components/papers': { rows: PaperOnPage[] }

  /** The first of what waits of one kind at the counter; `label` is what is done about each. */
  'components/money-work': {
    id: string
    title: string
    icon: IconName
    list: MoneyWork
    /** The page of all of them. */
    all: string
    label: string
    empty: string
  }
}

export interface MoneyWork {
  rows: {
    patient: { name: string; href: string }
    about: string
    since: Date
    amount: string
    href: string
  }[]
  total: number
}

export interface OpenBill {
  number: string
  href: string
  issuedOn: Day
  dueOn: Day
  overdue: boolean
  state: StatusName
  total: string
  owed: string
  action: { label: string; href: string }
  pdf: string
}

export interface PaperOnPage {
  /** In words: 'Receipt'. */
  kind: string
  number: string
  at: Date
  /** How it was paid, or which invoice a credit note is for. */
  about: string | null
  status: Components['components/status'] | null
  amount: string
  href: string | null
  pdf: string | null
}
