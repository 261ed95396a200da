import { type Day, dayToColumn, formatDay } from '../shared/calendar.js'
import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
import { formatPhone } from '../shared/text.js'
import { contentWidth, finish, ink, margin, openPdf, type Pdf, roomFor, write } from '../web/pdf.js'
import { gapNote, type Letterhead, letterhead, nameFacts, particulars } from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import { section } from '../web/pdf-section.js'
import { type Column, table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'
import { creditedTaxes, creditTotal } from './rules.js'

/** A credit note as it is printed: a copy of what was true on the day of issue. */
export interface CreditNoteDocument {
  hospital: Letterhead
  number: string
  issuedOn: Day
  invoice: { number: string; issuedOn: Day }
  reason: string
  patient: {
    name: string
    localName: string | null
    /** As people read it: 'W-004211'. */
    number: string
    address: string | null
    phone: string | null
  }
  lines: { description: string; netMinor: bigint; taxBasisPoints: number; taxMinor: bigint }[]
  totalMinor: bigint
  currency: Currency
  /** How days and amounts are written: 'en-IN'. */
  locale: string
}

/**
 * The credit note as an A4 document, ready to be piped to a response. Throws RangeError when the lines do not come to
 * the total: such a note must not leave the house.
 */
export function creditNotePdf(note: CreditNoteDocument, mark: Mark, t: T): Pdf {
  if (creditTotal(note.lines) !== note.totalMinor)
    throw new RangeError(`the lines of ${note.number} do not come to its total`)
  const { hospital, number, issuedOn, locale } = note
  const title = t('Credit note {{number}}', { number })
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: dayToColumn(issuedOn) })
  const dated = t('Issued on {{day}}', { day: formatDay(issuedOn, locale) })
  let y = letterhead(pdf, hospital, { kind: t('Credit note'), number, dated })
  y = about(pdf, note, t, y + 12)
  y = section(pdf, t('Why'), note.reason, y + 10)
  y = amounts(pdf, note, t, y + 12)
  y = totals(pdf, note, t, y + 10)
  y = gapNote(pdf, textsOf(note), t, y)
  signature(pdf, { lines: [hospital.name, dated], mark, y: y + 18 }, t)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, note.patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

/** Whom it is for on the left; which invoice it corrects on the right. */
function about(pdf: Pdf, { patient, invoice, locale }: CreditNoteDocument, t: T, y: number): number {
  const none = t('Not recorded')
  return particulars(
    pdf,
    [
      ...nameFacts(t('Patient'), patient),
      [t('Patient number'), patient.number],
      [t('Mobile'), patient.phone ? formatPhone(patient.phone) : none],
      [t('Address'), patient.address ?? none],
    ],
    [
      [t('For invoice'), invoice.number, true],
      [t('Issued on'), formatDay(invoice.issuedOn, locale)],
    ],
    y,
  )
}

function amounts(pdf: Pdf, { lines, currency, locale }: CreditNoteDocument, t: T, y: number): number {
  const amount = (minor: bigint) => formatMoney(minor, currency, locale)
  const money = (title: string): Column => ({ title, width: 95, align: 'right' })
  if (lines.every(({ taxMinor }) => taxMinor === 0n))
    return table(
      pdf,
      [{ title: t('Description'), width: contentWidth - 95 }, money(t('Credited'))],
      lines.map(({ description, netMinor }) => [description, amount(netMinor)]),
      y,
    )
  return table(
    pdf,
    [
      { title: t('Description'), width: contentWidth - 285 },
      ...[money(t('Before tax')), money(t('Tax')), money(t('Credited'))],
    ],
    lines.map(({ description, netMinor, taxMinor }) => [
      ...[description, amount(netMinor), amount(taxMinor), amount(netMinor + taxMinor)],
    ]),
    y,
  )
}

/** The taxes by rate, the total, and the total in words; together on one page. */
function totals(pdf: Pdf, note: CreditNoteDocument, t: T, y: number): number {
  const { lines, totalMinor, currency, locale } = note
  const amount = (minor: bigint) => formatMoney(minor, currency, locale)
  const taxes = creditedTaxes(lines)
  const width = 260
  const x = margin + contentWidth - width
  const right = { align: 'right' } as const
  let at = roomFor(pdf, y, taxes.length * 15 + 60)
  for (const { basisPoints, netMinor, taxMinor } of taxes) {
    const of = { rate: (basisPoints / 100).toLocaleString(locale), amount: amount(netMinor) }
    write(pdf, t('Tax of {{rate}} % on {{amount}}', of), x, at, width * 0.65, { color: ink.muted })
    at += write(pdf, amount(taxMinor), x + width * 0.65, at, width * 0.35 - 4, right) + 2.5
  }
  pdf.rect(x - 8, at + 2, width + 8, 24).fill(ink.band)
  const strong = { size: 11, bold: true }
  write(pdf, t('Credited in all'), x, at + 6, width / 2, strong)
  write(pdf, amount(totalMinor), x + width / 2, at + 6, width / 2 - 4, { ...strong, ...right })
  at += 36
  const words = t('In words: {{amount}}', { amount: amountInWords(totalMinor, currency) })
  return at + write(pdf, words, margin, at, contentWidth, { bold: true })
}

const textsOf = ({ hospital, patient, reason, lines }: CreditNoteDocument) => [
  ...[hospital.name, hospital.address, patient.name, patient.localName, patient.address, reason],
  ...lines.map(({ description }) => description),
]
