import type { ShownAmounts } from '../web/components/figures.js'
import type { BannerPatient } from '../web/components/people.js'
import { page } from '../web/page.js'

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
