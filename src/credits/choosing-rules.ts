import type { LineKind } from '../invoices/rules.js'
import type { Day } from '../shared/calendar.js'
import { type CreditableLine, leftNet } from './rules.js'

/** So many lines are asked for at once; the bill of a long stay has more, and every one of them is reached. */
export const LINES_SHOWN = 100

/** The name of the field beside a line of an invoice, which its mistakes stand by, too. */
export const fieldOf = (position: number): string => `amount-${position}`

/** Null for a name that is no such field's. */
export function positionIn(name: string): number | null {
  const digits = /^amount-([1-9]\d{0,4})$/.exec(name)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Which lines a page shows: of this kind, of this day, from this one of them on (1 is the first). */
export interface Choice {
  kind: LineKind | null
  day: Day | null
  from: number
}

type Line = CreditableLine & { position: number; kind: LineKind; occurredOn: Day | null }

export interface Chosen<L> {
  /** In the invoice's order: those that fit, and every other one beside which something was typed. */
  rows: L[]
  /** Of those that fit: all of them, and which stand on this page. */
  fitting: { count: number; first: number; last: number; places: ReadonlySet<number> }
}

/**
 * The lines that a page shows, of which more than nothing is left. What was typed beside a line is never hidden,
 * whatever is chosen then.
 */
export function chosenLines<L extends Line>(
  lines: readonly L[],
  { kind, day, from }: Choice,
  isTyped: (position: number) => boolean,
): Chosen<L> {
  const fitting = lines.filter(
    (line) =>
      leftNet(line) > 0n &&
      (kind === null || line.kind === kind) &&
      (day === null || line.occurredOn === day),
  )
  const start = from >= 1 && from <= fitting.length ? from - 1 : 0
  const onPage = fitting.slice(start, start + LINES_SHOWN)
  const places = new Set(onPage.map(({ position }) => position))
  return {
    rows: lines.filter(({ position }) => places.has(position) || isTyped(position)),
    fitting: { count: fitting.length, first: start + 1, last: start + onPage.length, places },
  }
}
