import { CsvError, parse } from 'csv-parse/sync'
import type { Values } from '../shared/errors.js'
import { hasForbiddenCharacters, oneLine } from '../shared/text.js'

/** A row that cannot be loaded, and why. Of the file as a whole where there is no line. */
export interface Problem {
  file: string
  line: number | null
  /** A sentence for `t()`. */
  text: string
  values: Values
}

export interface Row<Column extends string> {
  file: string
  line: number
  cells: Record<Column, string>
}

/** The file is given out again as it came, and spreadsheets run what begins like this. */
const runs = /^[=+@]|^-(?!\d+(?:\.\d+)?$)/
const MOST_ROWS = 50_000
const LONGEST_CELL = 500

/**
 * The rows of a CSV file whose first line names exactly these columns, in any order. Cells are trimmed. What is wrong
 * with the file as such goes into `problems`; a row with too many or too few cells is told and left out.
 */
export function readTable<Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
  problems: Problem[],
): Row<Column>[] {
  const say = (line: number | null, sentence: string, values: Values = {}) =>
    problems.push({ file, line, text: sentence, values })
  const records = recordsOf(text, say)
  const [head, ...rest] = records
  if (!head) {
    if (!problems.some((problem) => problem.file === file)) say(null, 'The file is missing or empty.')
    return []
  }
  const names = head.cells.map((name) => name.trim().toLowerCase())
  const missing = columns.filter((column) => !names.includes(column))
  const unknown = names.filter((name) => !columns.some((column) => column === name))
  if (missing.length > 0) say(1, 'These columns are missing: {{columns}}.', { columns: missing.join(', ') })
  if (unknown.length > 0) say(1, 'These columns are not known: {{columns}}.', { columns: unknown.join(', ') })
  if (new Set(names).size < names.length) say(1, 'A column is there twice.')
  if (problems.some((problem) => problem.file === file)) return []
  if (rest.length === 0) say(null, 'The file has no rows.')
  if (rest.length > MOST_ROWS) {
    say(null, 'A file has {{most}} rows at most.', { most: MOST_ROWS })
    return []
  }
  return rest.flatMap(({ cells, line }) => {
    if (cells.length !== names.length) {
      say(line, 'This row has {{count}} cells, the first has {{expected}}.', {
        count: cells.length,
        expected: names.length,
      })
      return []
    }
    const wrong = cells.find((cell) => cell.length > LONGEST_CELL || hasForbiddenCharacters(cell))
    if (wrong !== undefined) {
      say(line, 'A cell has characters that cannot be stored, or more than {{most}}.', { most: LONGEST_CELL })
      return []
    }
    if (cells.some((cell) => runs.test(cell.trim()))) {
      say(line, 'A cell begins with =, +, - or @ and is no number: a spreadsheet would run it.')
      return []
    }
    // Every column is there: it was looked at above.
    const row = Object.fromEntries(names.map((name, index) => [name, oneLine(cells[index] ?? '')]))
    return [{ file, line, cells: row as Record<Column, string> }]
  })
}

/** The names in the first line of a file, or null where it is no CSV. */
export function columnsIn(text: string): string[] | null {
  try {
    const [head] = parse(text, { ...options, to: 1 }) as unknown as { record: string[] }[]
    return head?.record.map((name) => name.trim().toLowerCase()) ?? null
  } catch {
    return null
  }
}

const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const

function recordsOf(text: string, say: (line: number | null, sentence: string) => void) {
  try {
    // With `info` every record comes with the line that it ends in; the types do not say it.
    const read = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[]
    return read
      .map(({ record, info }) => ({ cells: record, line: info.lines }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') say(null, 'A quotation mark is opened and never closed.')
    else {
      const [, line] = /at line (\d+)/.exec(error.message) ?? []
      say(line ? Number(line) : null, 'From here on this is no CSV: a quotation mark stands in the middle.')
    }
    return []
  }
}
