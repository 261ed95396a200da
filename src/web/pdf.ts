import PDFDocument from 'pdfkit'
import { fonts } from './pdf-font.js'
import { wrap } from './pdf-wrap.js'

/** What all our printed documents share: A4, one font with Latin, Devanagari and ₹, tables, page numbers. */
export type Pdf = PDFKit.PDFDocument

export const margin = 48
export const pageWidth = 595.28
export const contentWidth = pageWidth - 2 * margin
const FOOT = 64
/** Nothing but the page's foot is printed below this line. */
export const bottom = 841.89 - FOOT

export const ink = { text: '#1b2430', muted: '#566170', line: '#c3cad3', accent: '#0b5563', band: '#eef3f4' }

/** Between the margins of the page that is printed on, which may lie on its side. */
export const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * margin

/** Where the foot of that page begins. */
export const bottomOf = (pdf: Pdf): number => pdf.page.height - FOOT

interface About {
  title: string
  author: string
  language: string
  date: Date
  landscape?: boolean
}

/** An empty document. The same content with the same date gives the same bytes, whenever it is made. */
export function openPdf({ landscape = false, ...about }: About): Pdf {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: landscape ? 'landscape' : 'portrait',
    margin: 0,
    bufferPages: true,
    // No default font: reading Helvetica's metrics for nothing costs more than a page.
    font: '',
    lang: about.language,
    displayTitle: true,
    info: {
      Title: about.title,
      Author: about.author,
      Creator: 'Wardwell',
      Producer: 'Wardwell',
      CreationDate: about.date,
    },
  })
  const { regular, bold } = fonts()
  // pdfkit takes a font that is already read, though its types do not say so.
  pdf.registerFont('regular', regular as unknown as Buffer)
  pdf.registerFont('bold', bold as unknown as Buffer)
  return pdf.font('regular').fontSize(9).fillColor(ink.text)
}

export interface Style {
  size?: number
  bold?: boolean
  color?: string
  align?: 'left' | 'right'
}

/** Writes text into a column and answers the height it took. */
export function write(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  width: number,
  style: Style = {},
): number {
  use(pdf, style)
  return writeLines(pdf, wrap(pdf, text, width), x, y, width, style)
}

export function rule(pdf: Pdf, y: number, color = ink.line, thickness = 0.6) {
  pdf
    .moveTo(margin, y)
    .lineTo(margin + widthOf(pdf), y)
    .lineWidth(thickness)
    .strokeColor(color)
    .stroke()
}

/** Where `height` points can still be printed: here, or at the top of a new page. */
export function roomFor(pdf: Pdf, y: number, height: number): number {
  if (y + height <= bottomOf(pdf)) return y
  pdf.addPage()
  return margin
}

/** Writes the foot of every page, now that their number is known, and ends the document. */
export function finish(
  pdf: Pdf,
  foot: (page: number, pages: number) => { left: string; right: string },
): Pdf {
  const { count } = pdf.bufferedPageRange()
  const style = { size: 7.5, color: ink.muted }
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page)
    const { left, right } = foot(page + 1, count)
    const [width, top] = [widthOf(pdf), bottomOf(pdf) + 22]
    rule(pdf, top - 6)
    write(pdf, left, margin, top, width - 100, style)
    write(pdf, right, margin + width - 100, top, 100, { ...style, align: 'right' })
  }
  pdf.end()
  return pdf
}

/** What so many lines take; Devanagari needs more room than Latin. */
export function heightOf(lines: number, size = 9): number {
  return lines * size * 1.38
}

export function use(pdf: Pdf, { size = 9, bold = false, color = ink.text }: Style) {
  pdf
    .font(bold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(color)
}

export function writeLines(
  pdf: Pdf,
  lines: readonly string[],
  x: number,
  y: number,
  width: number,
  { size = 9, align }: Style,
): number {
  // The letters' own middle, not that of the space for marks above and below them, in the middle of a line.
  const top = y + size * 0.13
  lines.forEach((line, index) => {
    const left = align === 'right' ? x + width - pdf.widthOfString(line) : x
    pdf.text(line, left, top + heightOf(index, size), { lineBreak: false })
  })
  return heightOf(lines.length, size)
}
