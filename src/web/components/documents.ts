import type { Day } from '../../shared/calendar.js'
import type { Components } from '../components.js'

export interface DocumentComponents {
  /** Documents, newest first, with a small picture of those that are pictures. */
  'components/documents': { rows: DocumentOnPage[] }
}

/** A document as a row of a list. */
export interface DocumentOnPage {
  href: string
  title: string
  /** 'Laboratory report' */
  kind: string
  day: Day
  /** 'Sent by the patient, Sat 21 Nov 2026, 9:00 am' */
  filed: string
  /** 'PDF, 1.2 MB' */
  about: string
  /** The address of a small picture of it. */
  preview: string | null
  /** Whose it is, in a list of several people's. */
  patient: string | null
  statuses: Components['components/status'][]
}
