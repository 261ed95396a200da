import { formatPhone } from '../shared/text.js'
import { ink, margin, type Pdf, roomFor, rule, type Style, widthOf, write } from './pdf.js'
import { canPrint, GAP } from './pdf-font.js'
import type { T } from './words.js'

/** The hospital as it stands at the head of what it prints. */
export interface Letterhead {
  name: string
  address: string
  phone: string
  email: string
}

interface Heading {
  /** 'Invoice' */
  kind: string
  /** 'INV-2026-000123' */
  number: string
  /** 'Issued on Sat 21 Nov 2026' */
  dated: string
}

/** Who sends a document, and which one it is. Answers where it ends. */
export function letterhead(pdf: Pdf, hospital: Letterhead, { kind, number, dated }: Heading): number {
  const half = widthOf(pdf) / 2
  const muted = { color: ink.muted }
  const left = stack(pdf, margin, half, [
    [hospital.name, { size: 17, bold: true, color: ink.accent }],
    [hospital.address, muted],
    [`${formatPhone(hospital.phone)}  ·  ${hospital.email}`, muted],
  ])
  const right = stack(pdf, margin + half, half, [
    [kind, { size: 17, bold: true, align: 'right' }],
    [number, { size: 11, bold: true, align: 'right' }],
    [dated, { ...muted, align: 'right' }],
  ])
  const y = Math.max(left, right) + 10
  rule(pdf, y, ink.accent, 1.4)
  return y
}

function stack(pdf: Pdf, x: number, width: number, lines: [string, Style][]): number {
  return lines.reduce(
    (at, [text, style], index) =>
      at + (index > 0 ? 2 : 0) + write(pdf, text, x, at + (index > 0 ? 2 : 0), width, style),
    margin,
  )
}

export type Fact = [label: string, value: string, bold?: boolean]

/** Whom it is for on the left, and what it is about on the right. Answers where the longer column ends. */
export function particulars(pdf: Pdf, left: readonly Fact[], right: readonly Fact[], y: number): number {
  const gap = 24
  const half = (widthOf(pdf) - gap) / 2
  return Math.max(facts(pdf, left, margin, y, half), facts(pdf, right, margin + half + gap, y, half))
}

function facts(pdf: Pdf, rows: readonly Fact[], x: number, y: number, width: number): number {
  const label = 84
  return rows.reduce((at, [name, value, bold = false]) => {
    write(pdf, name, x, at, label - 6, { color: ink.muted })
    return at + write(pdf, value, x + label, at, width - label, { bold }) + 2.5
  }, y)
}

/** A name and, where the font has its letters, the same in the patient's own script. */
export function nameFacts(
  label: string,
  { name, localName }: { name: string; localName: string | null },
): Fact[] {
  return [
    [label, name, true],
    ...(localName && canPrint(localName) ? [['', localName, true] satisfies Fact] : []),
  ]
}

/** Says so where any of the texts has letters that could not be printed. Answers where it ends. */
export function gapNote(pdf: Pdf, texts: readonly (string | null)[], t: T, y: number): number {
  if (texts.every((text) => text === null || canPrint(text))) return y
  const note = t(
    'This document cannot show every script. Where {{gap}} stands, and for a name in such a script, see the record.',
    { gap: GAP },
  )
  const at = roomFor(pdf, y + 12, 24)
  return at + write(pdf, note, margin, at, widthOf(pdf), { size: 8, color: ink.muted })
}
