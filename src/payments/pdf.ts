import { methodLabels } from '../counter/method-rules.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { type Day, formatDay } from '../shared/calendar.js'
import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
import { contentWidth, finish, heightOf, margin, openPdf, type Pdf, write } from '../web/pdf.js'
import { gapNote, type Letterhead, letterhead, nameFacts, particulars } from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import { notice } from '../web/pdf-section.js'
import { table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'

/** A receipt as it is printed: a copy of what was true when the money came in. */
export interface ReceiptDocument {
  hospital: Letterhead
  number: string
  receivedAt: Date
  receivedOn: Day
  receivedBy: string
  patient: { name: string; localName: string | null; number: string }
  method: PaymentMethod
  reference: string | null
  payer: string | null
  /** What it was for; the rest was taken in advance. Together they are the amount. */
  invoices: { number: string; minor: bigint }[]
  creditMinor: bigint
  amountMinor: bigint
  cancelled: { on: Day; reason: string } | null
  currency: Currency
  locale: string
  mark: Mark
}

/** The receipt as an A4 document, ready to be piped to a response. */
export function receiptPdf(receipt: ReceiptDocument, t: T): Pdf {
  const { hospital, number, receivedOn, receivedAt, patient, cancelled, locale, mark } = receipt
  const title = t('Receipt {{number}}', { number })
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: receivedAt })
  let y = letterhead(pdf, hospital, {
    kind: t('Receipt'),
    number,
    dated: t('Received on {{day}}', { day: formatDay(receivedOn, locale) }),
  })
  if (cancelled)
    y = notice(
      pdf,
      t('This receipt was cancelled on {{day}} and counts no more: {{reason}}', {
        ...{ day: formatDay(cancelled.on, locale), reason: cancelled.reason },
      }),
      y + 12,
    )
  y = about(pdf, receipt, t, y + 12)
  y = amounts(pdf, receipt, t, y + 14)
  const lines = [t('Received by {{name}}', { name: receipt.receivedBy }), hospital.name]
  y = signature(pdf, { lines, mark, y: y + 24 }, t)
  gapNote(pdf, textsOf(receipt), t, y)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

function about(pdf: Pdf, { patient, method, reference, payer }: ReceiptDocument, t: T, y: number): number {
  return particulars(
    pdf,
    [...nameFacts(t('Patient'), patient), [t('Patient number'), patient.number]],
    [
      [t('Paid by'), payer ?? t('The patient')],
      [t('How'), t(methodLabels[method])],
      ...(reference ? [[t('Reference'), reference] satisfies [string, string]] : []),
    ],
    y,
  )
}

/** What the money was for, its sum, and the sum in words. */
function amounts(
  pdf: Pdf,
  { invoices, creditMinor, amountMinor, currency, locale }: ReceiptDocument,
  t: T,
  y: number,
): number {
  const amount = (minor: bigint) => formatMoney(minor, currency, locale)
  const columns = [
    { title: t('For'), width: contentWidth - 130 },
    { title: t('Amount'), width: 130, align: 'right' },
  ] as const
  const rows = [
    ...invoices.map(({ number, minor }) => [t('Invoice {{number}}', { number }), amount(minor)]),
    ...(creditMinor > 0n ? [[t('In advance: kept as the patient’s credit'), amount(creditMinor)]] : []),
  ]
  let at = table(pdf, columns, rows, y) + 8
  const half = contentWidth / 2
  const bold = { size: 11, bold: true }
  write(pdf, t('Amount received'), margin + 4, at, half, bold)
  write(pdf, amount(amountMinor), margin + half, at, half - 4, { ...bold, align: 'right' })
  at += heightOf(1, 11) + 8
  const words = t('In words: {{amount}}', { amount: amountInWords(amountMinor, currency) })
  return at + write(pdf, words, margin + 4, at, contentWidth, { bold: true })
}

const textsOf = ({ hospital, patient, payer, receivedBy, reference, cancelled }: ReceiptDocument) => [
  ...[hospital.name, hospital.address, patient.name, patient.localName, payer, receivedBy, reference],
  cancelled?.reason ?? null,
]
