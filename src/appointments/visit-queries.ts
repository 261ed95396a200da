import type { Actor } from '../access/actor.js'
import { appointmentsOfInSql } from '../access/booking-scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type {
  AppointmentEventKind,
  AppointmentStatus,
  Priority,
  Role,
  Sex,
  VisitKind,
} from '../generated/prisma/enums.js'
import type { NamedPatient } from '../patients/identity-queries.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

/** A visit as a list of staff shows it, with whom it brings together. */
export interface ListedRow {
  id: string
  number: number
  status: AppointmentStatus
  priority: Priority
  startsAt: Date
  reason: string
  strandedAt: Date | null
  patient: NamedPatient
  doctor: { id: string; name: string; specialisation: string }
}

/** The same as its own page shows it, and the day. */
export interface VisitRow extends ListedRow {
  visitKind: VisitKind
  walkIn: boolean
  room: string | null
  day: Day
  endsAt: Date
  statusReason: string | null
  createdAt: Date
  token: string | null
  checkedInAt: Date | null
  calledAt: Date | null
  completedAt: Date | null
  archivedAt: Date | null
  version: number
  patient: ListedRow['patient'] & { phone: string | null }
}

/** One visit, by the scope of who is asking. Throws NotFound: somebody else's is not found either. */
export async function findVisit(actor: Actor, id: string): Promise<VisitRow> {
  const [row] = await db.$queryRaw<RawVisit[]>`
    SELECT ${visitColumns} FROM ${visitTables} WHERE v.id = ${id}::uuid AND ${appointmentsOfInSql(actor)}`
  if (!row) throw new NotFound()
  return asVisit(row)
}

/** The visits of a patient who was reached through the scope: those to come, the soonest first, then the last ones. */
export async function visitsOfPatient(patientId: string, now: Date, most: number): Promise<VisitRow[]> {
  const theirs = Prisma.sql`SELECT ${visitColumns} FROM ${visitTables} WHERE v.patient_id = ${patientId}::uuid`
  const found = await db.$queryRaw<RawVisit[]>`
    (${theirs} AND v.starts_at >= ${now} ORDER BY v.starts_at, v.id LIMIT ${most})
    UNION ALL
    (${theirs} AND v.starts_at < ${now} ORDER BY v.starts_at DESC, v.id DESC LIMIT ${most})
    LIMIT ${most}`
  return found.map(asVisit)
}

/** What happened to a visit that was reached through the scope, the last first. */
export function historyOf(visitId: string): Promise<VisitEvent[]> {
  return db.$queryRaw<VisitEvent[]>`
    SELECT e.at, e.kind, e.reason, e.details, a.name AS by, a.role AS "byRole",
      was.name AS "fromDoctor", is_.name AS "toDoctor"
    FROM appointment_event e
    LEFT JOIN account a ON a.id = e.actor_id
    LEFT JOIN doctor before ON before.id = (e.details ->> 'fromDoctorId')::uuid
    LEFT JOIN account was ON was.id = before.account_id
    LEFT JOIN doctor after ON after.id = (e.details ->> 'toDoctorId')::uuid
    LEFT JOIN account is_ ON is_.id = after.account_id
    WHERE e.appointment_id = ${visitId}::uuid
    ORDER BY e.at DESC, e.id DESC
    LIMIT 200`
}

export interface VisitEvent {
  at: Date
  kind: AppointmentEventKind
  reason: string | null
  details: Record<string, string> | null
  by: string | null
  byRole: Role | null
  fromDoctor: string | null
  toDoctor: string | null
}

/** What a list shows, for tagged queries over `visitTables`: of fifty rows each further column costs. */
export const listedColumns = Prisma.sql`
  v.id, v.number, v.status, v.priority, v.starts_at AS "startsAt", v.reason, v.stranded_at AS "strandedAt",
  p.id AS "patientId", p.name AS "patientName", p.local_name AS "localName", p.number AS "patientNumber", p.sex,
  p.date_of_birth AS "dateOfBirth", d.id AS "doctorId", da.name AS "doctorName", s.name AS specialisation`

/** The same with all the rest. */
export const visitColumns = Prisma.sql`
  ${listedColumns}, v.visit_kind AS "visitKind", v.walk_in AS "walkIn", v.room, v.day, v.ends_at AS "endsAt",
  v.status_reason AS "statusReason", v.created_at AS "createdAt", v.token, v.checked_in_at AS "checkedInAt",
  v.called_at AS "calledAt", v.completed_at AS "completedAt", v.archived_at AS "archivedAt", v.version, p.phone`

export const visitTables = Prisma.sql`
  appointment v
  JOIN patient p ON p.id = v.patient_id
  JOIN doctor d ON d.id = v.doctor_id
  JOIN account da ON da.id = d.account_id
  JOIN specialisation s ON s.id = d.specialisation_id`

export interface RawListed extends Omit<ListedRow, 'patient' | 'doctor'> {
  patientId: string
  patientName: string
  localName: string | null
  patientNumber: number
  sex: Sex | null
  dateOfBirth: Date | null
  doctorId: string
  doctorName: string
  specialisation: string
}

export interface RawVisit extends RawListed, Omit<VisitRow, 'day' | 'patient' | 'doctor'> {
  day: Date
  phone: string | null
}

// Each name is written out: taking objects apart by what is left of them costs more than the database does.
export const asListed = (row: RawListed): ListedRow => ({
  id: row.id,
  number: row.number,
  status: row.status,
  priority: row.priority,
  startsAt: row.startsAt,
  reason: row.reason,
  strandedAt: row.strandedAt,
  patient: {
    id: row.patientId,
    name: row.patientName,
    localName: row.localName,
    number: row.patientNumber,
    sex: row.sex,
    dateOfBirth: row.dateOfBirth && dayFromColumn(row.dateOfBirth),
  },
  doctor: { id: row.doctorId, name: row.doctorName, specialisation: row.specialisation },
})

export const asVisit = (row: RawVisit): VisitRow => {
  const listed = asListed(row)
  return {
    ...listed,
    patient: { ...listed.patient, phone: row.phone },
    visitKind: row.visitKind,
    walkIn: row.walkIn,
    room: row.room,
    day: dayFromColumn(row.day),
    endsAt: row.endsAt,
    statusReason: row.statusReason,
    createdAt: row.createdAt,
    token: row.token,
    checkedInAt: row.checkedInAt,
    calledAt: row.calledAt,
    completedAt: row.completedAt,
    archivedAt: row.archivedAt,
    version: row.version,
  }
}
