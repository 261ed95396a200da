import QRCode from 'qrcode'
import { contentWidth, heightOf, ink, margin, type Pdf, roomFor, write } from './pdf.js'
import type { T } from './words.js'

/** By what anybody can ask whether a paper is genuine: the code, and the address that answers. */
export interface Mark {
  /** 'K7QF-2M9X-3RTA-8WHB' */
  code: string
  url: string
}

/**
 * The end of a signed document: who signed it and when on the left, on the right the code by which it is checked.
 * Answers where it ends.
 */
export function signature(
  pdf: Pdf,
  { lines, mark, y }: { lines: readonly string[]; mark: Mark; y: number },
  t: T,
): number {
  const size = 84
  const half = contentWidth / 2
  const at = roomFor(pdf, y, Math.max(size, heightOf(lines.length + 1)) + 4)
  lines.reduce(
    (top, line, index) =>
      top + write(pdf, line, margin, top, half - 12, index === 0 ? { bold: true } : { color: ink.muted }) + 1,
    at,
  )
  const x = margin + half
  qrInPdf(pdf, mark.url, x, at, size)
  const told = { size: 8, color: ink.muted }
  let top = at + 8
  top +=
    write(pdf, t('Is this paper genuine?'), x + size + 8, top, half - size - 8, { size: 8, bold: true }) + 2
  top += write(pdf, t('Scan the square, or type the code:'), x + size + 8, top, half - size - 8, told) + 2
  top += write(pdf, mark.code, x + size + 8, top, half - size - 8, { size: 10, bold: true }) + 2
  write(pdf, mark.url.replace(/\/[^/]*$/, ''), x + size + 8, top, half - size - 8, told)
  return at + size
}

/** Draws an address as a QR code, black on white, `size` points wide with the white around it. */
export function qrInPdf(pdf: Pdf, url: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
  const unit = size / (modules.size + 2 * QUIET)
  for (let row = 0; row < modules.size; row++)
    for (const [from, to] of darkRuns(modules.data.subarray(row * modules.size, (row + 1) * modules.size)))
      pdf.rect(x + (QUIET + from) * unit, y + (QUIET + row) * unit, (to - from) * unit, unit)
  pdf.fill('#000000')
}

/** Modules of white around it, which ISO/IEC 18004 asks for. */
const QUIET = 4

/** Dark modules that lie side by side, drawn as one so that no hairline stands between them. */
function darkRuns(row: Uint8Array): [from: number, to: number][] {
  const runs: [number, number][] = []
  let from = -1
  for (let at = 0; at <= row.length; at++) {
    const dark = at < row.length && row[at] === 1
    if (dark && from < 0) from = at
    if (!dark && from >= 0) {
      runs.push([from, at])
      from = -1
    }
  }
  return runs
}
