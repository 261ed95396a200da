/**
 * Where the lines of a chart run. Pure: numbers in, numbers out. The box is `PLOT.width` wide, whatever the paper or
 * the screen, because browsers stretch it sideways; down it is in pixels. Every coordinate lies inside the box.
 */
export const PLOT = { width: 1000, height: 160, margin: 6 } as const
export const SPARK = { width: 96, height: 24, margin: 3 } as const

export interface Line {
  label: string
  /** In any order. Null, or what is no number that can be drawn, is a gap. */
  points: readonly { at: Date; value: number | null; note?: string }[]
}

export interface Lines {
  series: readonly Line[]
  /** The reference range; each end may be open. */
  low?: number | null
  high?: number | null
  decimals?: number
}

interface DrawnLine {
  label: string
  /** The joined points: `d` of a path; empty where there is none. */
  path: string
  /** A dot for each point, as strokes of no length. In a crowd only for those that stand alone. */
  dots: string
  count: number
  least: string | null
  most: string | null
  latest: { at: Date; value: string } | null
}

export interface Drawn {
  lines: DrawnLine[]
  /** From the bottom up. */
  levels: { y: number; text: string }[]
  band: { y: number; height: number } | null
  /** The first and the last instant; null where nothing is drawn. */
  from: Date | null
  to: Date | null
  /** What a table beside the chart shows, oldest first: for each instant a text for each line, or null for a gap. */
  rows: { at: Date; texts: (string | null)[]; note: string }[]
}

export function drawLines({ series, low = null, high = null, decimals }: Lines): Drawn {
  const lines = series.map(({ label, points }) => ({ label, points: inOrder(points) }))
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []))
  const instants = lines.flatMap(({ points }) => points.map(({ at }) => at.getTime()))
  const range = [drawable(low), drawable(high)].flatMap((end) => end ?? [])
  const places = decimals ?? decimalsIn([...values, ...range])
  const { bottom, top, step } = scaleOf([...values, ...(values.length > 0 ? range : [])], places)
  const [first, last] = extremes(instants)
  const x = (at: Date) => within(((at.getTime() - first) / (last - first)) * PLOT.width, PLOT.width)
  const y = (value: number) => yIn(PLOT, (value - bottom) / (top - bottom))
  const crowded = values.length > MOST_DOTS
  return {
    lines: lines.map(({ label, points }) => {
      const runs = runsOf(points)
      const [least, most] = runs.length > 0 ? extremes(runs.flat().map(({ value }) => value)) : []
      const latest = runs.at(-1)?.at(-1)
      const dotted = crowded ? runs.filter(({ length }) => length === 1) : runs
      return {
        label,
        path: runs
          .filter(({ length }) => length > 1)
          .map((run) => `M${run.map(({ at, value }) => `${x(at)},${y(value)}`).join('L')}`)
          .join(''),
        dots: dotted
          .flat()
          .map(({ at, value }) => `M${x(at)},${y(value)}h0`)
          .join(''),
        count: runs.flat().length,
        least: least === undefined ? null : written(least, places),
        most: most === undefined ? null : written(most, places),
        latest: latest ? { at: latest.at, value: written(latest.value, places) } : null,
      }
    }),
    levels: values.length === 0 ? [] : levelsOf(bottom, top, step, places, y),
    band: values.length === 0 ? null : bandOf(drawable(low), drawable(high), bottom, top, y),
    from: instants.length === 0 ? null : new Date(first),
    to: instants.length === 0 ? null : new Date(last),
    rows: rowsOf(lines, places),
  }
}

/** How far along the chart an instant is, in per cent, 0 to 100. */
export function shareOf(at: Date, from: Date, to: Date): number {
  return within(((at.getTime() - from.getTime()) / (to.getTime() - from.getTime())) * 100, 100)
}

/** A small line without axes, oldest first; `last` is the newest value's dot. */
export function drawSpark(values: readonly (number | null)[]): {
  path: string
  last: { x: number; y: number } | null
} {
  const known = values.map(drawable)
  const [least, most] = extremes(known.flatMap((value) => value ?? []))
  const room = SPARK.width - 2 * SPARK.margin
  const x = (index: number) =>
    rounded(SPARK.margin + (values.length > 1 ? (index / (values.length - 1)) * room : room))
  const points = known.map((value, index) => ({
    value: value === null ? null : { x: x(index), y: yIn(SPARK, (value - least) / (most - least)) },
  }))
  const runs = runsOf(points)
  return {
    path: runs
      .map(
        (run) =>
          `M${run.map(({ value }) => `${value.x},${value.y}`).join('L')}${run.length === 1 ? 'h0' : ''}`,
      )
      .join(''),
    last: runs.at(-1)?.at(-1)?.value ?? null,
  }
}

