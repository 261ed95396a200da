import type { Day } from '../../shared/calendar.js'
import type { Form } from '../form.js'
import type { Option } from './forms.js'

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
