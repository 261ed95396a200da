import type { MoneyWork, OpenBill, PaperOnPage } from '../web/components/bills.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'

type Stats = Components['components/stats']['items']

export interface PendingOnPage {
  what: string
  about: string | null
  at: Date
  amount: string
  status: Components['components/status']
  href: string
  /** What is done about it: 'Compare'. */
  label: string
}

/** All of one patient's money at a glance, each thing a link to where it is done. */
export const accountPage = page<{
  id: string
  name: string
  banner: BannerPatient
  stats: Stats
  actions: ActionLink[]
  pending: PendingOnPage[]
  charges: { what: string; at: Date; amount: string }[]
  /** Where what is open is billed. */
  billing: string
  isAdmitted: boolean
  open: OpenBill[]
  papers: PaperOnPage[]
  newer: string | null
  older: string | null
}>('cashier/account', ({ name }, t) => t('Account of {{name}}', { name }), {
  trail: ({ id, name }, t) => [
    { label: t('Cashier'), href: '/cashier' },
    { label: name, href: `/patients/${id}` },
  ],
})

/** Somebody whom the cashier looked for, with how they stand. */
export interface FoundPatient {
  name: string
  localName: string | null
  about: string
  href: string
  owed: string
  isOverdue: boolean
  credit: string
  unbilled: string
}

/** The cashier's day: whom to look for, what waits, and their own counter. */
export const cashierPage = page<{
  q: string
  /** Null while nobody is looked for. */
  found: { rows: FoundPatient[]; tooShort: boolean; more: boolean } | null
  counterOpen: boolean
  stats: Stats
  claims: MoneyWork
  refunds: MoneyWork & { list: 'to-decide' | 'to-pay' }
  drafts: MoneyWork
  overbilled: MoneyWork
}>('cashier/cashier', 'Cashier')
