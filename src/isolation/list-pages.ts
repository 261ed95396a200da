import type { Day } from '../shared/calendar.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'
import type { IsolationFilter } from './list-rules.js'

type Status = Components['components/status']

export interface ListedAtHome {
  href: string
  name: string
  localName: string | null
  about: string
  photo: string | null
  phone: string | null
  triage: Components['components/triage-status']
  highRisk: boolean
  startedOn: Day
  earliestEndOn: Day
  mayEnd: boolean
  doctor: string | null
  last: { href: string; at: Date; status: Status } | null
  /** What somebody has to do about it, the worst first. */
  calls: Status[]
  /** 'next by Sun 22 Nov 2026, 6:46 am' */
  due: string
  /** Where is written down what the patient tells by telephone. */
  report: string | null
  /** A red flag that nobody has answered yet. */
  flag: { href: string; bed: { action: string; alertId: string; key: string } | null } | null
  /** The bed that they wait for already. */
  request: string | null
}

/** Who is cared for at home, and who of them needs somebody. */
export const patientsAtHomePage = page<{
  rows: ListedAtHome[]
  filters: Components['components/tabs']['items']
  filter: IsolationFilter
  live: string
  older: string | null
  newer: string | null
}>('isolation/list', 'Patients at home')
