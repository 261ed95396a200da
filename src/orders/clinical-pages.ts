import type { OrderEventKind } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { OrderOnPage, ResultOnPage } from '../web/components/orders.js'
import type { BannerPatient } from '../web/components/people.js'
import type { StatusName, Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { shownResult } from './entry-pages.js'
import type { OrderAction } from './pages.js'
import { isCritical, orderEventLabels } from './rules.js'

interface Person {
  id: string
  name: string
  banner: BannerPatient
}

const aboveIt = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

/** A patient's order as a row of their list. */
export interface ListedOrder {
  href: string
  number: string
  item: string
  kind: string
  at: Date
  doctor: string
  statuses: StatusName[]
  /** What is outside its range, or when it is to be. */
  note: string | null
  released: boolean
}

export const patientOrdersPage = page<
  Person & {
    tabs: Components['components/tabs']['items']
    rows: ListedOrder[]
    newOrder: string | null
    newer: string | null
    older: string | null
  }
>('orders/patient-list', 'Orders and results', { trail: aboveIt })

export type Trend = Components['components/line-chart']

export const clinicalOrderPage = page<
  Person & {
    order: OrderOnPage
    question: string | null
    reason: string | null
    given: { at: Date; by: string; note: string | null } | null
    results: ResultOnPage[]
    trends: Trend[]
    history: Components['components/timeline']['items']
    /** Set while a critical result waits for a doctor. */
    critical: { values: string[]; form: Form | null } | null
    /** What the doctor says of the result: null where there is none that is final. */
    review: { released: Date | null; seen: boolean; mayDecide: boolean } | null
    treatment: { form: Form; staff: Option[] } | null
    report: string | null
    actions: OrderAction[]
  }
>('orders/order', ({ order }) => `${order.number}: ${order.item}`, {
  trail: (model, t) => [
    ...aboveIt(model, t),
    { label: t('Orders and results'), href: `/patients/${model.id}/orders` },
  ],
})

interface Point {
  orderId: string
  code: string
  number: number
  decimals: number
  at: Date
}

interface Measured {
  code: string
  name: string
  unit: string | null
  decimals: number
  number: number | null
  low: number | null
  high: number | null
}

/** A line over time for each number of a result that was measured before, too. */
export function trendsOf(values: readonly Measured[], points: readonly Point[]): Trend[] {
  return values.flatMap((value) => {
    const own = points.filter(({ code }) => code === value.code)
    if (own.length < 2) return []
    return [
      {
        title: value.name,
        unit: value.unit ?? '',
        series: [{ label: value.name, points: own.map(({ at, number }) => ({ at, value: number })) }],
        low: value.low,
        high: value.high,
        decimals: value.decimals,
      },
    ]
  })
}

type SavedResult = Parameters<typeof shownResult>[0] & {
  values: (Measured & { text: string | null })[]
}

interface Before {
  points: readonly Point[]
  orderId: string
  at: Date
}

/** The newest version with what was measured last before it, value by value. */
export function withBefore(
  result: SavedResult,
  { points, orderId, at }: Before,
  { t, format, documents }: { t: T; format: Format; documents: string | null },
): ResultOnPage {
  const shown = shownResult(result, t, documents)
  return {
    ...shown,
    values: shown.values.map((value, index) => {
      const { code } = result.values[index] ?? { code: '' }
      const before = points.findLast(
        (point) => point.code === code && point.orderId !== orderId && point.at < at,
      )
      const note =
        before &&
        t('Before: {{value}}, on {{at}}', {
          value: before.number.toFixed(before.decimals),
          at: format.instant(before.at),
        })
      return note ? { ...value, note } : value
    }),
  }
}

export const criticalValues = ({ values }: Pick<SavedResult, 'values'>): string[] =>
  values
    .filter(({ flag }) => isCritical(flag))
    .map(({ name, number, text, decimals, unit }) =>
      [name, number?.toFixed(decimals) ?? text, unit].filter((part) => part !== null).join(' '),
    )

interface Line {
  at: Date
  kind: OrderEventKind
  reason: string | null
  by: string | null
}

/** What happened to an order, in plain words: who, when, why. */
export const shownHistory = (
  lines: readonly Line[],
  { t, format, struck }: { t: T; format: Format; struck: boolean },
) =>
  lines.map(({ at, kind, reason, by }, index) => {
    const again = kind === 'ORDERED' && index < lines.length - 1
    return {
      at: format.instant(at),
      title: again
        ? t('Waits for another specimen')
        : t(kind === 'CANCELLED' && struck ? 'Struck out: entered in error' : orderEventLabels[kind]),
      ...(reason && { text: reason }),
      by: by ?? t('the system'),
      ...looks[kind],
    }
  })

const looks: Record<OrderEventKind, { icon: IconName; tone?: Tone }> = {
  ORDERED: { icon: 'clipboard-list' },
  SCHEDULED: { icon: 'calendar' },
  COLLECTED: { icon: 'test-pipe' },
  RESULTED: { icon: 'flask', tone: 'info' },
  AMENDED: { icon: 'edit', tone: 'attention' },
  GIVEN: { icon: 'circle-check', tone: 'good' },
  CANCELLED: { icon: 'ban', tone: 'neutral' },
  RELEASED: { icon: 'eye', tone: 'good' },
  WITHHELD: { icon: 'check' },
  ACKNOWLEDGED: { icon: 'check', tone: 'good' },
  MAILED: { icon: 'mail' },
}
