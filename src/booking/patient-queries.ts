import type { Actor } from '../access/actor.js'
import { appointmentsOf, appointmentsOfInSql } from '../access/booking-scopes.js'
import { holdingStates } from '../appointments/transition-rules.js'
import { db } from '../db/client.js'
import { atWorkInSql } from '../doctors/queries.js'
import { Prisma } from '../generated/prisma/client.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

const doctorFields = {
  id: true,
  chamber: true,
  account: { select: { name: true } },
  specialisation: { select: { id: true, name: true, directions: true, preparation: true } },
} satisfies Prisma.DoctorSelect

/** What patients see of a visit; nothing that staff wrote for each other. */
const lineFields = {
  id: true,
  number: true,
  status: true,
  priority: true,
  visitKind: true,
  walkIn: true,
  room: true,
  day: true,
  startsAt: true,
  endsAt: true,
  strandedAt: true,
  patient: { select: { id: true, name: true } },
  doctor: { select: doctorFields },
} satisfies Prisma.AppointmentSelect

const fullFields = {
  ...lineFields,
  reason: true,
  statusReason: true,
  token: true,
  calledAt: true,
  createdAt: true,
  version: true,
} satisfies Prisma.AppointmentSelect

export type OwnVisitLine = Prisma.AppointmentGetPayload<{ select: typeof lineFields }>
export type OwnVisit = Prisma.AppointmentGetPayload<{ select: typeof fullFields }>

/** The same fields, for tagged queries over `ownTables`. */
const lineColumns = Prisma.sql`
  v.id, v.number, v.status, v.priority, v.visit_kind AS "visitKind", v.walk_in AS "walkIn", v.room, v.day,
  v.starts_at AS "startsAt", v.ends_at AS "endsAt", v.stranded_at AS "strandedAt",
  json_build_object('id', p.id, 'name', p.name) AS patient,
  json_build_object('id', d.id, 'chamber', d.chamber, 'account', json_build_object('name', a.name),
    'specialisation', json_build_object('id', s.id, 'name', s.name, 'directions', s.directions,
      'preparation', s.preparation)) AS doctor`

const ownTables = Prisma.sql`
  appointment v
  JOIN patient p ON p.id = v.patient_id
  JOIN doctor d ON d.id = v.doctor_id
  JOIN account a ON a.id = d.account_id
  JOIN specialisation s ON s.id = d.specialisation_id`

/** One visit of this person or of their family. Throws NotFound. */
export async function ownVisit(actor: Actor, id: string): Promise<OwnVisit> {
  const [visit] = await db.$queryRaw<OwnVisit[]>`
    SELECT ${lineColumns}, v.reason, v.status_reason AS "statusReason", v.token, v.called_at AS "calledAt",
      v.created_at AS "createdAt", v.version
    FROM ${ownTables} WHERE v.id = ${id}::uuid AND ${appointmentsOfInSql(actor)}`
  if (!visit) throw new NotFound()
  return visit
}

const MOST_UPCOMING = 50

/** What is still to come, the soonest first; `limit` for a page that shows only some. */
export function upcomingVisits(actor: Actor, today: Day, limit = MOST_UPCOMING): Promise<OwnVisitLine[]> {
  return db.$queryRaw<OwnVisitLine[]>`
    SELECT ${lineColumns} FROM ${ownTables} WHERE ${upcoming(today)} AND ${appointmentsOfInSql(actor)}
    ORDER BY v.starts_at, v.id LIMIT ${limit}`
}

export const HISTORY_ROWS = 20

/** What is over, the last first, a page at a time: after the visit `after`, or before the visit `before`. */
export async function pastVisits(
  actor: Actor,
  today: Day,
  { after, before }: { after: string | null; before: string | null },
) {
  const edge = after ?? before
  const from = edge
    ? await db.appointment.findFirst({
        where: { id: edge, AND: appointmentsOf(actor) },
        select: { id: true, startsAt: true },
      })
    : null
  const turned = before !== null && from !== null
  const place = from && Prisma.sql`(${from.startsAt}, ${from.id}::uuid)`
  const beyond =
    place &&
    (turned ? Prisma.sql`(v.starts_at, v.id) > ${place}` : Prisma.sql`(v.starts_at, v.id) < ${place}`)
  const order = turned ? Prisma.sql`v.starts_at, v.id` : Prisma.sql`v.starts_at DESC, v.id DESC`
  const found = await db.$queryRaw<OwnVisitLine[]>`
    SELECT ${lineColumns} FROM ${ownTables}
    WHERE NOT (${upcoming(today)}) AND ${beyond ?? Prisma.sql`TRUE`} AND ${appointmentsOfInSql(actor)}
    ORDER BY ${order} LIMIT ${HISTORY_ROWS + 1}`
  const more = found.length > HISTORY_ROWS
  const visits = turned ? found.slice(0, HISTORY_ROWS).reverse() : found.slice(0, HISTORY_ROWS)
  return {
    visits,
    newer: (turned ? more : from !== null) ? (visits[0]?.id ?? null) : null,
    older: (turned ? from !== null : more) ? (visits.at(-1)?.id ?? null) : null,
  }
}

/** Of today or later, and in a state that holds time. */
const upcoming = (today: Day) => Prisma.sql`
  v.status = ANY (${[...holdingStates]}::"AppointmentStatus"[]) AND v.day >= ${dayToColumn(today)}::date`

/** A doctor who can be booked, with what is chosen about them. Null where there is none, or none any more. */
export async function bookableDoctor(id: string) {
  const [doctor] = await db.$queryRaw<
    { id: string; name: string; specialisation: string; chamber: string | null }[]
  >`
    SELECT d.id, a.name, s.name AS specialisation, d.chamber
    FROM doctor d JOIN account a ON a.id = d.account_id JOIN specialisation s ON s.id = d.specialisation_id
    WHERE d.id = ${id}::uuid AND ${atWorkInSql}`
  return doctor ?? null
}

/** What a doctor sees people for, whether they still do or not. Null for nobody's id. */
export async function specialisationOf(doctorId: string) {
  const doctor = await db.doctor.findUnique({
    where: { id: doctorId },
    select: { specialisation: { select: { id: true, name: true } } },
  })
  return doctor?.specialisation ?? null
}

/** The doctors of a specialisation, to whom a visit can be moved. */
export function colleaguesOf(specialisationId: string) {
  return db.$queryRaw<{ id: string; name: string }[]>`
    SELECT d.id, a.name FROM doctor d JOIN account a ON a.id = d.account_id
    WHERE d.specialisation_id = ${specialisationId}::uuid AND ${atWorkInSql} ORDER BY a.name, d.id LIMIT 20`
}
