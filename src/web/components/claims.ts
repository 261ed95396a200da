import type { Day } from '../../shared/calendar.js'
import type { StatusName } from './telling.js'

/** Payments that patients made elsewhere and told us of. */
export interface ClaimComponents {
  /** What a patient told us, for the patient, with what became of it. */
  'components/claim-rows': { rows: ClaimOnPage[] }

  /** One of them in all its facts. */
  'components/claim-facts': { claim: ClaimOnPage }
}

export interface ClaimOnPage {
  id: string
  /** In words: 'UPI'. */
  method: string
  reference: string
  amount: string
  paidOn: Day
  submittedAt: Date
  status: StatusName
  decisionReason: string | null
  invoice: { number: string; href: string }
  receipt: { number: string; href: string } | null
}
