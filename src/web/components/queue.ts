import type { StatusName } from './telling.js'

/** The queue of a day. */
export interface QueueComponents {
  /** One doctor's queue: who is inside, who waits, and what is done with them. `next` is the page to come back to. */
  'components/queue': { queue: ShownQueue; next: string }

  /** In which order people are called, a sentence each; folded up. */
  'components/queue-rule': { rule: string[] }

  /** Visits of earlier days that were never closed, with what can be said of them. */
  'components/left-over': { rows: LeftOverVisit[]; next: string; atDesk: boolean }
}

export interface ShownQueue {
  doctorId: string
  /** 'Dr Meera Nair' */
  title: string
  note: string
  inside: ShownTurn | null
  waiting: ShownTurn[]
  undo: { action: string; label: string } | null
  /** Where "call next" posts to. */
  call: string
  /** At the desk, where patients come and go; the doctor has no part in that. */
  atDesk: boolean
}

/** A patient's turn at a doctor, in the words of a page. */
export interface ShownTurn {
  id: string
  /** 'V-004211' */
  number: string
  token: string
  name: string
  localName: string | null
  about: string
  href: string
  visit: string
  /** Null for what is routine. */
  priority: StatusName | null
  /** 'for 10:30 am', 'without appointment' */
  time: string
  /** Since when they wait, or are with the doctor, and for how many minutes. */
  since: string
  minutes: number
  reason: string
  room: string | null
  walkIn: boolean
  /** The doctor has gone: they need another one. */
  isStranded: boolean
}

export interface LeftOverVisit {
  id: string
  token: string
  name: string
  localName: string | null
  about: string
  href: string
  startsAt: Date
  doctor: string
}
