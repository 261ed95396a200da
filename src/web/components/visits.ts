import type { Day } from '../../shared/calendar.js'
import type { StatusName } from './telling.js'

/** Visits: on pages, in plans of a day or a week, in mails. */
export interface VisitComponents {
  /** A row of a list of visits: patient, when, with whom, what about, state, and what a request waits for. */
  'components/visit-row': {
    row: {
      id: string
      number: string
      patient: { name: string; localName: string | null; about: string; href: string }
      startsAt: Date
      doctor: string
      specialisation: string
      status: StatusName
      priority: StatusName | null
      reason: string
      isStranded: boolean
      /** Where it gets another time. */
      rearrange: string | null
      answerable: boolean
    }
    /** Where to go on after a request was answered. */
    next: string
    /** A doctor's own list has no column for the doctor. */
    ownDoctor?: boolean
  }

  /** A patient's visits, one below the other. */
  'components/own-visits': {
    visits: {
      id: string
      number: string
      day: Day
      startsAt: Date
      walkIn: boolean
      doctor: string
      specialisation: string
      patient: string | null
      place: string | null
      statuses: StatusName[]
      isStranded: boolean
      queue: string | null
    }[]
  }

  /** Where a visit is, how to find it, and what to bring. */
  'components/visit-place': {
    place: { byVideo: boolean; room: string | null; directions: string | null; preparation: string | null }
  }

  /** What begins when, in columns: a day with a doctor in each, or a doctor's week. */
  'components/timegrid': {
    caption: string
    columns: { title: string; about?: string; href: string; note: string | null; current?: boolean }[]
    /** A row's cells are in the order of the columns; each holds what begins in it at the row's time. */
    rows: {
      time: string
      cells: (
        | {
            kind: 'visit'
            name: string
            href: string
            status: StatusName
            /** Null for what is routine. */
            priority: StatusName | null
            walkIn: boolean
            stranded: boolean
          }
        | { kind: 'free'; startsAt: Date; keptBack: boolean; href: string }
        | { kind: 'held' | 'away' | 'past' }
      )[][]
    }[]
  }

  /** A time that is held for a patient, with the buttons that answer it. */
  'components/offer': {
    offer: {
      /** Its answers are posted below this address. */
      href: string
      kind: 'RESCUE' | 'WAITING'
      /** Whom it is for, where somebody else reads it. */
      patient: string | null
      doctor: string
      startsAt: Date
      byVideo: boolean
      room: string | null
      heldUntil: Date
      /** The visit that would move. */
      old: { doctor: string; startsAt: Date; number: string } | null
    }
  }

  /** A visit in the text of a mail: when, with whom, where and what to note. Without `place` only the first two. */
  'components/mail-visit': {
    when: string
    doctor: string
    place: {
      byVideo: boolean
      room: string | null
      directions: string | null
      preparation: string | null
    } | null
    address: string
  }
}
