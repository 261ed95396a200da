import type { News2Band, Priority, Sex, SexPolicy } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { BedState } from '../wards/rules.js'
import type { LastRound } from './due-rules.js'

/** A bed as it is at an instant. */
export interface BedOnBoard {
  id: string
  number: string
  room: { number: string; sexPolicy: SexPolicy } | null
  state: BedState
  admissionId: string | null
  requestId: string | null
  since: Date | null
  /** Of a hold. */
  until: Date | null
  reason: string | null
}

/** Who lies in a bed, or for whom it is held. */
export interface Occupant {
  patient: {
    id: string
    number: number
    name: string
    localName: string | null
    sex: Sex | null
    dateOfBirth: Day | null
  }
  /** Whether the reader reaches this patient: a doctor those in their care. */
  reached: boolean
  isolation: boolean
  doctor: string | null
  /** Of a request. */
  priority: Priority | null
  /** Of a stay. */
  expectedOn: Day | null
  orderedAt: Date | null
  /** The newest round of this stay, or of the day before it, that staff took. */
  round: (LastRound & { total: number | null; band: News2Band | null }) | null
}

/** Beds with somebody in them, of a hundred; null where there are no beds. */
export function occupancy(occupied: number, beds: number): number | null {
  return beds === 0 ? null : Math.round((occupied / beds) * 100)
}
