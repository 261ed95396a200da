import type { ResultFlag } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { OrderOnPage, ResultOnPage, ValueOnPage } from '../web/components/orders.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { OrderAction } from './pages.js'
import { fieldOf, type Line } from './sheet-rules.js'
import { flagOf, isFarOut, type Judged, rangeWords } from './value-rules.js'

/** One value to be entered. */
export interface EntryLine {
  /** The name of its field. */
  name: string
  label: string
  kind: 'NUMBER' | 'CHOICE' | 'TEXT'
  unit: string | null
  /** What is expected of this patient, or that there is no range for them. */
  hint: string | null
  options: Option[]
  /** How what was typed stands; null before it was looked at. */
  flag: StatusName | null
  farOut: boolean
  autofocus: boolean
}

export const entryPage = page<{
  order: OrderOnPage
  /** What the doctor asks, or how it is to be given. */
  question: string | null
  /** Why it was cancelled. */
  reason: string | null
  actions: OrderAction[]
  results: ResultOnPage[]
  entry: Entry | null
}>('orders/entry', ({ order }) => `${order.number}: ${order.item}`, {
  trail: (_page, t) => [{ label: t('Orders'), href: '/orders' }],
})

export interface Entry {
  form: Form
  version: number
  lines: EntryLine[]
  /** No date of birth: the ranges are those of an adult. */
  ageUnknown: boolean
  /** A final result is there: what follows amends it. */
  amends: boolean
  /** Nothing is wrong with what was typed, and it can be saved. */
  ready: boolean
  /** How many values are still empty, and neither entered nor said not to be measured; null before looking. */
  missing: number | null
  /** What has to be measured once more before it is saved, as the tick carries it; empty for nothing. */
  asked: string
  conflictLabels: Record<string, string>
}

export const givenPage = page<{
  order: OrderOnPage
  question: string | null
  reason: string | null
  actions: OrderAction[]
  given: { at: Date; by: string; note: string | null } | null
  form: Form | null
  staff: Option[]
}>('orders/given', ({ order }) => `${order.number}: ${order.item}`, {
  trail: (_page, t) => [{ label: t('Orders'), href: '/orders' }],
})

/** The fields of a form; `judged` is what was typed into it, where anybody has looked at that. */
export function entryLines(
  sheet: readonly Line[],
  { judged, form, ready, t }: { judged: readonly Judged[] | null; form: Form; ready: boolean; t: T },
): EntryLine[] {
  const wrong = sheet.find(({ parameter }) => form.errors[fieldOf(parameter.code)])
  const empty = sheet.find(({ parameter }) => !form.values[fieldOf(parameter.code)])
  const focused = wrong ?? empty
  return sheet.map((line, index) => {
    const { parameter, range } = line
    const value = judged?.[index]?.value ?? null
    return {
      name: fieldOf(parameter.code),
      label: parameter.name,
      kind: parameter.kind,
      unit: parameter.unit,
      hint: hintOf(line, t),
      options: parameter.choices.map((choice) => ({ value: choice, label: choice })),
      flag: flagStatus(flagOf(value, parameter, range)),
      farOut: isFarOut(value, range),
      autofocus: line === focused && !ready,
    }
  })
}

function hintOf({ parameter, range }: Line, t: T): string | null {
  if (parameter.kind !== 'NUMBER') return null
  const words = rangeWords(range, parameter.decimals)
  return words
    ? t('Expected {{range}}', { range: t(words.text, words.values) })
    : t('There is no range for this patient.')
}

export const flagStatus = (flag: ResultFlag | null): StatusName | null => flag && `flag.${flag}`

interface SavedValue {
  name: string
  unit: string | null
  decimals: number
  number: number | null
  text: string | null
  flag: ResultFlag | null
  low: number | null
  high: number | null
}

/** A value as people read it. */
export const shownValue = (value: SavedValue, t: T): ValueOnPage => {
  const words = value.number === null ? null : rangeWords(value, value.decimals)
  return {
    name: value.name,
    value: value.number?.toFixed(value.decimals) ?? value.text ?? '',
    unit: value.number === null ? null : value.unit,
    range: words && t(words.text, words.values),
    flag: flagStatus(value.flag),
    note: null,
  }
}

interface SavedResult {
  id: string
  version: number
  status: 'PRELIMINARY' | 'FINAL' | 'AMENDED'
  recordedAt: Date
  recordedBy: string
  comment: string | null
  reason: string | null
  isCritical: boolean
  values: SavedValue[]
  document: { id: string; title: string } | null
  acknowledgement: { by: string; at: Date; action: string } | null
}

/** A result of which nothing holds: it is read, and asks for nothing. */
export const struckOut = (result: ResultOnPage): ResultOnPage => ({
  ...result,
  status: 'result.STRUCK',
  isCritical: false,
  values: result.values.map((value) => ({ ...value, flag: null, note: null })),
})

/** `documents`: below which address the reader opens files; null where they do not. */
export const shownResult = (result: SavedResult, t: T, documents: string | null): ResultOnPage => ({
  id: result.id,
  version: result.version,
  status: `result.${result.status}`,
  at: result.recordedAt,
  by: result.recordedBy,
  comment: result.comment,
  reason: result.reason,
  isCritical: result.isCritical,
  values: result.values.map((value) => shownValue(value, t)),
  file:
    result.document && documents
      ? { title: result.document.title, href: `${documents}/${result.document.id}` }
      : null,
  acknowledgement: result.acknowledgement,
})
