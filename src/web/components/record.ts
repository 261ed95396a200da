import type { Day } from '../../shared/calendar.js'
import type { Components } from '../components.js'
import type { StatusName, Tone } from './telling.js'

/** Parts of a patient's record. */
export interface RecordComponents {
  /** The newest triage of a patient, with what decided it; null: there is none. */
  'components/triage-card': {
    triage: {
      href: string
      at: Date
      statuses: StatusName[]
      decidedBy: string[]
      /** What a doctor decided about it, with name and day. */
      decision: string | null
      next: { tone: Tone; heading: string; text: string }
      symptoms: string[]
      missing: string[]
      readings: Components['components/readings']['items']
    } | null
    newTriage: string | null
  }

  /** Who is and was in charge of a patient; `end` is the page that takes one out of charge. */
  'components/doctors-in-charge': {
    doctors: { name: string; about: string; since: Date; until: Date | null; end: string | null }[]
    assignment: string | null
  }

  /** A signed note with what was added to it later. */
  'components/signed-note': {
    note: {
      href: string
      kind: string
      at: Date
      doctor: string
      text: string
      amendments: { id: string; at: Date; doctor: string; text: string }[]
      /** The page on which the reader may add to it. */
      amend: string | null
    }
    linked: boolean
    amendable: boolean
  }

  /** A discharge summary, as its readers find it on every page; each version has an address of its own. */
  'components/discharge-summary': { summary: SummaryOnPage }

  /** What one doctor wrote to another, with the answer. */
  'components/colleague-letter': {
    letter: {
      id: string
      kind: string
      from: string
      to: string
      text: string
      sentAt: Date
      readAt: Date | null
      answer: string | null
      answeredAt: Date | null
    }
  }

  /** Whom to call about a patient, the first first; `edits` where the reader may change it, below the address `home`. */
  'components/contacts': {
    contacts: { id: string; name: string; relation: string; phone: string }[]
    home: string
    edits: boolean
  }

  /** Which version of a catalogue is in force, and, loudly, where it is missing or out of date; with the ways to change it. */
  'components/catalogue-release': {
    path: string
    standing: 'CURRENT' | 'OUT_OF_DATE' | 'MISSING'
    release: { version: string; source: string; publishedOn: Day; reviewBy: Day | null } | null
  }
}

export interface SummaryOnPage {
  id: string
  version: number
  diagnosis: string
  course: string
  condition: string
  medicines: string | null
  advice: string
  followUpOn: Day | null
  /** Why it took the place of the version before. */
  reason: string | null
  signedAt: Date
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
  stay: { reason: string; admittedAt: Date; dischargedAt: Date | null; where: string }
  pdf: string
  /** The newest version, where this one is older. */
  newest: string | null
  versions: { href: string; version: number; signedAt: Date; current: boolean }[]
}
