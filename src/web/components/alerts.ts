import type { Components } from '../components.js'
import type { IconName } from '../icon-names.js'

/** What must be answered for. */
export interface AlertComponents {
  /** A list of alerts, with what is done about each. */
  'components/alert-rows': {
    label: string
    rows: {
      href: string
      label: string
      icon: IconName
      text: string
      at: Date
      person: Components['components/person']
      doctor: string | null
      status: Components['components/status']
      nextAt: Date | null
      answer: { text: string; by: string | null; at: Date } | null
    }[]
  }

  /** On every page of staff, kept up to date: that alerts wait for an answer. Prints nothing to be seen otherwise. */
  'components/alert-strip': Record<string, never>
}