/** With more, dots are a smear. */
const MOST_DOTS = 80
/** What is beyond it measures nothing in a hospital, and would not survive the arithmetic. */
const LARGEST = 1e12

interface Point {
  at: Date
  value: number | null
  note: string
}

function inOrder(points: Line['points']): Point[] {
  return points
    .filter(({ at }) => !Number.isNaN(at.getTime()))
    .map(({ at, value, note = '' }) => ({ at, value: drawable(value), note }))
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}

function drawable(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && Math.abs(value) <= LARGEST ? value : null
}

/** Neighbours that are known: a line is never drawn over a gap. */
function runsOf<P extends { value: unknown }>(
  points: readonly P[],
): (P & { value: NonNullable<P['value']> })[][] {
  const runs: (P & { value: NonNullable<P['value']> })[][] = [[]]
  for (const point of points) {
    const { value } = point
    if (value === null || value === undefined) runs.push([])
    else runs.at(-1)?.push({ ...point, value })
  }
  return runs.filter(({ length }) => length > 0)
}

const STEPS = [1, 2, 2.5, 5, 10]

/** Round numbers below and above all values, three to seven levels of them. */
function scaleOf(values: readonly number[], places: number) {
  const [least, most] = extremes(values)
  const finest = 10 ** -places
  const span = Math.max(most - least, finest * 2, Math.abs(most) * 1e-9)
  const magnitude = 10 ** Math.floor(Math.log10(span / 4))
  const steps = STEPS.map((one) => one * magnitude).filter((one) => isWritten(one, places))
  const step = Math.max(finest, steps.find((one) => one >= span / 4) ?? 10 * magnitude)
  const bottom = Math.floor(least / step) * step
  const top = Math.max(Math.ceil(most / step) * step, bottom + step)
  return { bottom, top, step }
}

function levelsOf(bottom: number, top: number, step: number, places: number, y: (value: number) => number) {
  const count = Math.round((top - bottom) / step)
  return Array.from({ length: count + 1 }, (_, index) => {
    const value = bottom + index * step
    return { y: y(value), text: written(value, Math.max(places, decimalsIn([step]))) }
  })
}

function bandOf(
  low: number | null,
  high: number | null,
  bottom: number,
  top: number,
  y: (value: number) => number,
): Drawn['band'] {
  if (low === null && high === null) return null
  const [upper, lower] = [y(high ?? top), y(low ?? bottom)]
  return lower >= upper ? { y: upper, height: rounded(lower - upper) } : null
}

function rowsOf(lines: readonly { points: readonly Point[] }[], places: number): Drawn['rows'] {
  const rows = new Map<string, Drawn['rows'][number]>()
  for (const [index, { points }] of lines.entries()) {
    const seen = new Map<number, number>()
    for (const { at, value, note } of points) {
      // Two of one line at the same instant are two rows.
      const nth = (seen.get(at.getTime()) ?? 0) + 1
      seen.set(at.getTime(), nth)
      const key = `${at.getTime()} ${nth}`
      const row = rows.get(key) ?? { at, texts: lines.map(() => null), note: '' }
      if (value !== null) row.texts[index] = written(value, places)
      if (note && !row.note.includes(note)) row.note = row.note ? `${row.note}; ${note}` : note
      rows.set(key, row)
    }
  }
  return [...rows.values()].sort((one, other) => one.at.getTime() - other.at.getTime())
}

/** The least and the most; where they are one, or there is none, the middle of two around it. */
function extremes(numbers: readonly number[]): [number, number] {
  let [least, most] = [numbers[0] ?? 0, numbers[0] ?? 0]
  for (const number of numbers) {
    if (number < least) least = number
    if (number > most) most = number
  }
  return [least, most]
}

function yIn(box: { height: number; margin: number }, share: number): number {
  const room = box.height - 2 * box.margin
  const part = Number.isNaN(share) ? 0.5 : Math.min(1, Math.max(0, share))
  return rounded(box.margin + (1 - part) * room)
}

/** One instant or one value alone stands in the middle. */
function within(value: number, most: number): number {
  return Number.isNaN(value) ? most / 2 : rounded(Math.min(most, Math.max(0, value)))
}

const rounded = (value: number) => Math.round(value * 10) / 10 + 0

/** As many decimals as the values have, three at most. */
function decimalsIn(values: readonly number[]): number {
  return [0, 1, 2].find((places) => values.every((value) => isWritten(value, places))) ?? 3
}

const isWritten = (value: number, places: number) =>
  Math.abs(value * 10 ** places - Math.round(value * 10 ** places)) < 1e-6 * Math.max(1, Math.abs(value))

const written = (value: number, places: number) => (value + 0).toFixed(Math.min(6, Math.max(0, places)))
