import type { Day } from '../../shared/calendar.js'
import type { Components } from '../components.js'
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

  /** What a patient in home isolation told hour by hour, the newest first, each with its alert. */
  'components/home-reports': { rows: HomeReportOnPage[] }
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

export interface HomeReportOnPage {
  href: string
  at: Date
  /** 'By the patient', 'By telephone with Rohan Shah' */
  written: string
  status: Components['components/status']
  told: string
  readings: string
  /** A later version of the same report took its place. */
  replaced: boolean
}
