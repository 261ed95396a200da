import type { FormValues } from '../web/form.js'
import { FREE, isEmptyRow, type PrescribedRow, rowNumbers } from './forms.js'
import { doseInWords } from './medicine-rules.js'
import { type RowField, rowFields } from './rules.js'

type RowValues = Record<RowField, string>

interface Prescribed {
  medicineId: string | null
  medicine: string
  doseAmount: number | null
  dose: string
  unit: string | null
  frequency: string
  maxPerDay: number | null
  durationDays: number
  route: string | null
  instructions: string | null
}

/** A medicine that was prescribed, as the fields of a row; where its dose was only in words, they are kept as such. */
export function asRow(item: Prescribed): RowValues {
  const spoken = item.doseAmount === null ? item.dose : null
  return {
    medicine: item.medicine,
    medicineId: item.medicineId ?? FREE,
    found: item.medicine,
    amount: item.doseAmount === null ? '' : String(item.doseAmount),
    unit: item.unit ?? '',
    frequency: item.frequency,
    max: item.maxPerDay === null ? '' : String(item.maxPerDay),
    days: String(item.durationDays),
    route: item.route ?? '',
    instructions: [spoken, item.instructions].filter((part) => part !== null).join('; '),
  }
}

/** A row that was typed, as its fields. */
export const typedAsRow = (row: PrescribedRow): RowValues =>
  asRow({
    ...row,
    doseAmount: row.amount,
    dose: doseInWords(row.amount, row.unit ?? '', null),
    durationDays: row.days,
  })

/** Rows as the fields of a form, from the first on. */
export const asFormValues = (rows: RowValues[]): FormValues => ({
  ...Object.fromEntries(
    rows
      .slice(0, rowNumbers.length)
      .flatMap((row, index) => rowFields.map((field) => [`${field}${index + 1}`, row[field]])),
  ),
  rows: String(Math.min(rows.length, rowNumbers.length)),
})

/** The rows of a form in which something was typed. */
export const filledRows = (values: FormValues): RowValues[] =>
  rowNumbers.filter((number) => !isEmptyRow(values, number)).map((number) => rowAt(values, number))

export const withoutRow = (values: FormValues, gone: number): FormValues =>
  withRows(
    values,
    rowNumbers
      .filter((number) => number !== gone && !isEmptyRow(values, number))
      .map((number) => rowAt(values, number)),
  )

export const withMoreRows = (values: FormValues, more: RowValues[]): FormValues =>
  withRows(values, [...filledRows(values), ...more])

function withRows(values: FormValues, rows: RowValues[]): FormValues {
  const cleared = Object.fromEntries(
    rowNumbers.flatMap((number) => rowFields.map((field) => [`${field}${number}`, ''])),
  )
  return { ...values, ...cleared, ...asFormValues(rows) }
}

/** How many rows the form shows: those with something in them and those that were asked for, one at least. */
export function rowsShown(values: FormValues): number {
  const filled = rowNumbers.filter((number) => !isEmptyRow(values, number)).at(-1) ?? 0
  const asked = /^\d{1,2}$/.test(String(values.rows)) ? Number(values.rows) : 1
  return Math.min(Math.max(filled, asked, 1), rowNumbers.length)
}

const rowAt = (values: FormValues, number: number): RowValues =>
  // Every field of the list becomes a key.
  Object.fromEntries(rowFields.map((field) => [field, first(values[`${field}${number}`])])) as RowValues

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? ''
