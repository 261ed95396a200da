import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Severity, TriageStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  located,
  type PatientIdentity,
  type RawIdentity,
  type RawWhereabouts,
  whereaboutsColumns,
  whereaboutsJoins,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { ListedDecision, ListedTriage } from '../patients/listed-triage-rules.js'
import { newestDecision, newestTriage } from '../patients/triage-queries.js'
import type { Whereabouts } from '../patients/whereabouts-rules.js'
import { complaintColumns, complaintFrom, type RawComplaint, told } from './complaint-queries.js'
import type { Complaint } from './complaint-rules.js'

interface Person extends PatientIdentity {
  deactivatedAt: Date | null
}

/** A patient in a doctor's charge now, with what the day's round asks about. */
export interface PatientInCharge extends Person {
  /** In charge since. */
  since: Date
  where: Whereabouts
  admittedAt: Date | null
  /** When the last stay ended. */
  dischargedAt: Date | null
  triage: (ListedTriage & { createdAt: Date; symptoms: string[] }) | null
  /** What they told last. */
  complaint: Complaint | null
  lastNoteAt: Date | null
}

const MOST_IN_CHARGE = 200

/** Everybody in this doctor's charge now, the most severe first; one doctor has few enough for one page. */
export async function patientsInCharge(actor: Actor): Promise<PatientInCharge[]> {
  const found = await db.$queryRaw<InChargeRow[]>`
    SELECT ${identityColumns}, p.deactivated_at AS "deactivatedAt", c.started_at AS since,
      a.admitted_at AS "admittedAt", ${whereaboutsColumns},
      (SELECT max(former.discharged_at) FROM admission former WHERE former.patient_id = p.id) AS "dischargedAt",
      t.status, t.severity, n.created_at AS "lastNoteAt", ${complaintColumns},
      ${newestDecision}
    FROM care_assignment c
    JOIN patient p ON p.id = c.patient_id
    ${whereaboutsJoins}
    ${newestTriage}
    ${told}
    LEFT JOIN LATERAL (
      SELECT n.created_at FROM clinical_note n
      WHERE n.patient_id = p.id ORDER BY n.created_at DESC, n.id DESC LIMIT 1) n ON TRUE
    WHERE c.doctor_id = ${actor.doctorId}::uuid AND c.ended_at IS NULL
    ORDER BY t.severity DESC NULLS LAST, p.name, p.id
    LIMIT ${MOST_IN_CHARGE}`
  return found.map((row) => {
    const { triagedAt, status, severity, symptoms, decision } = row
    return {
      ...located(row),
      complaint: complaintFrom(row),
      triage: triagedAt &&
        status && { createdAt: triagedAt, status, severity, decision, symptoms: symptoms ?? [] },
    }
  })
}

interface InChargeRow
  extends RawIdentity,
    RawWhereabouts,
    RawComplaint,
    Omit<PatientInCharge, keyof PatientIdentity | 'where' | 'triage' | 'complaint'> {
  status: TriageStatus | null
  severity: Severity | null
  decision: ListedDecision | null
}

/** A stay that has ended, of a patient in whose charge this doctor was. */
export interface DischargedPatient extends Person {
  admissionId: string
  admittedAt: Date
  dischargedAt: Date
  ward: string
  bed: string
}

const DISCHARGED_ROWS = 50

/** The doctor's own discharged patients whose record they may still open, the last discharge first. */
export async function dischargedPatients(
  actor: Actor,
  now: Date,
  after: string | null,
): Promise<{ rows: DischargedPatient[]; more: boolean }> {
  const beyond = Prisma.sql`(a.discharged_at, a.id) < (
    (SELECT discharged_at FROM admission WHERE id = ${after}::uuid), ${after}::uuid)`
  const found = await db.$queryRaw<(RawIdentity & Omit<DischargedPatient, keyof PatientIdentity>)[]>`
    SELECT a.id AS "admissionId", ${identityColumns}, p.deactivated_at AS "deactivatedAt",
      a.admitted_at AS "admittedAt", a.discharged_at AS "dischargedAt", w.name AS ward, b.number AS bed
    FROM admission a
    JOIN patient p ON p.id = a.patient_id
    JOIN LATERAL (
      SELECT s.bed_id FROM bed_stay s WHERE s.admission_id = a.id ORDER BY s.started_at DESC, s.id DESC LIMIT 1) s ON TRUE
    JOIN bed b ON b.id = s.bed_id
    JOIN ward w ON w.id = b.ward_id
    WHERE a.discharged_at IS NOT NULL
      AND EXISTS (
        SELECT FROM care_assignment own WHERE own.admission_id = a.id AND own.doctor_id = ${actor.doctorId}::uuid)
      AND ${patientsOfInSql(actor, now)} AND ${after ? beyond : Prisma.sql`TRUE`}
    ORDER BY a.discharged_at DESC, a.id DESC
    LIMIT ${DISCHARGED_ROWS + 1}`
  return { rows: found.slice(0, DISCHARGED_ROWS).map(withBirthDay), more: found.length > DISCHARGED_ROWS }
}
