import type { Day } from '../shared/calendar.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { ListedPrescription } from './pages.js'
import type { ShownSheet } from './sheet-pages.js'

/** What a patient takes now, in plain words. */
export interface OwnCurrent {
  medicine: string
  plain: string
  instructions: string | null
  until: Day
  doctor: string
  href: string
}

export const ownPrescriptionsPage = page<{
  /** Null on the later pages of the history. */
  current: OwnCurrent[] | null
  prescriptions: ListedPrescription[]
  older: string | null
  newest: string | null
}>('prescriptions/own-list', 'Your medicines')

export const ownPrescriptionPage = page<{ sheet: ShownSheet; pdf: string }>(
  'prescriptions/own',
  ({ sheet }, t) => t('Prescription {{number}}', { number: sheet.number }),
  { trail: (_page, t: T) => [{ label: t('Your medicines'), href: '/prescriptions' }] },
)
