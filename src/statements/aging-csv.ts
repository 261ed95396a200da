import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { patientNumber } from '../patients/rules.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { plainAmount } from '../shared/money.js'
import { sendStream } from '../web/stream.js'
import type { T } from '../web/words.js'
import { type Debtor, debtors } from './aging-queries.js'
import { ageLabels, ages } from './aging-rules.js'

const BATCH = 500

/** The whole list as a file for a spreadsheet, batch by batch: a long one is never in memory at once. */
export async function sendAgingCsv(res: Response, actor: Actor, today: Day): Promise<void> {
  authorize(actor, 'aging.view')
  await audit(db, actor, 'aging.view', { type: 'aging-list' })
  res.type('text/csv; charset=utf-8')
  res.attachment(`owed-${today}.csv`)
  await sendStream(res, Readable.from(linesOf(today, res.locals.t)))
}

async function* linesOf(today: Day, t: T): AsyncGenerator<string> {
  const heads = [
    ...['As of', 'Patient', 'Patient number', 'Phone', 'Invoices', 'Oldest was due'],
    ...[...ages.map((age) => ageLabels[age]), 'Owed', 'Credit not used'],
  ]
  yield stringify([heads.map((head) => t(head))], { bom: true })
  for (let after: string | null = null, goOn = true; goOn; ) {
    const { rows, more }: { rows: Debtor[]; more: boolean } = await debtors(today, after, BATCH)
    // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
    yield stringify(
      rows.map((row) => cellsOf(row, today)),
      { escape_formulas: true },
    )
    after = rows.at(-1)?.patient.id ?? null
    goOn = more
  }
}

function cellsOf(row: Debtor, today: Day): string[] {
  const { patient, invoices, oldest, owedMinor, creditMinor } = row
  const amounts = [...ages.map((age) => row[age]), owedMinor, creditMinor]
  return [
    ...[today, patient.name, patientNumber(patient.number), patient.phone ?? ''],
    ...[String(invoices), dayFromColumn(oldest)],
    ...amounts.map((minor) => plainAmount(minor, config.currency)),
  ]
}
