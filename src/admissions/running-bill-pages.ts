import type { ShownAmounts } from '../web/components/figures.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { ChargeLine } from './pages.js'

/** The final bill of a stay that has ended, once more. */
export const rebillingPage = page<{
  admissionId: string
  name: string
  banner: BannerPatient
  /** Somebody was first. */
  invoice: { id: string; number: string } | null
  form: Form
  room: { lines: ChargeLine[]; total: string }
  support: { lines: ChargeLine[]; total: string }
  supportRule: string
  charges: Option[]
  /** How much this person may take off. */
  limit: string
  /** As it would be issued now. */
  bill: ShownAmounts | null
}>('admissions/rebilling', ({ name }, t) => t('Final bill of {{name}}', { name }), {
  trail: ({ admissionId, name }, t) => [
    { label: t('Admissions'), href: '/admissions' },
    { label: t('Stay of {{name}}', { name }), href: `/admissions/${admissionId}` },
  ],
})

/** What a stay has cost so far, as it would be billed now. */
export const runningBillPage = page<{
  admissionId: string
  patientId: string
  name: string
  banner: BannerPatient
  where: string
  admittedAt: Date
  days: number
  /** Null of a stay that has ended: its invoice says what it cost. */
  bill: ShownAmounts | null
  invoice: { id: string; number: string } | null
  /** Doctors who are billed when the stay ends, by their fees. */
  hasDoctors: boolean
  /** What stands open from outside the stay; null where nothing does. */
  outside: string | null
  rules: string[]
}>('admissions/bill', ({ name }, t) => t('Bill so far of {{name}}', { name }), {
  trail: ({ admissionId }, t) => [
    { label: t('Going home'), href: '/discharges' },
    { label: t('Steps of the discharge'), href: `/admissions/${admissionId}/readiness` },
  ],
})
