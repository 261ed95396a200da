import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { NoteKind } from '../generated/prisma/enums.js'
import { type Day, dayToColumn } from '../shared/calendar.js'

export interface NoteRow {
  id: string
  kind: NoteKind
  text: string
  createdAt: Date
  doctor: string
  specialisation: string
  /** Written in a stay. */
  admissionId: string | null
  /** Written at a visit. */
  appointmentId: string | null
  /** What was added or put right afterwards, in the order in which it was. */
  amendments: { id: string; text: string; at: Date; doctor: string }[]
}

/**
 * The notes of a patient whom the caller has reached through their scope, newest first, each with its amendments;
 * those before the note with the id `before`. One more than `limit` says that there are more.
 */
export async function notesOf(
  patientId: string,
  limit: number,
  before: string | null = null,
): Promise<NoteRow[]> {
  const older = Prisma.sql`AND (n.created_at, n.id) < (
    (SELECT created_at FROM clinical_note WHERE id = ${before}::uuid AND patient_id = n.patient_id), ${before}::uuid)`
  return notes(Prisma.sql`n.patient_id = ${patientId}::uuid ${before ? older : Prisma.empty}`, limit)
}

/** One note of that patient with its amendments; of an amendment, the note that it amends. */
export async function findNote(patientId: string, id: string): Promise<NoteRow | null> {
  const [note] = await notes(
    Prisma.sql`n.patient_id = ${patientId}::uuid AND n.id = (
      SELECT coalesce(one.amends_id, one.id) FROM clinical_note one
      WHERE one.id = ${id}::uuid AND one.patient_id = ${patientId}::uuid)`,
    1,
  )
  return note ?? null
}

async function notes(which: Prisma.Sql, limit: number): Promise<NoteRow[]> {
  const found = await db.$queryRaw<RawNote[]>`
    SELECT n.id, n.kind, n.text, n.created_at AS "createdAt", a.name AS doctor, s.name AS specialisation,
      n.admission_id AS "admissionId", n.appointment_id AS "appointmentId", (
        SELECT jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'at', m.created_at, 'doctor', ma.name)
          ORDER BY m.created_at, m.id)
        FROM clinical_note m
        JOIN doctor md ON md.id = m.doctor_id
        JOIN account ma ON ma.id = md.account_id
        WHERE m.amends_id = n.id) AS amendments
    FROM clinical_note n
    JOIN doctor d ON d.id = n.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE ${which} AND n.amends_id IS NULL
    ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit}`
  return found.map(({ amendments, ...note }) => ({
    ...note,
    amendments: (amendments ?? []).map((one) => ({ ...one, at: new Date(one.at) })),
  }))
}

interface RawNote extends Omit<NoteRow, 'amendments'> {
  amendments: { id: string; text: string; at: string; doctor: string }[] | null
}

export interface DraftRow {
  kind: NoteKind
  text: string
  updatedAt: Date
  version: number
}

/** What this doctor has written about this patient and not signed. */
export async function draftOf(actor: Actor, patientId: string): Promise<DraftRow | null> {
  const { doctorId } = actor
  if (!doctorId) return null
  return db.noteDraft.findUnique({
    where: { doctorId_patientId: { doctorId, patientId } },
    select: { kind: true, text: true, updatedAt: true, version: true },
  })
}

/** Whether this doctor sees the patient today: a note of today belongs to that visit. */
export async function seesToday(actor: Actor, patientId: string, today: Day): Promise<boolean> {
  const { doctorId } = actor
  if (!doctorId) return false
  const visit = await db.appointment.findFirst({
    where: { doctorId, patientId, day: dayToColumn(today), status: { in: [...seen] } },
    select: { id: true },
  })
  return visit !== null
}

/** Visits to which a note of the day belongs. */
export const seen = ['CHECKED_IN', 'IN_CONSULTATION', 'COMPLETED'] as const
