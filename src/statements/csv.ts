import { stringify } from 'csv-stringify/sync'
import { config } from '../config.js'
import { type Day, dayIn, timeIn } from '../shared/calendar.js'
import { plainAmount } from '../shared/money.js'
import type { T } from '../web/words.js'
import { type Entry, entryLabels, sidesOf } from './rules.js'

/** A statement for a spreadsheet; every amount is zero or more, and its column says what it is. */
export function statementCsv(
  {
    from,
    until,
    openingMinor,
    entries,
  }: { from: Day; until: Day; openingMinor: bigint; entries: readonly Entry[] },
  t: T,
): string {
  const last = entries.at(-1)?.balanceMinor ?? openingMinor
  const rows = [
    [from, '', t('Brought forward'), '', '', '', ...balance(openingMinor)],
    ...entries.map(({ kind, number, at, minor, balanceMinor }) => [
      ...[dayIn(at, config.zone), timeIn(at, config.zone), t(entryLabels[kind]), number],
      ...[minor > 0n ? plain(minor) : '', minor < 0n ? plain(-minor) : '', ...balance(balanceMinor)],
    ]),
    [until, '', t('At the end'), '', '', '', ...balance(last)],
  ]
  // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
  return stringify([heads.map((head) => t(head))], { bom: true }) + stringify(rows, { escape_formulas: true })
}

const heads = [
  ...['Day', 'Time', 'What', 'Number', 'Asked for', 'Paid or credited'],
  ...['Owed after it', 'Credit after it'],
]

const plain = (minor: bigint) => plainAmount(minor, config.currency)

function balance(minor: bigint): [string, string] {
  const { owedMinor, creditMinor } = sidesOf(minor)
  return [plain(owedMinor), plain(creditMinor)]
}
