import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { bandLabels } from '../observations/response-rules.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn, timeIn } from '../shared/calendar.js'
import type { BedNow } from '../wards/queries.js'
import { bedStateLabels, wardLevelLabels } from '../wards/rules.js'
import { type WardThen, wardsAt } from '../wards/state-queries.js'
import { sendStream } from '../web/stream.js'
import type { T } from '../web/words.js'
import { roundDue } from './due-rules.js'
import { type BoardFilter, boardQuery } from './forms.js'
import type { Occupant } from './occupant-rules.js'
import { fittingWards, peopleIn } from './queries.js'

const BATCH = 500

/** The beds that fit the filters, as they are now, as a file for a spreadsheet; who is in them is asked for in batches. */
export async function sendBoardCsv(
  res: Response,
  actor: Actor,
  filter: BoardFilter,
  now: Date,
): Promise<void> {
  authorize(actor, 'board.view')
  const wards = fittingWards(await wardsAt(now, { shown: filter }), filter)
  await audit(db, actor, 'board.view', { type: 'board', details: { filter: String(boardQuery(filter)) } })
  res.type('text/csv; charset=utf-8')
  res.attachment(`beds-${dayIn(now, config.zone)}-${timeIn(now, config.zone).replace(':', '')}.csv`)
  await sendStream(res, Readable.from(linesOf(wards, actor, now, res)))
}

async function* linesOf(wards: WardThen[], actor: Actor, now: Date, { locals }: Response) {
  const { t, can } = locals
  yield stringify([heads.map((head) => t(head))], { bom: true })
  const rows = wards.flatMap((ward) => ward.beds.map((bed) => ({ ward, bed })))
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH)
    const people = await peopleIn(
      actor,
      batch.map(({ bed }) => bed),
      now,
    )
    const cells = batch.map(({ ward, bed }) => [
      ...bedCells(ward, bed, t),
      ...personCells(people.get(bed.admissionId ?? bed.requestId ?? '') ?? null, {
        ...{ t, now },
        seesScores: can('observation.view'),
      }),
    ])
    // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
    yield stringify(cells, { escape_formulas: true })
  }
}

const heads = [
  ...[
    'Ward',
    'Short code',
    'Level of care',
    'Floor',
    'Room',
    'Bed',
    'State',
    'Since',
    'Held until',
    'Reason',
  ],
  ...['Patient', 'Patient number', 'Doctor', 'Isolation', 'NEWS2', 'Band', 'Last round', 'Next round by'],
  ...['Expected discharge', 'Discharge ordered'],
]

const bedCells = (ward: WardThen, bed: BedNow, t: T): string[] => [
  ...[ward.name, ward.code, t(wardLevelLabels[ward.level]), ward.floor],
  ...[bed.room?.number ?? '', bed.number, t(bedStateLabels[bed.state])],
  ...[written(bed.since), written(bed.until), bed.reason === null ? '' : t(bed.reason)],
]

function personCells(
  occupant: Occupant | null,
  { t, now, seesScores }: { t: T; now: Date; seesScores: boolean },
): string[] {
  if (!occupant) return new Array<string>(10).fill('')
  const { patient, reached, doctor, isolation, round, expectedOn, orderedAt } = occupant
  const due = reached && round ? roundDue(round, now) : null
  const scored = reached ? round : null
  return [
    ...(reached ? [patient.name, patientNumber(patient.number)] : [t('Patient of another doctor'), '']),
    ...[doctor ?? '', isolation ? t('Yes') : t('No')],
    seesScores && scored?.total != null ? String(scored.total) : '',
    scored?.band ? t(bandLabels[scored.band]) : '',
    ...[written(scored?.takenAt ?? null), due && 'by' in due ? written(due.by) : ''],
    ...[expectedOn ?? '', written(orderedAt)],
  ]
}

/** '2026-11-21 10:32', in the hospital's zone: spreadsheets read it as a time. */
const written = (at: Date | null) => (at ? `${dayIn(at, config.zone)} ${timeIn(at, config.zone)}` : '')
