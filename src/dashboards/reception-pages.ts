import type { Components } from '../web/components.js'
import { page } from '../web/page.js'

interface Named {
  name: string
  localName: string | null
  href: string
}

interface Waiting extends Named {
  about: string
  photo: string | null
  why: string | null
  since: string
}

type ListedVisit = Components['components/visit-row']['row']

export const receptionDashboardPage = page<{
  visits: {
    requests: { rows: ListedVisit[]; total: number }
    arrivals: { rows: ListedVisit[]; total: number }
    here: number
    inside: number
    /** Whose time fell away, and who has no other yet. */
    stranded: number
  }
  waiting: {
    rows: (Waiting & { triage: Components['components/triage-status']; admit: string })[]
    total: number
    urgent: number
  }
  /** Whom somebody has to decide about; `decision` says who, or where. `allocate` where no doctor at work is in charge. */
  undecided: {
    rows: (Waiting & { decision: string; allocate: string | null })[]
    total: number
    urgent: number
  }
  levels: { label: string; free: number; occupied: number; cleaning: number; total: number }[]
  beds: { free: number; held: number; occupied: number; blocked: number; total: number }
  cleaning: { total: number; rows: { id: string; number: string; ward: string; since: string | null }[] }
  admitted: (Named & { where: string; at: Date })[]
  discharged: (Named & { at: Date; invoice: { id: string; number: string } | null })[]
  atHome: number
  /** Tests and treatments that need a time. */
  toSchedule: number
  /** Services that nobody does yet. */
  toAllocate: number
  /** Payments that patients told us of, and nobody has compared. */
  toCompare: number
  now: Date
}>('dashboards/reception', 'Today')
