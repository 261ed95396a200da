import type { Day } from '../../shared/calendar.js'
import type { Form } from '../form.js'
import type { Option } from './forms.js'

/** Times: those that are free, and the hours that they come from. */
export interface TimeComponents {
  /**
   * Free times, day by day, one of them to be chosen; the value is the instant as ISO text. `none` says what to do
   * where there is no time at all. `slotDays` in appointments/slot-pages.ts makes the days.
   */
  'components/slot-picker': {
    form: Form
    name: string
    label: string
    hint?: string
    days: SlotDay[]
    none?: string
    hideLabel?: boolean
    id?: string
  }

  /**
   * The free times of a week inside a form, with buttons (named `week`) that post it to look at another one; it
   * stands in `#free-times`, which they renew. `nearest`: the times nearest to one that was refused. `from` null:
   * nobody is chosen yet whose times they would be.
   */
  'components/slot-week': {
    form: Form
    /** Where the form is posted. */
    action: string
    days: SlotDay[]
    from: Day | null
    earlier: Day | null
    later: Day | null
    nearest: boolean
  }

  /**
   * Free times, each a button that holds it (`hold`), a link that goes on with it (`link`, an address to which
   * `&startsAt=` is added), or only to be read. `about` is read out with each: 'with Dr Meera Nair'.
   */
  'components/slot-buttons': {
    slots: SlotOnPage[]
    withDay: boolean
    label?: string
    about?: string
    hold: { action: string; form: Form } | null
    link: string | null
  }

  /** The doctor and the time that a patient is about to ask for; `change` leads back to the free times. */
  'components/chosen-time': {
    doctor: { name: string; specialisation: string }
    slot: { startsAt: Date; byVideo: boolean; urgentOnly?: boolean }
    heldUntil: Date | null
    change?: string
  }

  /** The sessions of one day, the same for a weekday and for a date; rows that are not open wait to be needed. */
  'components/session-rows': SessionRows

  /** Other hours on one date, or none. */
  'components/date-fields': SessionRows
}

export interface SlotDay {
  day: Day
  slots: SlotOnPage[]
}

export interface SlotOnPage {
  /** The instant at which it begins: '2026-11-23T04:30:00.000Z'. */
  value: string
  day: Day
  startsAt: Date
  urgentOnly: boolean
  byVideo: boolean
  /** Whose time it is, where those of several doctors stand together. */
  doctor?: string
}

interface SessionRows {
  form: Form
  rows: { number: number; open: boolean }[]
  kinds: Option[]
  /** Where somebody sees patients who names no room. */
  chamber: string | null
}
