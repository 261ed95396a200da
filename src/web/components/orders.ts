import type { IconName } from '../icon-names.js'
import type { StatusName } from './telling.js'

/** Orders of tests and treatments, and what came of them. */
export interface OrderComponents {
  /** One version of a test's result: its values with their ranges, and what was said of them. */
  'components/result': { result: ResultOnPage }

  /** Orders that wait for a result or to be given. `next`: the page to come back to. */
  'components/work-orders': { rows: OrderOnPage[]; next: string }

  /** Results that wait for the doctor who reads, critical ones first; kept up to date by the stream at `live`. */
  'components/waiting-results': {
    rows: {
      href: string
      item: string
      at: Date
      outside: string
      statuses: StatusName[]
      toAcknowledge: boolean
      patient: { name: string; localName: string | null; about: string; href: string }
    }[]
    live: string
  }

  /** What can be done with an order: by one press, or on a page of its own. */
  'components/order-actions': {
    actions: { kind: 'press' | 'page'; href: string; label: string; icon: IconName; key?: string }[]
    about: string
  }

  /** A number as bars for a scanner, with the number below; `code128` of web/barcode.ts makes the bars. */
  'components/barcode': { text: string; code: { width: number; bars: { x: number; width: number }[] } }
}

/** An order as a row of a list of those who carry it out. */
export interface OrderOnPage {
  id: string
  /** 'O-001001' */
  number: string
  item: string
  /** 'Test', 'Treatment' */
  kind: string
  treatment: boolean
  /** Whether its specimen can be said to be taken. */
  collectable: boolean
  specimen: string | null
  preparation: string | null
  status: StatusName
  /** Null for what is routine. */
  priority: StatusName | null
  orderedAt: Date
  scheduledAt: Date | null
  place: string | null
  doctor: string
  patient: {
    name: string
    localName: string | null
    about: string
    href: string | null
    phone: string | null
  }
  bed: string | null
}

/** A measured value as people read it. */
export interface ValueOnPage {
  name: string
  value: string
  unit: string | null
  /** What is expected: 'from 13.0 to 17.0'; null where there is no range. */
  range: string | null
  flag: StatusName | null
  /** In plain words, for the patient; or what it was before, for the doctor. */
  note: string | null
}

export interface ResultOnPage {
  id: string
  version: number
  status: StatusName
  at: Date
  by: string | null
  comment: string | null
  /** Why it was amended. */
  reason: string | null
  isCritical: boolean
  values: ValueOnPage[]
  file: { title: string; href: string } | null
  acknowledgement: { by: string; at: Date; action: string } | null
}
