import type { Day } from '../../shared/calendar.js'
import type { Components } from '../components.js'
import type { Form } from '../form.js'
import type { Option } from './forms.js'
import type { Tone } from './telling.js'

/** People: who a page is about, and whom a form is about. */
export interface PeopleComponents {
  /** On top of every staff page about one patient. Allergies: neither a list nor `noneSince` is "not asked yet". */
  'components/patient-banner': { patient: BannerPatient }

  /** The first column of a list of people: picture, name as a link, and a line below. */
  'components/person': {
    name: string
    href?: string
    localName?: string | null
    about?: string
    photo?: string | null
  }

  /** A photo, or initials. Decoration: the name stands beside it. */
  'components/avatar': { name: string; photo: string | null; size?: 'small' | 'medium' | 'large' }

  /**
   * Whom a form is about: typed, found, chosen. Posts `patientId` and `patientSearch` (the schema's `patientPick`) and,
   * by its button, `find`. `pickFor` of patients/picking.ts makes `pick`.
   */
  'components/patient-picker': { form: Form; pick: PatientPick; label?: string }

  /** Whom the search box on every page has found, as links to their records. */
  'components/patient-found': { pick: PatientPick }

  /** What a patient picker has found, to choose from. */
  'components/patient-matches': { pick: PatientPick }

  /** The professional half of a doctor's form, the same for adding and for editing one. */
  'components/doctor-fields': {
    form: Form
    specialisations: Option[]
    deputies: Option[]
  }
}

export interface BannerPatient {
  name: string
  localName: string | null
  dateOfBirth: Day | null
  /** In the reader's words: 'Female'. */
  sex: string | null
  /** 'W-004211' */
  number: string
  phone: string | null
  bloodGroup?: string | null
  photo: string | null
  /** The patient's page; leave out on that page itself. */
  href?: string
  /** Left out where the reader does not get it. */
  allergies?: { list: { text: string; severe: boolean }[]; noneSince: Date | null }
  /** 'ICU, bed 4'; null when not in a bed. */
  bed: string | null
  triage: Components['components/triage-status']
  alerts?: { text: string; tone: Tone }[]
  /** Until when a doctor who does not treat the patient may read the record. */
  emergencyUntil?: Date | null
}

/** What a patient picker shows. `short`: too little was typed to look for. */
export interface PatientPick {
  state: 'idle' | 'short' | 'none' | 'found'
  patients: PickablePatient[]
  /** The id of the one who is chosen; empty for none. */
  chosen: string
  /** Whether more fit than are shown. */
  more: boolean
}

export interface PickablePatient {
  id: string
  name: string
  localName: string | null
  about: string
}
