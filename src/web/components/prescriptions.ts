import type { Day } from '../../shared/calendar.js'
import type { Form } from '../form.js'
import type { Tone } from './telling.js'

/** Prescribing: finding a medicine, what is taken, and the printed sheet. */
export interface PrescriptionComponents {
  /**
   * The medicine of a row: typed, found, chosen, or taken as typed. Posts `medicine1`, `medicineId1` and `found1` for the
   * first row, and by its button `find`.
   */
  'components/medicine-picker': { form: Form; pick: MedicinePick }

  /** What was found of a medicine, to choose from. */
  'components/medicine-matches': { pick: MedicinePick }

  /** What a patient takes today; `stop` is the page on which one is stopped. */
  'components/current-medicines': {
    rows: {
      medicine: string
      dose: string
      frequency: string
      instructions: string | null
      until: Day
      doctor: string
      prescription: { number: string; href: string }
      stop: string | null
    }[]
  }

  /** A prescription under the hospital's letterhead, as it is printed. `versions` is above its other versions. */
  'components/prescription-sheet': {
    sheet: PrintedPrescription
    versions: string
    /** The page on which its medicines are stopped. */
    stop: string | null
  }
}

/** What a medicine picker shows. `short`: too little was typed to look for. */
export interface MedicinePick {
  row: number
  state: 'idle' | 'short' | 'none' | 'found'
  medicines: { id: string; name: string; unit: string; about: string }[]
  /** The id of the one that is chosen, 'free' for what is taken as typed; empty for none. */
  chosen: string
  /** What was looked for. */
  found: string
  more: boolean
}

/** A prescription in the reader's words. */
interface PrintedPrescription {
  number: string
  at: Date
  status: 'ACTIVE' | 'REPLACED' | 'STOPPED'
  statusText: string
  patient: {
    name: string
    localName: string | null
    number: string
    about: string
    allergies: string[] | null
  }
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
  medicines: {
    id: string
    medicine: string
    dose: string
    route: string | null
    frequency: string
    duration: string
    until: Day
    quantity: string | null
    instructions: string | null
    stopped: { at: Date; reason: string } | null
  }[]
  warnings: {
    kind: string
    severity: string
    tone: Tone
    text: string
    source: string
    reason: string
  }[]
  rules: string | null
  replaces: { id: string; number: string } | null
  replacedBy: { id: string; number: string } | null
}
