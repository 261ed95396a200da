import type { Components } from '../components.js'
import type { IconName } from '../icon-names.js'
import type { ActionLink } from './pages.js'

/** What a page tells in words: how things stand, what was done, what comes next. */
export interface TellingComponents {
  /** A status as word, icon and border: one of the hospital's own by name, or any other with its tone. */
  'components/status': { of: StatusName; text?: string } | { text: string; tone: Tone; icon?: IconName }

  /** Something to know before going on. `danger` for what may harm. */
  'components/callout': {
    tone: Tone
    heading?: string
    text?: string
    items?: string[]
    link?: { label: string; href: string }
  }

  /** After something was done that needs more than a flash: what it is, its reference, what happens next. */
  'components/confirmation': {
    heading: string
    text?: string
    reference?: { label: string; value: string }
    next: string[]
    actions?: ActionLink[]
  }

  /** Nothing here yet: why, and what to do. */
  'components/empty-state': {
    heading: string
    text: string
    icon?: IconName
    action?: { label: string; href: string; icon?: IconName }
  }

  /** Where somebody is in something that takes several steps. */
  'components/steps': {
    label: string
    items: { label: string; text?: string; state: 'done' | 'current' | 'todo'; href?: string }[]
  }

  /** What happened, newest first or as given. `at` is already formatted. */
  'components/timeline': {
    items: {
      at: string
      title: string
      text?: string
      by?: string
      href?: string
      icon?: IconName
      tone?: Tone
      /** Came since the reader last looked: says so in a word and by its border. */
      isNew?: boolean
      status?: Components['components/status']
      triage?: Components['components/triage-status']
    }[]
  }
}

/** neutral: nothing to do. good: in order. info: going on. attention: somebody should look. danger: somebody must act. */
export type Tone = 'neutral' | 'good' | 'info' | 'attention' | 'danger'

/** The statuses that have one look everywhere: the record, a point, the value in the database. */
export type StatusName =
  | 'account.PENDING'
  | 'account.ACTIVE'
  | 'account.REJECTED'
  | 'account.SUSPENDED'
  | 'account.INVITED'
  | 'account.NONE'
  | 'patient.DEACTIVATED'
  | 'severity.MILD'
  | 'severity.MODERATE'
  | 'severity.SEVERE'
  | 'triage.OK'
  | 'triage.INCOMPLETE'
  | 'triage.NOT_APPLICABLE'
  | 'triage.NONE'
  | 'risk.HIGH'
  | `site.${'HOME' | 'COVID_CARE_CENTRE' | 'WARD' | 'HDU_ICU'}`
  | 'isolation.ELIGIBLE'
  | 'isolation.MEDICAL_OFFICER_EVALUATION'
  | 'isolation.NOT_ELIGIBLE'
  | 'isolation.ACTIVE'
  | 'isolation.ENDED'
  | 'admission.ADMITTED'
  | 'admission.DISCHARGED'
  | 'bed.FREE'
  | 'bed.HELD'
  | 'bed.OCCUPIED'
  | 'bed.CLEANING'
  | 'bed.BLOCKED'
  | 'message.WAITING'
  | 'message.SENT'
  | 'message.FAILED'
  | 'message.KEPT'
  | `appointment.${'REQUESTED' | 'CONFIRMED' | 'CHECKED_IN' | 'IN_CONSULTATION' | 'COMPLETED' | 'REJECTED' | 'CANCELLED' | 'NO_SHOW'}`
  | `priority.${'ROUTINE' | 'URGENT' | 'EMERGENCY'}`
  | `order.${'ORDERED' | 'SCHEDULED' | 'COLLECTED' | 'PRELIMINARY' | 'COMPLETED' | 'CANCELLED' | 'STRUCK'}`
  | `result.${'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'STRUCK'}`
  | `flag.${'NORMAL' | 'LOW' | 'HIGH' | 'ABNORMAL' | 'CRITICAL_LOW' | 'CRITICAL_HIGH' | 'CRITICAL'}`
  | `service.${'REQUESTED' | 'ALLOCATED' | 'DONE' | 'DECLINED' | 'CANCELLED'}`
  | `claim.${'SUBMITTED' | 'REOPENED' | 'CONFIRMED' | 'REJECTED'}`
  | `invoice.${'ISSUED' | 'PARTLY_PAID' | 'PAID' | 'CREDITED' | 'VOID' | 'OVERDUE'}`
