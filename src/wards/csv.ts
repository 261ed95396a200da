import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import { config } from '../config.js'
import { dayIn, timeIn } from '../shared/calendar.js'
import type { T } from '../web/words.js'
import { sexPolicyLabels } from './kind-rules.js'
import { equipmentInWords, wardKind } from './pages.js'
import { type BedNow, type WardNow, wardsNow } from './queries.js'
import { bedStateLabels } from './rules.js'

/** Every bed as it was at an instant, for a spreadsheet. Nobody's name is in it. */
export async function sendBedsCsv(res: Response, at: Date): Promise<void> {
  const { t } = res.locals
  const wards = await wardsNow(at)
  const rows = wards.flatMap((ward) => ward.beds.map((bed) => cellsOf(ward, bed, at, t)))
  res.type('text/csv; charset=utf-8')
  res.attachment(`beds-${dayIn(at, config.zone)}-${timeIn(at, config.zone).replace(':', '')}.csv`)
  // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
  res.send(
    stringify([heads.map((head) => t(head))], { bom: true }) + stringify(rows, { escape_formulas: true }),
  )
}

const heads = [
  ...['As of', 'Ward', 'Short code', 'Kind', 'Floor', 'Bed', 'Room', 'Who may lie here'],
  ...['State', 'Since', 'Held until', 'Why it is blocked', 'Equipment'],
]

function cellsOf(ward: WardNow, bed: BedNow, at: Date, t: T): string[] {
  return [
    ...[local(at), ward.name, ward.code, wardKind(ward, t), ward.floor],
    ...[bed.number, bed.room?.number ?? '', t(sexPolicyLabels[bed.room?.sexPolicy ?? ward.sexPolicy])],
    ...[t(bedStateLabels[bed.state]), local(bed.since), local(bed.until), bed.reason ?? ''],
    equipmentInWords(bed.equipment, t),
  ]
}

const local = (at: Date | null) => (at ? `${dayIn(at, config.zone)} ${timeIn(at, config.zone)}` : '')
