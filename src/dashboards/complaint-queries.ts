import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { asPatient, type PatientRow, type RawRow, rowColumns, rowJoins } from '../patients/list-queries.js'
import { type Complaint, latestComplaint } from './complaint-rules.js'

/** What patient `p` told last in a daily report `r` and for a visit `v`. */
export const told = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT r.created_at, r.symptoms, r.description FROM daily_report r
    WHERE r.patient_id = p.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) r ON TRUE
  LEFT JOIN LATERAL (
    SELECT v.created_at, v.reason FROM appointment v
    WHERE v.patient_id = p.id AND v.status NOT IN ('REJECTED', 'CANCELLED')
    ORDER BY v.starts_at DESC, v.id DESC LIMIT 1) v ON TRUE`

/** What `told` and a triage `t` say, for `complaintFrom`. */
export const complaintColumns = Prisma.sql`t.created_at AS "triagedAt", t.symptoms, r.created_at AS "reportedAt",
  r.symptoms AS "reportedSymptoms", r.description AS "reportedWords", v.created_at AS "askedAt", v.reason AS "askedFor"`

/** What these patients complained of last: in a triage, in a daily report, or when they asked for a visit. */
export async function complaintsOf(ids: string[]): Promise<Map<string, Complaint | null>> {
  if (ids.length === 0) return new Map()
  const found = await db.$queryRaw<(RawComplaint & { id: string })[]>`
    SELECT p.id, ${complaintColumns}
    FROM patient p
    LEFT JOIN LATERAL (
      SELECT t.created_at, t.symptoms FROM triage_assessment t
      WHERE t.patient_id = p.id ORDER BY t.created_at DESC, t.id DESC LIMIT 1) t ON TRUE
    ${told}
    WHERE p.id = ANY(${ids}::uuid[])`
  return new Map(found.map((row) => [row.id, complaintFrom(row)]))
}

export interface RawComplaint {
  triagedAt: Date | null
  symptoms: string[] | null
  reportedAt: Date | null
  reportedSymptoms: string[] | null
  reportedWords: string | null
  askedAt: Date | null
  askedFor: string | null
}

export const complaintFrom = (row: RawComplaint): Complaint | null =>
  latestComplaint([
    row.triagedAt && { at: row.triagedAt, symptoms: row.symptoms ?? [], words: null },
    row.reportedAt && { at: row.reportedAt, symptoms: row.reportedSymptoms ?? [], words: row.reportedWords },
    row.askedAt && { at: row.askedAt, symptoms: [], words: row.askedFor },
  ])

const MOST = 50
const MOST_OWN = 5000
const SHORTEST = 3

/**
 * The doctor's own patients who told last of one of these symptoms, or in words that hold what was typed. It begins
 * with the few who are theirs, and not with all of the hospital.
 */
export async function ownPatientsWith(
  actor: Actor,
  typed: string,
  codes: string[],
  now: Date,
): Promise<PatientRow[]> {
  const words = typed.trim().toLowerCase()
  if (words.length < SHORTEST) return []
  const { doctorId } = actor
  const found = await db.$queryRaw<RawRow[]>`
    SELECT ${rowColumns}
    FROM (
      SELECT patient_id FROM (
        SELECT c.patient_id FROM care_assignment c WHERE c.doctor_id = ${doctorId}::uuid
        UNION SELECT a.patient_id FROM appointment a WHERE a.doctor_id = ${doctorId}::uuid
        UNION SELECT o.patient_id FROM clinical_order o WHERE o.doctor_id = ${doctorId}::uuid
        UNION SELECT l.patient_id FROM colleague_letter l WHERE l.to_id = ${doctorId}::uuid) every LIMIT ${MOST_OWN}
    ) own
    JOIN patient p ON p.id = own.patient_id
    ${rowJoins}
    ${told}
    WHERE p.deactivated_at IS NULL AND ${patientsOfInSql(actor, now)} AND (
      t.symptoms && ${codes}::text[] OR r.symptoms && ${codes}::text[]
      OR strpos(lower(r.description), ${words}) > 0 OR strpos(lower(v.reason), ${words}) > 0)
    ORDER BY p.name, p.id LIMIT ${MOST}`
  return found.map(asPatient)
}
