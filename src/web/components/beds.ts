import type { Form } from '../form.js'
import type { Option } from './forms.js'
import type { StatusName, Tone } from './telling.js'

/** Beds to choose from. */
export interface BedComponents {
  /** How many beds there are, and how many in each state. */
  'components/bed-stats': { counts: BedCounts; total: number }

  /** The wards with their beds in each state; `priceOf` is the head of what a day costs. */
  'components/ward-table': {
    wards: {
      id: string
      name: string
      kind: string
      floor: string
      dailyRateMinor: bigint
      counts: BedCounts
      total: number
    }[]
    priceOf: string
  }

  /**
   * The free beds as a part of a form: `bedId`, and with `knowingly` and `why` those that do not fit. Without `misfits`
   * only those that fit can be chosen.
   */
  'components/bed-offer': { form: Form; offer: OfferedBeds; misfits: boolean }

  /** What a patient waits for, and since when. */
  'components/bed-request': { request: ShownRequest }
}

export interface ShownRequest {
  id: string
  href: string
  priority: StatusName
  /** 'isolation, oxygen, care on a ward' */
  needs: string
  reason: string
  /** 'By a triage' */
  source: string
  since: Date
  requestedBy: string | null
  held: { ward: string; bed: string; until: Date } | null
}

/** How things stand for somebody who waits. */
export interface ShownOutlook {
  text: string
  tone: Tone
  /** What is free, though it does not fit. */
  but: string | null
}

export interface OfferedBeds {
  fitting: OfferedWard[]
  /** With a free bed, but not what the patient needs, and why not. They are taken only knowingly. */
  others: (OfferedWard & { reasons: string[] })[]
  /** The names of those without a free bed. */
  full: string[]
}

/** The free beds of a ward, as a form offers them. */
export interface OfferedWard {
  id: string
  name: string
  /** 'High dependency · isolation · oxygen' */
  kind: string
  dailyRateMinor: bigint
  beds: number
  free: Option[]
  /** How many are free, where fewer are shown. */
  freeInAll: number
}

type BedCounts = Record<'FREE' | 'HELD' | 'OCCUPIED' | 'CLEANING' | 'BLOCKED', number>
