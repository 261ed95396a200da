import { type Day, dayToColumn, formatDay } from '../shared/calendar.js'
import type { Currency } from '../shared/money.js'
import { formatPhone } from '../shared/text.js'
import { contentWidth, finish, ink, margin, openPdf, type Pdf, roomFor, write } from '../web/pdf.js'
import {
  type Fact,
  gapNote,
  type Letterhead,
  letterhead,
  nameFacts,
  particulars,
} from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import type { T } from '../web/words.js'
import { lineTable, type PrintedLine, totals } from './amount-pdf.js'
import { roundingRule } from './amount-rules.js'
import { billTotals, isPlain } from './total-rules.js'

/** An issued invoice as it is printed: a copy of what was true on the day of issue. */
export interface InvoiceDocument {
  hospital: Letterhead
  number: string
  issuedOn: Day
  /** Until when it is to be paid; null on invoices of before there was such a day. */
  dueOn: Day | null
  /** Since when nothing is to be paid on it: it should not have been issued. */
  voidOn: Day | null
  patient: {
    name: string
    /** The name in the patient's own script, where it is known. */
    localName: string | null
    /** As people read it: 'W-004211'. */
    number: string
    address: string | null
    phone: string | null
  }
  doctors: string[]
  symptoms: string[]
  /** Null for an invoice without a stay. */
  stay: { admittedOn: Day; dischargedOn: Day; days: number } | null
  lines: PrintedLine[]
  /** Why something was taken off the whole. */
  discountReason: string | null
  totalMinor: bigint
  currency: Currency
  /** How days and amounts are written: 'en-IN'. */
  locale: string
}

/**
 * The invoice as an A4 document, ready to be piped to a response. Throws RangeError when the lines do not come
 * to the total: such an invoice must not leave the house.
 */
export function invoicePdf(invoice: InvoiceDocument, mark: Mark, t: T): Pdf {
  if (billTotals(invoice.lines).totalMinor !== invoice.totalMinor)
    throw new RangeError(`the lines of ${invoice.number} do not come to its total`)
  const title = t('Invoice {{number}}', { number: invoice.number })
  const pdf = openPdf({
    title,
    author: invoice.hospital.name,
    language: invoice.locale,
    date: dayToColumn(invoice.issuedOn),
  })
  const issued = t('Issued on {{day}}', { day: formatDay(invoice.issuedOn, invoice.locale) })
  let y = letterhead(pdf, invoice.hospital, { kind: t('Invoice'), number: invoice.number, dated: issued })
  y = voidNote(pdf, invoice, t, y)
  y = about(pdf, invoice, t, y + 12)
  y = lineTable(pdf, invoice, t, y + 12)
  y = totals(pdf, invoice, t, y + 10)
  y = notes(pdf, invoice, t, y)
  y = gapNote(pdf, textsOf(invoice), t, y)
  signature(pdf, { lines: [invoice.hospital.name, issued], mark, y: y + 16 }, t)
  return finish(pdf, (page, pages) => ({
    left: [invoice.hospital.name, title, invoice.patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

function voidNote(pdf: Pdf, { voidOn, locale }: InvoiceDocument, t: T, y: number): number {
  if (!voidOn) return y
  const sentence = t('Void since {{day}}: nothing is to be paid on this invoice.', {
    day: formatDay(voidOn, locale),
  })
  return y + 10 + write(pdf, sentence, margin, y + 10, contentWidth, { size: 12, bold: true })
}

/** Whom it is for on the left; doctors, symptoms and days on the right. */
function about(
  pdf: Pdf,
  { patient, doctors, symptoms, stay, dueOn, voidOn, locale }: InvoiceDocument,
  t: T,
  y: number,
): number {
  const none = t('Not recorded')
  const left: Fact[] = [
    ...nameFacts(t('Patient'), patient),
    [t('Patient number'), patient.number],
    [t('Mobile'), patient.phone ? formatPhone(patient.phone) : none],
    [t('Address'), patient.address ?? none],
  ]
  const due: Fact[] = dueOn && !voidOn ? [[t('To be paid by'), formatDay(dueOn, locale), true]] : []
  const right: Fact[] = [
    ...due,
    [doctors.length === 1 ? t('Doctor') : t('Doctors'), doctors.join('\n') || none],
    [t('Symptoms'), symptoms.join(', ') || none],
  ]
  if (!stay) return particulars(pdf, left, right, y)
  const days: Fact[] = [
    [t('Admitted on'), formatDay(stay.admittedOn, locale)],
    [t('Discharged on'), formatDay(stay.dischargedOn, locale)],
    [t('Days'), String(stay.days), true],
  ]
  const below = particulars(pdf, left, [...right, ...days], y)
  return below + write(pdf, t(countingRule), margin, below + 2, contentWidth, small) + 2
}

const countingRule =
  'How days are counted: the day of admission counts and the day of discharge does not; a stay that ends on the day it began counts as one day. Each day is charged at the rate that the ward in which it ended had on that day.'

/** Why something was taken off, and how the amounts came about, where that is not plain. */
function notes(pdf: Pdf, { lines, discountReason }: InvoiceDocument, t: T, y: number): number {
  const sentences = [
    ...(discountReason ? [t('Taken off the whole bill: {{why}}', { why: discountReason })] : []),
    ...(isPlain(lines) ? [] : [t(roundingRule)]),
  ]
  return sentences.reduce((at, sentence) => {
    const top = roomFor(pdf, at + 4, 36)
    return top + write(pdf, sentence, margin, top, contentWidth, small)
  }, y)
}

const small = { size: 8, color: ink.muted }

const textsOf = ({ hospital, patient, doctors, symptoms, lines, discountReason }: InvoiceDocument) => [
  ...[hospital.name, hospital.address, patient.name, patient.localName, patient.address, discountReason],
  ...doctors,
  ...symptoms,
  ...lines.flatMap(({ description, discountReason }) => [description, discountReason]),
]
