import type { Day } from '../../shared/calendar.js'
import type { Form } from '../form.js'
import type { Option } from './forms.js'

type TriageClass =
  | `severity.${'MILD' | 'MODERATE' | 'SEVERE'}`
  | `triage.${'INCOMPLETE' | 'NOT_APPLICABLE' | 'NONE'}`

/** Triage. */
export interface TriageComponents {
  /**
   * One triage: test, symptoms, readings, illnesses, home. The same for everybody who fills it in; the words are the
   * reader's own.
   */
  'components/triage-form': {
    form: Form
    action: string
    cancel: string
    today: Day
    /** Labels and hints by field, translated. */
    words: Record<TriageWord, string>
    options: Record<'testKind' | 'symptoms' | 'yesNo' | 'oxygen' | 'consciousness' | 'conditions', Option[]>
    asksPregnancy: boolean
  }

  /** A triage wherever staff read a list: what the rule says, and where and why a doctor decided since. */
  'components/triage-status': {
    of: TriageClass
    decision: {
      kind: 'SIGN_OFF' | 'OVERRIDE'
      site: `site.${'HOME' | 'COVID_CARE_CENTRE' | 'WARD' | 'HDU_ICU'}`
      reason: string
      doctor: string
    } | null
  }

  /** Triages that wait for a doctor's name. */
  'components/triages-to-sign': {
    rows: {
      patient: { name: string; localName: string | null; about: string; photo: string | null; href: string }
      triage: TriageComponents['components/triage-status']
      isEmergency: boolean
      /** What a doctor has to decide, and why the rules do not. */
      question: string
      why: string[]
      since: Date
      /** 'Waits for 3 hours' */
      wait: string
      /** The reader is in charge; otherwise nobody is. */
      isOwn: boolean
      /** Where it is decided. */
      href: string
    }[]
  }
}

type TriageWord =
  | 'symptoms'
  | 'breathlessness'
  | 'feverDays'
  | 'feverDaysHint'
  | 'emptyReadings'
  | 'spo2Hint'
  | 'oxygen'
  | 'respiratoryRateHint'
  | 'consciousness'
  | 'consciousnessHint'
  | 'conditions'
  | 'pregnant'
  | 'homeFacility'
  | 'homeFacilityHint'
  | 'caregiver'
