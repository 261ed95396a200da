import type { Day } from '../shared/calendar.js'
import { sum } from '../shared/money.js'
import type { ActionLink } from '../web/components/pages.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { methodLabels } from './method-rules.js'
import { byMethod, type Movement } from './rules.js'

type Figures = Omit<Components['components/by-method'], 'caption'>

export interface CounterOnPage {
  href: string
  cashier: string
  openedAt: Date
  closedAt: Date | null
  counted: string | null
  /** By how much the count differed, with its sign; null for nothing, and while it is open. */
  difference: string | null
  /** Who closed it in the cashier's place. */
  closedBy: string | null
}

const back = (_page: object, t: T) => [{ label: t('Counter'), href: '/counter' }]

/** A cashier's own counter. */
export const counterPage = page<{
  /** Null where none is open. */
  open: { id: string; openedAt: Date; float: string; expected: string; figures: Figures } | null
  form: Form
  history: CounterOnPage[]
  actions: ActionLink[]
}>('counter/counter', 'Counter')

export const closingPage = page<{
  /** One field for each note and coin. */
  units: { name: string; label: string }[]
  /** The counter of somebody else: whose, and since when; null of one's own. */
  of: { cashier: string; openedAt: Date } | null
  action: string
  cancel: string
  form: Form
}>(
  'counter/closing',
  ({ of }, t) => (of ? t('Close the counter of {{name}}', { name: of.cashier }) : t('Close the counter')),
  {
    trail: back,
  },
)

export const countersPage = page<{
  rows: CounterOnPage[]
  named: boolean
  newer: string | null
  older: string | null
}>('counter/counters', ({ named }, t) => (named ? t('All counters') : t('Your counters')), { trail: back })

export interface EntryOnPage {
  href: string
  number: string
  at: Date
  patient: string
  method: string
  amount: string
  cancelled: boolean
}

/** One counter, open or closed. */
export const sessionPage = page<{
  cashier: string
  facts: Components['components/summary-list']['rows']
  figures: Figures
  counts: { unit: string; count: string; amount: string }[]
  entries: EntryOnPage[]
  closing: string | null
  newer: string | null
  older: string | null
}>('counter/session', ({ cashier }, t) => t('Counter of {{name}}', { name: cashier }), { trail: back })

export const cashUpPage = page<{
  form: Form
  /** Null where the day could not be read. */
  shown: {
    day: Day
    csv: string
    cashiers: { name: string; figures: Figures; note: string | null }[]
    all: Figures
  } | null
}>('counter/cash-up', 'Daily cash-up', { trail: back })

/** Movements in the words of a table, with their sum. */
export function figuresOf(movements: readonly Movement[], t: T, format: Format): Figures {
  const rows = byMethod(movements)
  const received = sum(rows.map(({ receivedMinor }) => receivedMinor))
  const returned = sum(rows.map(({ returnedMinor }) => returnedMinor))
  return {
    rows: rows.map(({ method, receivedMinor, returnedMinor }) => ({
      method: t(methodLabels[method]),
      received: format.money(receivedMinor),
      returned: format.money(returnedMinor),
      left: format.money(receivedMinor - returnedMinor),
    })),
    total: {
      received: format.money(received),
      returned: format.money(returned),
      left: format.money(received - returned),
    },
  }
}

/** '₹20.00 too much', '₹5.00 missing'; null for nothing. */
export function differenceInWords(minor: bigint, t: T, format: Format): string | null {
  if (minor === 0n) return null
  return minor > 0n
    ? t('{{amount}} too much', { amount: format.money(minor) })
    : t('{{amount}} missing', { amount: format.money(-minor) })
}
