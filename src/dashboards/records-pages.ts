import type { Day } from '../shared/calendar.js'
import type { OrderOnPage } from '../web/components/orders.js'
import { page } from '../web/page.js'

export interface WaitingTriage {
  href: string
  name: string
  number: string
  dateOfBirth: Day | null
  testedOn: Day
  toldAt: Date
  missing: string[]
}

export const recordsDashboardPage = page<{
  counts: { tests: number; treatments: number; preliminary: number; emergencies: number }
  orders: OrderOnPage[]
  /** Whether there are more than those shown. */
  moreOrders: boolean
  rows: WaitingTriage[]
  newer: string | null
  older: string | null
}>('dashboards/records', 'Today')
