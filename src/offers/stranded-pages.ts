import type { StatusName } from '../web/components/telling.js'
import { page } from '../web/page.js'
import type { StrandedFilter } from './stranded-rules.js'

export interface ShownStranded {
  id: string
  number: string
  patient: { name: string; localName: string | null; about: string; href: string; photo: string | null }
  phone: string | null
  doctor: string
  startsAt: Date
  /** Who came without an appointment has no time that could be moved. */
  walkIn: boolean
  /** The token of who waits in the house now. */
  here: string | null
  isPast: boolean
  status: StatusName
  priority: StatusName | null
  why: string
  /** The newest time that was held for it, and what became of it. */
  offer: { id: string; text: string; isOpen: boolean } | null
  /** Nothing could be written to the patient: somebody has to call. */
  mustCall: boolean
}

export const strandedPage = page<{
  filter: StrandedFilter
  filters: { label: string; href: string; current: boolean; count: number }[]
  rows: ShownStranded[]
  newer: string | null
  older: string | null
}>('offers/stranded', 'Visits that need another time')
