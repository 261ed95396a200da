import {
  bottom,
  contentWidth,
  heightOf,
  ink,
  margin,
  type Pdf,
  roomFor,
  use,
  write,
  writeLines,
} from './pdf.js'
import { wrap } from './pdf-wrap.js'

/** A heading with running text below it, over as many pages as it needs; the heading keeps two lines of its text. */
export function section(pdf: Pdf, heading: string, text: string, y: number): number {
  use(pdf, {})
  const lines = wrap(pdf, text, contentWidth)
  let at = roomFor(pdf, y, heightOf(1, 11) + 3 + heightOf(Math.min(lines.length, 2)))
  at += write(pdf, heading, margin, at, contentWidth, { size: 11, bold: true, color: ink.accent }) + 3
  use(pdf, {})
  for (let rest = lines; rest.length > 0; ) {
    const fit = Math.max(1, Math.floor((bottom - at) / heightOf(1)))
    at += writeLines(pdf, rest.slice(0, fit), margin, at, contentWidth, {})
    rest = rest.slice(fit)
    if (rest.length === 0) continue
    pdf.addPage()
    at = margin
    use(pdf, {})
  }
  return at
}

/** A heading of its own above a table; it stays with `keep` points of what follows. */
export function headline(pdf: Pdf, heading: string, y: number, keep = 70): number {
  const at = roomFor(pdf, y, heightOf(1, 11) + keep)
  return at + write(pdf, heading, margin, at, contentWidth, { size: 11, bold: true, color: ink.accent }) + 4
}

/** A sentence set apart, for what must not be overlooked. */
export function notice(pdf: Pdf, sentence: string, y: number): number {
  use(pdf, { bold: true })
  const lines = wrap(pdf, sentence, contentWidth - 16)
  const height = heightOf(lines.length) + 10
  const at = roomFor(pdf, y, height)
  pdf.rect(margin, at, contentWidth, height).lineWidth(1).fillAndStroke(ink.band, ink.accent)
  use(pdf, { bold: true })
  writeLines(pdf, lines, margin + 8, at + 5, contentWidth - 16, {})
  return at + height
}
