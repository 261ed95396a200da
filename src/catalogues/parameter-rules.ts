import type { ParameterKind } from '../generated/prisma/enums.js'
import { cellsOf, refuseTwice } from './cell-rules.js'
import { filesOf, type ListFiles } from './list-rules.js'
import type { Range } from './range-rules.js'
import { type Problem, type Row, readTable } from './table-rules.js'

/** A value that a test gives, as a list has it. */
export interface ParameterEntry {
  position: number
  code: string
  name: string
  kind: ParameterKind
  unit: string | null
  decimals: number
  choices: string[]
  abnormal: string[]
  critical: string[]
  possibleLow: number | null
  possibleHigh: number | null
  ranges: Range[]
}

type ParameterRow = Row<(typeof filesOf.TESTS)['parameters.csv'][number]>
type RangeRow = Row<(typeof filesOf.TESTS)['ranges.csv'][number]>

const kinds = ['NUMBER', 'CHOICE', 'TEXT'] as const

/**
 * What each test gives, by the code of the test. A range is for a measurement, in whichever tests it comes; a measurement
 * is the same kind of value in the same unit everywhere, or its trend would compare apples and pears.
 */
export function readParameters(
  files: ListFiles,
  tests: ReadonlySet<string>,
  problems: Problem[],
): Map<string, ParameterEntry[]> {
  const { 'parameters.csv': columns, 'ranges.csv': rangeColumns } = filesOf.TESTS
  const rows = readTable('parameters.csv', files['parameters.csv'] ?? '', columns, problems)
  const rangeRows = readTable('ranges.csv', files['ranges.csv'] ?? '', rangeColumns, problems)
  refuseTwice(rows, ({ cells }) => `${cells.test} ${cells.code}`, problems)
  const read = rows.map((row) => ({ row, parameter: readParameter(row, tests, problems) }))
  const byCode = new Map<string, ParameterEntry>()
  for (const { row, parameter } of read) {
    const first = byCode.get(parameter.code)
    if (!first) byCode.set(parameter.code, parameter)
    else if (measurementOf(first) !== measurementOf(parameter))
      cellsOf(row, problems).wrong(
        '{{code}} has another kind, unit, choices or limits in another test: give it a code of its own.',
        { code: parameter.code },
      )
  }
  for (const row of rangeRows) addRange(row, byCode.get(row.cells.parameter), problems)
  const byTest = new Map<string, ParameterEntry[]>()
  for (const { row, parameter } of read) {
    const ranges = byCode.get(parameter.code)?.ranges ?? []
    byTest.set(row.cells.test, [...(byTest.get(row.cells.test) ?? []), { ...parameter, ranges }])
  }
  return byTest
}

function readParameter(row: ParameterRow, tests: ReadonlySet<string>, problems: Problem[]): ParameterEntry {
  const cells = cellsOf(row, problems)
  const { test } = row.cells
  if (!tests.has(test)) cells.wrong('There is no test {{code}} in the list.', { code: test })
  const parameter = {
    position: cells.whole('position', 1, 999) ?? 0,
    code: cells.code('code'),
    name: cells.text('name', 120),
    kind: cells.oneOf('kind', kinds),
    unit: cells.optionalText('unit', 30),
    decimals: cells.whole('decimals', 0, 4) ?? 0,
    choices: cells.list('choices'),
    abnormal: cells.list('abnormal'),
    critical: cells.list('critical'),
    possibleLow: cells.number('possible_low'),
    possibleHigh: cells.number('possible_high'),
    ranges: [],
  }
  const { kind, choices, abnormal, critical, possibleLow, possibleHigh } = parameter
  if (parameter.position === 0) cells.wrong('{{column}} is empty.', { column: 'position' })
  if (kind === 'NUMBER' && !(possibleLow !== null && possibleHigh !== null && possibleLow < possibleHigh))
    cells.wrong('A number needs possible_low and possible_high, the lower one first.')
  if (kind !== 'NUMBER' && (possibleLow !== null || possibleHigh !== null))
    cells.wrong('Only a number has possible_low and possible_high.')
  if (kind === 'CHOICE' && choices.length < 2) cells.wrong('A choice needs two choices at least.')
  if (kind !== 'CHOICE' && choices.length > 0) cells.wrong('Only a choice has choices.')
  if ([...abnormal, ...critical].some((each) => !choices.includes(each)))
    cells.wrong('What is abnormal or critical is one of the choices.')
  return parameter
}

const measurementOf = ({ kind, unit, choices, possibleLow, possibleHigh }: ParameterEntry) =>
  JSON.stringify([kind, unit, choices, possibleLow, possibleHigh])

function addRange(row: RangeRow, parameter: ParameterEntry | undefined, problems: Problem[]): void {
  const cells = cellsOf(row, problems)
  const sex = cells.oneOf('sex', ['', 'FEMALE', 'MALE'])
  const range = {
    sex: sex === '' ? null : sex,
    fromDays: cells.age('from_age') ?? 0,
    untilDays: cells.age('until_age'),
    low: cells.number('low'),
    high: cells.number('high'),
    criticalLow: cells.number('critical_low'),
    criticalHigh: cells.number('critical_high'),
  }
  if (!parameter) cells.wrong('There is no parameter {{code}} in the list.', { code: row.cells.parameter })
  else if (parameter.kind !== 'NUMBER') cells.wrong('Only a number has ranges.')
  if (parameter?.kind !== 'NUMBER') return
  const { fromDays, untilDays, low, high, criticalLow, criticalHigh } = range
  if (untilDays !== null && untilDays <= fromDays) cells.wrong('until_age comes after from_age.')
  const limits = [parameter.possibleLow, criticalLow, low, high, criticalHigh, parameter.possibleHigh]
  const given = limits.filter((limit) => limit !== null)
  if (given.some((limit, index) => limit < (given[index - 1] ?? limit)))
    cells.wrong('The limits are not in order: possible, critical, low, high, critical, possible.')
  if (low === null && high === null && criticalLow === null && criticalHigh === null)
    cells.wrong('This range has no limit at all.')
  if (parameter.ranges.some((other) => other.sex === range.sex && overlaps(other, range)))
    cells.wrong('This range and another one are for the same sex and the same ages.')
  parameter.ranges.push(range)
}

const overlaps = (one: Range, other: Range) =>
  one.fromDays < (other.untilDays ?? Number.POSITIVE_INFINITY) &&
  other.fromDays < (one.untilDays ?? Number.POSITIVE_INFINITY)
