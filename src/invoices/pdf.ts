import { type Day, dayToColumn, formatDay } from '../shared/calendar.js'
import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
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
import { type Row, table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'
import { type InvoiceLine, invoiceTotal, type LineKind, totalsByKind } from './rules.js'

/** An issued invoice as it is printed: a copy of what was true on the day of issue. */
export interface InvoiceDocument {
  hospital: Letterhead
  number: string
  issuedOn: Day
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
  lines: InvoiceLine[]
  totalMinor: bigint
  currency: Currency
  /** How days and amounts are written: 'en-IN'. */
  locale: string
}

/**
 * The invoice as an A4 document, ready to be piped to a response. Throws RangeError when the lines do not come
 * to the total: such an invoice must not leave the house.
 */
export function invoicePdf(invoice: InvoiceDocument, t: T): Pdf {
  if (invoiceTotal(invoice.lines) !== invoice.totalMinor)
    throw new RangeError(`the lines of ${invoice.number} do not come to its total`)
  const title = t('Invoice {{number}}', { number: invoice.number })
  const pdf = openPdf({
    title,
    author: invoice.hospital.name,
    language: invoice.locale,
    date: dayToColumn(invoice.issuedOn),
  })
  let y = letterhead(pdf, invoice.hospital, {
    kind: t('Invoice'),
    number: invoice.number,
    dated: t('Issued on {{day}}', { day: formatDay(invoice.issuedOn, invoice.locale) }),
  })
  y = about(pdf, invoice, t, y + 12)
  y = charges(pdf, invoice, t, y + 12)
  y = totals(pdf, invoice, t, y + 10)
  gapNote(pdf, textsOf(invoice), t, y)
  return finish(pdf, (page, pages) => ({
    left: [invoice.hospital.name, title, invoice.patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

const kindNames: Record<LineKind, string> = {
  ROOM: 'Room charges',
  MEDICINE: 'Medicine',
  DOCTOR: "Doctor's charges",
  SERVICE: 'Services',
  OTHER: 'Other charges',
}

/** Whom it is for on the left; doctors, symptoms and days on the right. */
function about(
  pdf: Pdf,
  { patient, doctors, symptoms, stay, locale }: InvoiceDocument,
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
  const right: Fact[] = [
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
  return (
    below + write(pdf, t(countingRule), margin, below + 2, contentWidth, { size: 8, color: ink.muted }) + 2
  )
}

const countingRule =
  'How days are counted: the day of admission counts and the day of discharge does not; a stay that ends on the day it began counts as one day. Each day is charged at the rate that the ward in which it ended had on that day.'

function charges(pdf: Pdf, { lines, currency, locale }: InvoiceDocument, t: T, y: number): number {
  const amount = (minor: bigint) => formatMoney(minor, currency, locale)
  const columns = [
    { title: t('Description'), width: contentWidth - 235 },
    { title: t('Quantity'), width: 55, align: 'right' },
    { title: t('Rate'), width: 85, align: 'right' },
    { title: t('Amount'), width: 95, align: 'right' },
  ] as const
  const rows = lines.flatMap((line, index): Row[] => {
    const row = [
      line.description,
      String(line.quantity),
      amount(line.unitPriceMinor),
      amount(line.amountMinor),
    ]
    return line.kind === lines[index - 1]?.kind ? [row] : [{ heading: t(kindNames[line.kind]) }, row]
  })
  return table(pdf, columns, rows, y)
}

/** What each kind comes to, the total, and the total in words; together on one page. */
function totals(pdf: Pdf, { lines, totalMinor, currency, locale }: InvoiceDocument, t: T, y: number): number {
  const parts = totalsByKind(lines)
  let at = roomFor(pdf, y, parts.length * 15 + 60)
  const width = 240
  const x = margin + contentWidth - width
  for (const { kind, totalMinor: part } of parts) {
    write(pdf, t(kindNames[kind]), x, at, width / 2, { color: ink.muted })
    at +=
      write(pdf, formatMoney(part, currency, locale), x + width / 2, at, width / 2 - 4, { align: 'right' }) +
      2.5
  }
  pdf.rect(x - 8, at + 2, width + 8, 24).fill(ink.band)
  write(pdf, t('Total'), x, at + 6, width / 2, { size: 11, bold: true })
  write(pdf, formatMoney(totalMinor, currency, locale), x + width / 2, at + 6, width / 2 - 4, {
    size: 11,
    bold: true,
    align: 'right',
  })
  at += 36
  return (
    at +
    write(
      pdf,
      t('In words: {{amount}}', { amount: amountInWords(totalMinor, currency) }),
      margin,
      at,
      contentWidth,
      { bold: true },
    )
  )
}

const textsOf = ({ hospital, patient, doctors, symptoms, lines }: InvoiceDocument) => [
  ...[hospital.name, hospital.address, patient.name, patient.localName, patient.address],
  ...doctors,
  ...symptoms,
  ...lines.map(({ description }) => description),
]
