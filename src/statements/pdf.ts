import { type Day, formatDay } from '../shared/calendar.js'
import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
import { contentWidth, finish, ink, margin, openPdf, type Pdf, roomFor, write } from '../web/pdf.js'
import { gapNote, type Letterhead, letterhead, nameFacts, particulars } from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import { table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'
import { type EntryKind, entryLabels, sidesOf } from './rules.js'

export interface StatementDocument {
  hospital: Letterhead
  patient: { name: string; localName: string | null; number: string; address: string | null }
  from: Day
  until: Day
  issuedAt: Date
  issuedOn: Day
  openingMinor: bigint
  closingMinor: bigint
  entries: { kind: EntryKind; number: string; on: Day; minor: bigint; balanceMinor: bigint }[]
  currency: Currency
  locale: string
}

/**
 * A statement as an A4 document, ready to be piped to a response. Throws RangeError when the entries do not lead from
 * its beginning to its end: such a statement must not leave the house.
 */
export function statementPdf(statement: StatementDocument, mark: Mark, t: T): Pdf {
  const { hospital, patient, issuedAt, issuedOn, locale } = statement
  requireAddedUp(statement)
  const title = t('Statement of account')
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: issuedAt })
  const day = (date: Day) => formatDay(date, locale)
  const made = t('Made on {{day}}', { day: day(issuedOn) })
  let y = letterhead(pdf, hospital, { kind: title, number: patient.number, dated: made })
  y = particulars(
    pdf,
    [
      ...nameFacts(t('Patient'), patient),
      [t('Patient number'), patient.number],
      [t('Address'), patient.address ?? t('Not recorded')],
    ],
    [
      [t('From'), day(statement.from)],
      [t('Until'), day(statement.until)],
    ],
    y + 12,
  )
  y = entries(pdf, statement, t, y + 12)
  y = ending(pdf, statement, t, y + 10)
  y = gapNote(pdf, [hospital.name, hospital.address, patient.name, patient.localName, patient.address], t, y)
  signature(pdf, { lines: [hospital.name, made], mark, y: y + 18 }, t)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

/** '₹500.00', or '₹200.00 credit' of a patient who has paid more than was asked. */
export function balanceInWords(balanceMinor: bigint, money: (minor: bigint) => string, t: T): string {
  const { owedMinor, creditMinor } = sidesOf(balanceMinor)
  return creditMinor > 0n ? t('{{amount}} credit', { amount: money(creditMinor) }) : money(owedMinor)
}

function requireAddedUp({ openingMinor, entries, closingMinor }: StatementDocument) {
  let balance = openingMinor
  for (const entry of entries) {
    balance += entry.minor
    if (entry.balanceMinor !== balance) throw new RangeError('an entry does not follow from the one before')
  }
  if (balance !== closingMinor) throw new RangeError('a statement does not come to its end')
}

function entries(pdf: Pdf, statement: StatementDocument, t: T, y: number): number {
  const { currency, locale, from, openingMinor } = statement
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const amount = (title: string) => ({ title, width: 85, align: 'right' }) as const
  const columns = [
    { title: t('Day'), width: 92 },
    { title: t('What'), width: contentWidth - 92 - 85 - 85 - 105 },
    ...[amount(t('Asked for')), amount(t('Paid or credited')), { ...amount(t('Owed after it')), width: 105 }],
  ]
  const rows = statement.entries.map(({ kind, number, on, minor, balanceMinor }) => [
    formatDay(on, locale),
    t('{{what}} {{number}}', { what: t(entryLabels[kind]), number }),
    ...(minor > 0n ? [money(minor), ''] : ['', money(-minor)]),
    balanceInWords(balanceMinor, money, t),
  ])
  const first = [
    formatDay(from, locale),
    ...[t('Brought forward'), '', '', balanceInWords(openingMinor, money, t)],
  ]
  return table(pdf, columns, [first, ...rows], y)
}

/** What is owed at the end, or is credit. */
function ending(pdf: Pdf, statement: StatementDocument, t: T, y: number): number {
  const { closingMinor, currency, locale, until } = statement
  const { owedMinor, creditMinor } = sidesOf(closingMinor)
  const at = roomFor(pdf, y, 48)
  const strong = { size: 11, bold: true }
  const on = { day: formatDay(until, locale) }
  pdf.rect(margin, at, contentWidth, 24).fill(ink.band)
  const label = creditMinor > 0n ? t('The patient’s credit on {{day}}', on) : t('Owed on {{day}}', on)
  write(pdf, label, margin + 4, at + 4, contentWidth / 2, strong)
  const amount = formatMoney(owedMinor + creditMinor, currency, locale)
  const half = contentWidth / 2
  write(pdf, amount, margin + half, at + 4, half - 4, { ...strong, align: 'right' })
  const words = t('In words: {{amount}}', { amount: amountInWords(owedMinor + creditMinor, currency) })
  return at + 30 + write(pdf, words, margin + 4, at + 30, contentWidth, { bold: true })
}
