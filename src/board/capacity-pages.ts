import { addDays, type Day, instantAt, timeOfDay } from '../shared/calendar.js'
import { type MayLie, sexPolicyLabels } from '../wards/kind-rules.js'
import type { Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { shortDay } from './bed-pages.js'
import {
  DAYS_AHEAD,
  FULL_FROM,
  fullest,
  fullIn,
  MAY_BE_FULL_FROM,
  SURGES,
  type Surge,
  type WardDay,
} from './capacity-rules.js'
import type { House, houseAhead } from './house-rules.js'
import { methodOf } from './method-pages.js'
import type { BedsFor } from './placing-rules.js'

/** The free beds of a ward when a day ends: '4', '2 to 6', and whether it is more likely full than not. */
interface ShownDay {
  free: string
  range: string
  isFull: boolean
}

interface ShownWard {
  name: string
  href: string | null
  /** Beds that can be used, and those of them that are free now. */
  beds: number
  freeNow: number
  /** Who may lie in the free ones, where that is not everybody: 'Women only: 2'. */
  freeFor: string[]
  days: ShownDay[]
}

/** Whether and when it is full, as a status, and how likely that is, or how many then find no bed. */
interface ShownSurge {
  text: string
  tone: Tone
  note: string | null
}

interface Capacity {
  now: Date
  tabs: { label: string; href: string; current: boolean }[]
  /** 'Tonight', 'Sun 22' */
  days: string[]
  wards: ShownWard[]
  all: ShownWard
  chart: Components['components/line-chart']
  surges: { heads: string[]; rows: { name: string; cells: ShownSurge[] }[] }
  /** How it is reckoned, with the figures that it was reckoned from. */
  method: string[]
}

export const capacityPage = page<Capacity>('board/capacity', 'Beds in the next days', {
  trail: (_page, t) => [{ label: t('Bed board'), href: '/board' }],
})

/** Times as many arrivals, in words. */
const surgeLabels: Record<Surge, string> = {
  1: 'As many arrivals as now',
  1.5: '1.5 times as many',
  2: 'Twice as many',
}

interface Reader {
  t: T
  format: Format
  base: string
  now: Date
  today: Day
  zone: string
  surge: Surge
}

type Outlook = ReturnType<typeof houseAhead>

export function shownCapacity(house: House, outlook: Outlook, reader: Reader): Capacity {
  const { t, format, base, now, today, zone, surge } = reader
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => addDays(today, ahead))
  const shown = (ahead: readonly WardDay[]) => ahead.map((day) => shownDay(day, t, format))
  const { wards } = outlook
  const allFree = freeBeds(wards.map(({ free }) => free))
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  return {
    now,
    tabs: SURGES.map((times) => ({
      label: t(surgeLabels[times]),
      href: `${base}/board/capacity${times === 1 ? '' : `?surge=${times}`}`,
      current: times === surge,
    })),
    days: days.map((day) => (day === today ? t('Tonight') : shortDay(day, format).replace(/ \S+$/, ''))),
    wards: wards.map(({ id, name, free, now: { beds }, ahead }) => ({
      ...{ name, href: `${base}/board?ward=${id}`, beds, ...shownFree(free, t, format) },
      days: shown(ahead[surge]),
    })),
    all: {
      ...{ name: t('All wards'), href: null, days: shown(outlook.together(surge)) },
      beds: sum(wards.map(({ now: { beds } }) => beds)),
      ...shownFree(allFree, t, format),
    },
    chart: {
      title: t('Free beds at the end of each day, all wards'),
      unit: t('beds'),
      decimals: 0,
      series: SURGES.map((times) => ({
        label: t(surgeLabels[times]),
        points: days.map((day, ahead) => ({
          at: instantAt(day, timeOfDay('23:59'), zone),
          value: sum(wards.map((ward) => ward.ahead[times][ahead]?.free ?? 0)),
        })),
      })),
    },
    surges: {
      heads: SURGES.map((times) => t(surgeLabels[times])),
      rows: wards.map(({ name, ahead }) => ({
        name,
        cells: SURGES.map((times) => shownSurge(ahead[times], days, t, format)),
      })),
    },
    method: methodOf(house, outlook, t, format),
  }
}

const whoLabels: Record<MayLie, string> = {
  ...sexPolicyLabels,
  NOBODY: 'Nobody, as ward and room contradict each other',
}
const everyWho = ['ANY', 'FEMALE', 'MALE', 'NOBODY'] as const

function shownFree(free: BedsFor, t: T, format: Format) {
  const there = everyWho.filter((who) => (free[who] ?? 0) > 0)
  const freeNow = there.reduce((sum, who) => sum + (free[who] ?? 0), 0)
  const said = (who: MayLie) =>
    t('{{who}}: {{beds}}', { who: t(whoLabels[who]), beds: format.number(free[who] ?? 0) })
  return { freeNow, freeFor: there.some((who) => who !== 'ANY') ? there.map(said) : [] }
}

/** The free beds of several wards together. */
const freeBeds = (wards: readonly BedsFor[]): BedsFor =>
  Object.fromEntries(everyWho.map((who) => [who, wards.reduce((total, free) => total + (free[who] ?? 0), 0)]))

function shownDay({ free, low, high, full }: WardDay, t: T, format: Format): ShownDay {
  return {
    free: format.number(Math.round(free)),
    range: t('{{low}} to {{high}}', { low: format.number(low), high: format.number(high) }),
    isFull: full >= FULL_FROM,
  }
}

/** When the beds are full, and how many find none when the last day ends; or when they are most likely to be. */
function shownSurge(ahead: readonly WardDay[], days: readonly Day[], t: T, format: Format): ShownSurge {
  const named = (on: number) => (days[on] ? shortDay(days[on], format) : '')
  const on = fullIn(ahead)
  if (on !== null) {
    const short = Math.round(ahead.at(-1)?.short ?? 0)
    return {
      text: on === 0 ? t('Full today') : t('Full on {{day}}', { day: named(on) }),
      tone: 'danger',
      note: short === 0 ? null : t('{{number}} without a bed at the end', { number: format.number(short) }),
    }
  }
  const { ahead: most, chance } = fullest(ahead)
  if (chance < MAY_BE_FULL_FROM) return { text: t('Not full'), tone: 'good', note: null }
  const percent = format.number(Math.round(chance * 100))
  return {
    ...{ text: t('May be full'), tone: 'attention' },
    note: t('with a chance of {{percent}} % on {{day}}', { percent, day: named(most) }),
  }
}
