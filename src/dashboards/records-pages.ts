import type { Day } from '../shared/calendar.js'
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
  rows: WaitingTriage[]
  newer: string | null
  older: string | null
}>('dashboards/records', 'Today')
