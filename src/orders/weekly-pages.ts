import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const weeklyReportPage = page<{
  from: Day
  until: Day
  earlier: string
  later: string | null
  results: {
    href: string
    patient: string
    about: string
    item: string
    at: Date
    statuses: StatusName[]
    outside: string
    hasFile: boolean
    /** Critical, and nobody has acknowledged it. */
    waits: boolean
  }[]
  critical: number
  reports: {
    href: string
    patient: string
    about: string
    reports: number
    lowest: number
    symptoms: string
  }[]
}>('orders/weekly-report', 'Your patients this week')

export const weeklySendingPage = page<{ form: Form; doctors: Option[] }>(
  'orders/weekly-sending',
  'Weekly report to doctors',
)
