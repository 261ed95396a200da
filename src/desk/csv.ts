import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { priorityLabels, statusLabels, visitKindLabels, visitNumber } from '../appointments/rules.js'
import type { VisitRow } from '../appointments/visit-queries.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn, timeIn } from '../shared/calendar.js'
import { sendStream } from '../web/stream.js'
import type { T } from '../web/words.js'
import { filterQuery, type ListFilter } from './list-forms.js'
import { type VisitList, visitList, visitsAfter } from './list-queries.js'

const BATCH = 500

/** The whole filtered list as a file for a spreadsheet, batch by batch: a long one is never in memory at once. */
export async function sendVisitsCsv(
  res: Response,
  actor: Actor,
  filter: ListFilter,
  now: Date,
): Promise<void> {
  authorize(actor, 'appointment.export')
  const list = await visitList(actor, filter, now)
  // The search itself is not kept: it is a name.
  const { q, ...kept } = filter
  await audit(db, actor, 'appointment.export', {
    type: 'appointment-list',
    details: { filter: String(filterQuery({ ...kept, q: '' })), byName: q !== '' },
  })
  res.type('text/csv; charset=utf-8')
  res.attachment(`visits-${dayIn(now, config.zone)}.csv`)
  await sendStream(res, Readable.from(linesOf(list, res.locals.t)))
}

async function* linesOf(list: VisitList, t: T): AsyncGenerator<string> {
  yield stringify([heads.map((head) => t(head))], { bom: true })
  for (let after: string | null = null, more = true; more; ) {
    const page = await visitsAfter(list, after, BATCH)
    // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
    yield stringify(
      page.rows.map((visit) => cellsOf(visit, t)),
      { escape_formulas: true },
    )
    after = page.rows.at(-1)?.id ?? null
    more = page.older
  }
}

const heads = [
  'Patient',
  'Patient number',
  'Phone',
  'Visit',
  'Day',
  'From',
  'To',
  'Doctor',
  'Specialisation',
  'Room',
  'Kind',
  'Priority',
  'State',
  'What it is about',
  'Reason given',
]

function cellsOf({ patient, doctor, ...visit }: VisitRow, t: T): string[] {
  return [
    patient.name,
    patientNumber(patient.number),
    patient.phone ?? '',
    visitNumber(visit.number),
    visit.day,
    timeIn(visit.startsAt, config.zone),
    timeIn(visit.endsAt, config.zone),
    doctor.name,
    doctor.specialisation,
    visit.room ?? '',
    t(visitKindLabels[visit.visitKind]),
    t(priorityLabels[visit.priority]),
    t(statusLabels[visit.status]),
    visit.reason,
    visit.statusReason ?? '',
  ]
}
