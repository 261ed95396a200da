import type { OrderKind } from '../generated/prisma/enums.js'
import type { Currency } from '../shared/money.js'
import { cellsOf, refuseTwice } from './cell-rules.js'
import { filesOf, type ListFiles } from './list-rules.js'
import { type ParameterEntry, readParameters } from './parameter-rules.js'
import { type Problem, readTable } from './table-rules.js'

/** A test or a treatment as a list has it. */
export interface ItemEntry {
  kind: OrderKind
  code: string
  name: string
  category: string
  specimen: string | null
  preparation: string | null
  priceMinor: bigint
  turnaroundHours: number | null
  parameters: ParameterEntry[]
}

const MOST_HOURS = 24 * 90

/** The tests of a list, each with what it gives and the ranges of that. */
export function readTests(files: ListFiles, currency: Currency, problems: Problem[]): ItemEntry[] {
  const rows = readTable('tests.csv', files['tests.csv'] ?? '', filesOf.TESTS['tests.csv'], problems)
  refuseTwice(rows, ({ cells }) => cells.code, problems)
  const tests = rows.map((row) => {
    const cells = cellsOf(row, problems)
    return {
      kind: 'TEST' as const,
      code: cells.itemCode('code'),
      name: cells.text('name', 120),
      category: cells.text('category', 60),
      specimen: cells.optionalText('specimen', 120),
      preparation: cells.optionalText('preparation', 300),
      priceMinor: cells.price('price', currency),
      turnaroundHours: cells.whole('turnaround_hours', 0, MOST_HOURS),
    }
  })
  const parameters = readParameters(files, new Set(tests.map(({ code }) => code)), problems)
  return tests.map((test) => {
    const own = parameters.get(test.code) ?? []
    return { ...test, parameters: own }
  })
}

export function readTreatments(files: ListFiles, currency: Currency, problems: Problem[]): ItemEntry[] {
  const columns = filesOf.TREATMENTS['treatments.csv']
  const rows = readTable('treatments.csv', files['treatments.csv'] ?? '', columns, problems)
  refuseTwice(rows, ({ cells }) => cells.code, problems)
  return rows.map((row) => {
    const cells = cellsOf(row, problems)
    return {
      kind: 'TREATMENT',
      code: cells.itemCode('code'),
      name: cells.text('name', 120),
      category: cells.text('category', 60),
      specimen: null,
      preparation: cells.optionalText('preparation', 300),
      priceMinor: cells.price('price', currency),
      turnaroundHours: null,
      parameters: [],
    }
  })
}
