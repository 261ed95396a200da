import type { Values } from '../shared/errors.js'
import { type Currency, parseAmount } from '../shared/money.js'
import { ageInDays } from './range-rules.js'
import { codePattern } from './safety-rules.js'
import type { Problem, Row } from './table-rules.js'

/**
 * Reads the cells of one row. What is wrong becomes a problem of its line, and a blank value of the kind that was asked
 * for comes back, so that one look finds everything that is wrong.
 */
export function cellsOf<Column extends string>(row: Row<Column>, problems: Problem[]) {
  const { cells, file, line } = row
  const wrong = (text: string, values: Values = {}) => void problems.push({ file, line, text, values })
  const optionalText = (column: Column, most = 200): string | null => {
    const cell = cells[column]
    if (cell === '') return null
    if (cell.length > most) wrong('{{column}} has more than {{most}} characters.', { column, most })
    return cell
  }
  const number = (column: Column): number | null => {
    const cell = cells[column]
    if (cell === '') return null
    if (!/^-?\d{1,9}(?:\.\d{1,4})?$/.test(cell))
      wrong('{{column}} is not a number: {{cell}}.', { column, cell })
    return Number(cell)
  }
  return {
    wrong,
    optionalText,
    text(column: Column, most = 200): string {
      const cell = optionalText(column, most)
      if (cell === null) wrong('{{column}} is empty.', { column })
      return cell ?? ''
    },
    /** As people read them aloud: 'CBC', 'RAMI-2.5-TAB'. */
    itemCode(column: Column): string {
      const cell = cells[column]
      if (!/^[A-Z0-9]+(?:[-.][A-Z0-9]+)*$/.test(cell) || cell.length > 40)
        wrong('{{column}} is not a code of capital letters, digits, hyphens and points: {{cell}}.', {
          column,
          cell,
        })
      return cell
    },
    /** As rules and trends name things: 'amoxicillin'. */
    code(column: Column, cell = cells[column]): string {
      if (!codePattern.test(cell) || cell.length > 60)
        wrong('{{column}} is not a code of small letters, digits and hyphens: {{cell}}.', { column, cell })
      return cell
    },
    number,
    whole(column: Column, min: number, max: number): number | null {
      const value = number(column)
      if (value !== null && (!Number.isInteger(value) || value < min || value > max))
        wrong('{{column}} is not a whole number from {{min}} to {{max}}.', { column, min, max })
      return value
    },
    price(column: Column, currency: Currency): bigint {
      const price = parseAmount(cells[column], currency)
      if (price === null || price <= 0n)
        wrong('{{column}} is not an amount above zero: {{cell}}.', { column, cell: cells[column] })
      return price ?? 0n
    },
    age(column: Column): number | null {
      const cell = cells[column]
      const days = ageInDays(cell)
      if (cell !== '' && days === null)
        wrong('{{column}} is not an age like 0d, 28d, 6m or 18y: {{cell}}.', { column, cell })
      return days
    },
    oneOf<const T extends string>(column: Column, values: readonly [T, ...T[]]): T {
      const found = values.find((value) => value === cells[column])
      if (found === undefined)
        wrong('{{column}} is none of {{values}}: {{cell}}.', {
          column,
          values: values.join(', '),
          cell: cells[column],
        })
      return found ?? values[0]
    },
    /** 'a|b|c' */
    list(column: Column): string[] {
      const parts = cells[column]
        .split('|')
        .map((part) => part.trim())
        .filter((part) => part !== '')
      if (new Set(parts).size < parts.length) wrong('{{column}} names something twice.', { column })
      return parts
    },
  }
}

/** Tells every row whose key an earlier row has. */
export function refuseTwice<R extends { file: string; line: number }>(
  rows: R[],
  keyOf: (row: R) => string,
  problems: Problem[],
): void {
  const first = new Map<string, number>()
  for (const row of rows) {
    const key = keyOf(row)
    const line = first.get(key)
    if (line === undefined) first.set(key, row.line)
    else
      problems.push({
        file: row.file,
        line: row.line,
        text: '{{key}} is already in line {{line}}.',
        values: { key, line },
      })
  }
}
