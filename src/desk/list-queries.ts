import type { Actor } from '../access/actor.js'
import { appointmentsOfInSql } from '../access/booking-scopes.js'
import { holdingStates } from '../appointments/transition-rules.js'
import {
  asListed,
  asVisit,
  type ListedRow,
  listedColumns,
  type RawListed,
  type RawVisit,
  type VisitRow,
  visitColumns,
  visitTables,
} from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { patientsWhoFit } from '../patients/search-queries.js'
import { addDays, type Day, dayIn, startOfDay } from '../shared/calendar.js'
import type { ListFilter } from './list-forms.js'
import { type SavedView, savedViewsInSql } from './saved-views.js'

export const PAGE_ROWS = 50

/** More patients than these are not looked through for a name of a few letters. */
const MOST_PATIENTS = 500

/** A list that is asked for, ready to be read page by page. */
export interface VisitList {
  where: Prisma.Sql
  /** The last first. */
  descending: boolean
  /** What of a name was typed is too little, or fits too many: the list is empty until more is. */
  trouble: 'tooShort' | 'tooMany' | null
}

export async function visitList(actor: Actor, filter: ListFilter, now: Date): Promise<VisitList> {
  const { show, state, doctorId, specialisationId, priority, from, to } = filter
  const q = filter.q.trim()
  const named = q === '' ? [] : await patientsWhoFit(actor, q, now, MOST_PATIENTS)
  const trouble = named === null ? 'tooShort' : named.length > MOST_PATIENTS ? 'tooMany' : null
  const span = from || to ? { from, to } : spanOf(show, dayIn(now, config.zone))
  const conditions = [
    appointmentsOfInSql(actor),
    ...(trouble ? [Prisma.sql`FALSE`] : []),
    ...(q !== '' && named && !trouble ? [Prisma.sql`v.patient_id = ANY (${named}::uuid[])`] : []),
    ...(span.from ? [Prisma.sql`v.starts_at >= ${startOfDay(span.from, config.zone)}`] : []),
    ...(span.to ? [Prisma.sql`v.starts_at < ${startOfDay(addDays(span.to, 1), config.zone)}`] : []),
    ...(show === 'requests' ? [Prisma.sql`v.status = 'REQUESTED'`] : []),
    // What is over is not to come any more, unless somebody asks for it.
    ...(show === 'coming' && state.length === 0 && !from && !to
      ? [Prisma.sql`v.status = ANY (${[...holdingStates]}::"AppointmentStatus"[])`]
      : []),
    ...(state.length > 0 ? [Prisma.sql`v.status = ANY (${state}::"AppointmentStatus"[])`] : []),
    ...(doctorId ? [Prisma.sql`v.doctor_id = ${doctorId}::uuid`] : []),
    ...(specialisationId
      ? [
          Prisma.sql`v.doctor_id IN (SELECT f.id FROM doctor f WHERE f.specialisation_id = ${specialisationId}::uuid)`,
        ]
      : []),
    ...(priority ? [Prisma.sql`v.priority = ${priority}::"Priority"`] : []),
    // What a doctor has put away is off the working list, and only there.
    ...(actor.role === 'DOCTOR' && show !== 'all' ? [Prisma.sql`v.archived_at IS NULL`] : []),
  ]
  return {
    where: Prisma.join(conditions, ' AND '),
    descending: !from && !to && (show === 'past' || show === 'all'),
    trouble,
  }
}

/** A page of the list, after or before the visit with that id; one row more says that there are more. */
export const listedVisitsOf = (list: VisitList, place: Place) =>
  pageOf<RawListed, ListedRow>(list, place, { columns: listedColumns, rows: PAGE_ROWS, asRow: asListed })

/** As many visits of the list after that one, with all that there is to them. */
export const visitsAfter = (list: VisitList, after: string | null, rows: number) =>
  pageOf<RawVisit, VisitRow>(list, { after, before: null }, { columns: visitColumns, rows, asRow: asVisit })

interface Place {
  after: string | null
  before: string | null
}

async function pageOf<Raw, Row>(
  { where, descending }: VisitList,
  { after, before }: Place,
  { columns, rows, asRow }: { columns: Prisma.Sql; rows: number; asRow: (raw: Raw) => Row },
): Promise<{ rows: Row[]; newer: boolean; older: boolean }> {
  const edge = after ?? before
  const backwards = after === null && before !== null
  const rising = descending === backwards
  const place = Prisma.sql`((SELECT e.starts_at FROM appointment e WHERE e.id = ${edge}::uuid), ${edge}::uuid)`
  const beyond = rising
    ? Prisma.sql`(v.starts_at, v.id) > ${place}`
    : Prisma.sql`(v.starts_at, v.id) < ${place}`
  const order = rising ? Prisma.sql`v.starts_at, v.id` : Prisma.sql`v.starts_at DESC, v.id DESC`
  const found = await db.$queryRaw<Raw[]>`
    SELECT ${columns} FROM ${visitTables}
    WHERE ${where} AND ${edge ? beyond : Prisma.sql`TRUE`}
    ORDER BY ${order} ${rows === PAGE_ROWS ? pageAndOne : Prisma.sql`LIMIT ${rows + 1}`}`
  const more = found.length > rows
  const shown = found.slice(0, rows).map(asRow)
  if (backwards) return { rows: shown.reverse(), newer: more, older: true }
  return { rows: shown, newer: after !== null, older: more }
}

/** PAGE_ROWS and one: for a number that it does not know beforehand the database makes a plan at every use. */
const pageAndOne = Prisma.sql`LIMIT 51`

export interface DoctorChoice {
  id: string
  name: string
  specialisation: string
  specialisationId: string
  /** Active, and able to log in: who can be booked. */
  atWork: boolean
}

/** Every doctor by specialisation and name, those who left too: their visits are still there. */
export const doctorChoices = (): Promise<DoctorChoice[]> =>
  db.$queryRaw(Prisma.sql`SELECT ${choiceColumns} FROM ${choices}`)

/** What the list can be narrowed by, in one statement: the doctors, but for a doctor, and the kept views. */
export async function narrowings(actor: Actor): Promise<{ doctors: DoctorChoice[]; views: SavedView[] }> {
  const doctors =
    actor.role === 'DOCTOR'
      ? Prisma.sql`SELECT NULL::json WHERE FALSE`
      : Prisma.sql`
    SELECT row_to_json(choice) FROM (SELECT ${choiceColumns} FROM ${choices}) choice`
  const [found] = await db.$queryRaw<{ doctors: DoctorChoice[]; views: SavedView[] }[]>`
    SELECT to_json(ARRAY(${doctors})) AS doctors, to_json(ARRAY(${savedViewsInSql(actor)})) AS views`
  return found ?? { doctors: [], views: [] }
}

const choiceColumns = Prisma.sql`d.id, a.name, s.name AS specialisation, s.id AS "specialisationId",
  a.status = 'ACTIVE' AND a.password_hash IS NOT NULL AS "atWork"`

const choices = Prisma.sql`
  doctor d
  JOIN account a ON a.id = d.account_id
  JOIN specialisation s ON s.id = d.specialisation_id
  ORDER BY s.name, a.name, d.id
  LIMIT 1000`

function spanOf(show: ListFilter['show'], today: Day): { from: Day | null; to: Day | null } {
  switch (show) {
    case 'coming':
    case 'requests':
      return { from: today, to: null }
    case 'today':
      return { from: today, to: today }
    case 'past':
      return { from: null, to: addDays(today, -1) }
    case 'all':
      return { from: null, to: null }
  }
}
