import { kindLabels } from '../invoices/amount-pages.js'
import { type LineKind, lineKinds } from '../invoices/rules.js'
import { type Day, isDay } from '../shared/calendar.js'
import { type Form, typed } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { type Choice, type Chosen, LINES_SHOWN } from './choosing-rules.js'
import type { Choosing } from './pages.js'

/** An invoice of fewer lines is seen at a glance. */
const MOST_AT_A_GLANCE = 12

/** What a form chooses to see; what cannot be read is read as not chosen. */
export function choiceIn(form: Form, from = typed(form, 'from')): Choice {
  const day = typed(form, 'day')
  return {
    kind: lineKinds.find((kind) => kind === typed(form, 'kind')) ?? null,
    day: isDay(day) ? day : null,
    from: /^\d{1,5}$/.test(from) ? Number(from) : 1,
  }
}

/** What the lines of an invoice are looked through by: the kinds and the days that stand on it. */
export function shownChoosing(
  lines: readonly { kind: LineKind; occurredOn: Day | null }[],
  { fitting }: Chosen<unknown>,
  { t, format }: { t: T; format: Format },
): Choosing | null {
  if (lines.length <= MOST_AT_A_GLANCE) return null
  const { count, first, last } = fitting
  const counted = (label: string, many: number) =>
    t('{{what}}, lines: {{count}}', { what: label, count: many })
  const kinds = lineKinds.filter((kind) => lines.some((line) => line.kind === kind))
  const days = [...new Set(lines.flatMap(({ occurredOn }): Day[] => (occurredOn ? [occurredOn] : [])))].sort()
  return {
    kinds: kinds.map((kind) => ({
      value: kind,
      label: counted(t(kindLabels[kind]), lines.filter((line) => line.kind === kind).length),
    })),
    days: days.map((day) => ({
      value: day,
      label: counted(format.day(day), lines.filter(({ occurredOn }) => occurredOn === day).length),
    })),
    from: first,
    shown:
      count === 0
        ? t('Nothing is left of such lines.')
        : t('Lines {{first}} to {{last}} of {{count}}.', { first, last, count }),
    before: first > 1 ? Math.max(1, first - LINES_SHOWN) : null,
    after: last < count ? last + 1 : null,
    any: count > 0,
  }
}
