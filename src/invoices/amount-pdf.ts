import { amountInWords, type Currency, formatMoney } from '../shared/money.js'
import { percentOf } from '../tariffs/rules.js'
import { contentWidth, ink, margin, type Pdf, roomFor, write } from '../web/pdf.js'
import { type Column, type Row, table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'
import { sumsOf } from './amount-pages.js'
import { type LineKind, totalsByKind } from './rules.js'
import { type BilledLine, billTotals } from './total-rules.js'

export type PrintedLine = BilledLine & { discountReason: string | null }

interface Amounts {
  lines: readonly PrintedLine[]
  currency: Currency
  locale: string
}

/** The lines of a bill under the name of their kind; discount and tax have columns where any line has them. */
export function lineTable(pdf: Pdf, { lines, currency, locale }: Amounts, t: T, y: number): number {
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const reduced = lines.some(({ discountMinor }) => discountMinor > 0n)
  const taxed = lines.some(({ taxBasisPoints }) => taxBasisPoints > 0)
  const numbers: (Column & { of: (line: PrintedLine) => string })[] = [
    { title: t('Quantity'), width: 55, of: ({ quantity }) => String(quantity) },
    { title: t('Rate'), width: reduced || taxed ? 70 : 85, of: (line) => money(line.unitPriceMinor) },
    ...(reduced
      ? [{ title: t('Taken off'), width: 68, of: (line: PrintedLine) => takenOff(line, money) }]
      : []),
    ...(taxed ? [{ title: t('Tax'), width: 70, of: (line: PrintedLine) => taxOf(line, money) }] : []),
    {
      title: t('Amount'),
      width: reduced || taxed ? 80 : 95,
      of: (line) => money(billTotals([line]).totalMinor),
    },
  ]
  const rest = numbers.reduce((width, column) => width - column.width, contentWidth)
  const columns = [
    { title: t('Description'), width: rest },
    ...numbers.map(({ title, width }): Column => ({ title, width, align: 'right' })),
  ]
  const rows = lines.flatMap((line, index): Row[] => {
    const about = line.discountReason
      ? `${line.description}\n${t('Taken off: {{why}}', { why: line.discountReason })}`
      : line.description
    const row = [about, ...numbers.map(({ of }) => of(line))]
    return line.kind === lines[index - 1]?.kind ? [row] : [{ heading: t(kindNames[line.kind]) }, row]
  })
  return table(pdf, columns, rows, y)
}

/** What the lines come to, the total, and the total in words; together on one page. */
export function totals(pdf: Pdf, { lines, currency, locale }: Amounts, t: T, y: number): number {
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  const { totalMinor } = billTotals(lines)
  const sums = sumsOf(lines, t, money)
  const parts =
    sums.length > 0
      ? sums
      : totalsByKind(lines).map((part) => ({
          label: t(kindNames[part.kind]),
          amount: money(part.totalMinor),
        }))
  const width = 260
  const [left, right] = [width * 0.62, width * 0.38]
  const x = margin + contentWidth - width
  let at = roomFor(pdf, y, parts.length * 15 + 60)
  for (const { label, amount } of parts) {
    const height = write(pdf, label, x, at, left, { color: ink.muted })
    write(pdf, amount, x + left, at, right - 4, { align: 'right' })
    at += height + 2.5
  }
  pdf.rect(x - 8, at + 2, width + 8, 24).fill(ink.band)
  write(pdf, t('Total'), x, at + 6, left, { size: 11, bold: true })
  write(pdf, money(totalMinor), x + left, at + 6, right - 4, { size: 11, bold: true, align: 'right' })
  at += 36
  const words = t('In words: {{amount}}', { amount: amountInWords(totalMinor, currency) })
  return at + write(pdf, words, margin, at, contentWidth, { bold: true })
}

const takenOff = ({ discountMinor }: PrintedLine, money: (minor: bigint) => string) =>
  discountMinor > 0n ? money(discountMinor) : '–'

const taxOf = ({ taxBasisPoints, taxMinor }: PrintedLine, money: (minor: bigint) => string) =>
  taxBasisPoints > 0 ? `${percentOf(taxBasisPoints)} %\n${money(taxMinor)}` : '–'

const kindNames: Record<LineKind, string> = {
  ROOM: 'Room charges',
  OXYGEN: 'Oxygen and ventilator',
  DOCTOR: "Doctor's charges",
  TEST: 'Tests',
  TREATMENT: 'Treatments',
  MEDICINE: 'Medicine',
  SERVICE: 'Services',
  OTHER: 'Other charges',
}
