import type { Day } from '../../shared/calendar.js'
import type { Form } from '../form.js'
import type { IconName } from '../icon-names.js'

export interface ReportComponents {
  /** Five words for a mood, each with its face: radio buttons. */
  'components/moods': {
    form: Form
    name: string
    label: string
    options: { value: string; label: string; icon: IconName }[]
  }

  /** What a patient told day by day, the newest first. */
  'components/daily-reports': { rows: ReportOnPage[] }
}

export interface ReportOnPage {
  day: Day
  mood: { label: string; icon: IconName }
  /** '7 of 10' */
  rating: string
  symptoms: string[]
  description: string | null
  /** '37.8 °C', 'SpO2 96 %', 'pulse 88' */
  readings: string[]
  /** When it was sent, or last changed. */
  at: Date
  changed: boolean
  /** Where it is changed, today. */
  edit: string | null
}
