import {
  bottom,
  contentWidth,
  heightOf,
  ink,
  margin,
  type Pdf,
  roomFor,
  rule,
  use,
  write,
  writeLines,
} from './pdf.js'
import { wrap } from './pdf-wrap.js'

export interface Column {
  title: string
  width: number
  align?: 'left' | 'right'
}

export type Row = string[] | { heading: string }

/**
 * A table from `y` on, over as many pages as it needs, its titles repeated on each; a heading stays with the
 * row below it, and a row is never split. Answers where it ends.
 */
export function table(pdf: Pdf, columns: readonly Column[], rows: readonly Row[], y: number): number {
  const laidOut = rows.map((row) => layOut(pdf, columns, row))
  let at = titles(pdf, columns, roomFor(pdf, y, 4 * bandHeight))
  laidOut.forEach((row, index) => {
    const next = row.cells ? 0 : (laidOut[index + 1]?.height ?? 0)
    if (at + row.height + next > bottom) {
      pdf.addPage()
      at = titles(pdf, columns, margin)
    }
    if (row.cells) draw(pdf, columns, row.cells, row.height, at)
    else band(pdf, row.heading, at)
    at += row.height
  })
  return at
}

const padding = { x: 4, y: 3.5 }
const bandHeight = heightOf(1) + 2 * padding.y

/** A row so tall that it would not fit on a page loses its end; forms do not let it come to that. */
const MOST_LINES = 40

type LaidOut = { height: number } & ({ heading: string; cells: null } | { cells: string[][] })

function layOut(pdf: Pdf, columns: readonly Column[], row: Row): LaidOut {
  if ('heading' in row) return { heading: row.heading, cells: null, height: bandHeight }
  use(pdf, {})
  const cells = columns.map(({ width }, index) =>
    wrap(pdf, row[index] ?? '', width - 2 * padding.x).slice(0, MOST_LINES),
  )
  return { cells, height: heightOf(Math.max(...cells.map((cell) => cell.length))) + 2 * padding.y }
}

function titles(pdf: Pdf, columns: readonly Column[], y: number): number {
  pdf.rect(margin, y, contentWidth, bandHeight).fill(ink.accent)
  const style = { bold: true, color: '#ffffff' }
  eachColumn(columns, ({ title, align }, x, width) =>
    write(pdf, title, x, y + padding.y, width, { ...style, align }),
  )
  return y + bandHeight
}

function band(pdf: Pdf, heading: string, y: number) {
  pdf.rect(margin, y, contentWidth, bandHeight).fill(ink.band)
  write(pdf, heading, margin + padding.x, y + padding.y, contentWidth - 2 * padding.x, { bold: true })
}

function draw(pdf: Pdf, columns: readonly Column[], cells: readonly string[][], height: number, y: number) {
  use(pdf, {})
  eachColumn(columns, ({ align }, x, width, index) =>
    writeLines(pdf, cells[index] ?? [], x, y + padding.y, width, { align }),
  )
  rule(pdf, y + height)
}

/** Each column with the place and width of what stands in it. */
function eachColumn(
  columns: readonly Column[],
  visit: (column: Column, x: number, width: number, index: number) => void,
) {
  let x = margin + padding.x
  columns.forEach((column, index) => {
    visit(column, x, column.width - 2 * padding.x, index)
    x += column.width
  })
}
