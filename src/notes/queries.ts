import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

export interface NoteRow {
  id: string
  text: string
  createdAt: Date
  doctor: string
  specialisation: string
  /** Written in a stay. */
  admissionId: string | null
}

/**
 * The notes of a patient whom the caller has reached through their scope, newest first; those before the note with
 * the id `before`. One more than `limit` says that there are more.
 */
export function notesOf(patientId: string, limit: number, before: string | null = null): Promise<NoteRow[]> {
  const older = Prisma.sql`AND (n.created_at, n.id) < (
    (SELECT created_at FROM clinical_note WHERE id = ${before}::uuid AND patient_id = n.patient_id), ${before}::uuid)`
  return db.$queryRaw<NoteRow[]>`
    SELECT n.id, n.text, n.created_at AS "createdAt", a.name AS doctor, s.name AS specialisation,
      n.admission_id AS "admissionId"
    FROM clinical_note n
    JOIN doctor d ON d.id = n.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE n.patient_id = ${patientId}::uuid ${before ? older : Prisma.empty}
    ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit}`
}
