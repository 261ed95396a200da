import type { Components } from '../components.js'
import type { IconName } from '../icon-names.js'
import type { StatusName, Tone } from './telling.js'

/** Records and figures: names and values, numbers, readings, amounts. */
export interface FigureComponents {
  /** The head of a `<section class="ww-card">`. */
  'components/card-head': {
    title: string
    id?: string
    icon?: IconName
    count?: number
    note?: string
    action?: { label: string; href: string; icon?: IconName; about?: string }
  }

  /** Names and values. A null value reads "Not recorded". Line breaks in a value are kept. */
  'components/summary-list': {
    rows: {
      label: string
      value: string | null
      href?: string
      /** A line below the value. */
      note?: string
      lang?: string
      status?: StatusName
      change?: { href: string; label?: string }
    }[]
    /** Two pairs side by side where there is room. */
    columns?: boolean
  }

  /** A few numbers of today, each a link to the list behind it. */
  'components/stats': {
    items: { label: string; value: string; note?: string; href?: string; icon?: IconName; tone?: Tone }[]
  }

  /** A reading with its unit, its range in words and its tone; a null value reads "Not measured". */
  'components/readings': {
    items: {
      label: string
      value: string | null
      unit?: string
      note?: string
      tone?: Tone
      /** The last values, oldest first. */
      spark?: Components['components/sparkline']
    }[]
  }

  /** Bars, one a row; it is a table to those who cannot see it. */
  'components/bar-chart': {
    title: string
    /** The head of the first and of the second column. */
    columns: [string, string]
    rows: { label: string; value: number; text?: string; tone?: Tone; href?: string }[]
    /** The length of a full bar; without it the largest value. */
    max?: number
  }

  /** How full something is: beds of a ward, patients of a doctor. */
  'components/meter': { label: string; value: number; max: number; text: string; tone?: Tone }

  /** How much of all, from 0 to 1; what it means is said beside it. */
  'components/bar': { share: number }

  /** A cost breakdown or an invoice's lines on screen. */
  'components/amounts': ShownAmounts & { caption: string }
}

/** Amounts are formatted. */
export interface ShownAmounts {
  lines: {
    description: string
    quantity?: string
    unitPrice?: string
    /** Taken off this line, and why; empty where nothing is. */
    discount?: { amount: string; reason: string | null } | null
    /** '18 %: ₹90.00' */
    tax?: string | null
    amount: string
  }[]
  /** What stands between the lines and the total, where that needs saying. */
  sums?: { label: string; amount: string }[]
  total: string
  inWords?: string
}
