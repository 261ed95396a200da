import type { StatusName } from '../web/components.js'
import { page } from '../web/page.js'

interface Named {
  name: string
  localName: string | null
  href: string
}

export const receptionDashboardPage = page<{
  waiting: {
    rows: (Named & {
      about: string
      photo: string | null
      status: StatusName
      why: string | null
      since: string
      admit: string
    })[]
    total: number
    urgent: number
  }
  levels: { label: string; free: number; occupied: number; cleaning: number; total: number }[]
  beds: { free: number; total: number }
  cleaning: { id: string; number: string; ward: string; since: string | null }[]
  admitted: (Named & { where: string; at: Date })[]
  discharged: (Named & { at: Date; invoice: { id: string; number: string } | null })[]
  atHome: number
  now: Date
}>('dashboards/reception', 'Today')
