import type { ShownAmounts } from '../web/components/figures.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

const above = (t: T) => [
  { label: t('Invoices'), href: '/invoices' },
  { label: t('Drafts'), href: '/invoices/drafts' },
]

export const newDraftPage = page<{
  id: string
  name: string
  banner: BannerPatient
  charges: Option[]
  form: Form
}>('invoices/new-draft', 'Prepare an invoice', { trail: (_page, t) => above(t) })

export const draftPage = page<{
  id: string
  banner: BannerPatient
  preparedAt: Date
  lines: { row: number; chargeId: string; what: string; asked: string; discount: string; reason: string }[]
  /** As it would be issued now; null where more is taken off than there is to pay. */
  bill: ShownAmounts | null
  roundingRule: string
  limit: string
  form: Form
  labels: Record<string, string>
}>('invoices/draft', 'Draft of an invoice', { trail: (_page, t) => above(t) })

export const draftListPage = page<{
  rows: {
    patient: { name: string; localName: string | null; about: string; href: string }
    at: Date
    by: string
    charges: string
    total: string
    href: string
  }[]
  newer: string | null
  older: string | null
}>('invoices/drafts', 'Drafts', { trail: (_page, t) => [{ label: t('Invoices'), href: '/invoices' }] })
