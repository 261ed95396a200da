import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Severity, TriageStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { StoredResult } from './assessment-rules.js'
import { earliestUndecided } from './site-decision-rules.js'
import { readResult } from './stored-result.js'
import { inChargeAtWork, isUnansweredInSql } from './unanswered-queries.js'

/** A triage whose answer the rules leave to a doctor: home only after an evaluation, or a child. */
export interface TriageToSign {
  id: string
  since: Date
  status: TriageStatus
  severity: Severity | null
  result: StoredResult
  /** The reader is in charge of the patient; otherwise nobody is. */
  isOwn: boolean
  patient: PatientIdentity
}

export const PAGE_ROWS = 50

/**
 * What waits for this doctor's name: triages of the patients in their charge, and of those within their reach of whom
 * no doctor at work is in charge. Emergencies first, then who waits longest; from after the triage with that id on; with the number
 * of all. One statement.
 */
export async function triagesToSign(
  actor: Actor,
  now: Date,
  { after = null, limit = PAGE_ROWS }: { after?: string | null; limit?: number } = {},
): Promise<{ rows: TriageToSign[]; total: number; more: boolean }> {
  const found = await db.$queryRaw<Row[]>`
    WITH waiting AS (
      SELECT t.id AS "triageId", ${calm} AS calm, t.created_at AS since, t.patient_id, t.status, t.severity, t.result,
        EXISTS (
          SELECT FROM care_assignment own
          WHERE own.patient_id = t.patient_id AND own.doctor_id = ${actor.doctorId}::uuid
            AND own.ended_at IS NULL) AS "isOwn"
      FROM triage_assessment t
      JOIN patient p ON p.id = t.patient_id AND p.deactivated_at IS NULL AND p.merged_into_id IS NULL
      WHERE t.created_at >= ${earliestUndecided(now)}
        AND (t.status = 'NOT_APPLICABLE'
          OR (t.status = 'OK' AND t.site = 'HOME' AND t.home_isolation = 'MEDICAL_OFFICER_EVALUATION'))
        AND ${isUnansweredInSql}
        AND NOT EXISTS (
          SELECT FROM admission_request r WHERE r.patient_id = t.patient_id AND r.status = 'WAITING')
        AND ${patientsOfInSql(actor, now)}),
    theirs AS (
      SELECT w.* FROM waiting w
      WHERE w."isOwn" OR NOT EXISTS (
        ${inChargeAtWork(Prisma.sql`w.patient_id`)}))
    SELECT ${identityColumns}, w."triageId", w.since, w.status, w.severity, w.result, w."isOwn",
      (SELECT count(*)::int FROM theirs) AS total
    FROM theirs w JOIN patient p ON p.id = w.patient_id
    WHERE ${after}::uuid IS NULL OR (w.calm, w.since, w."triageId") > (
      SELECT ${calm}, t.created_at, t.id FROM triage_assessment t WHERE t.id = ${after}::uuid)
    ORDER BY w.calm, w.since, w."triageId"
    LIMIT ${limit + 1}`
  return {
    rows: found.slice(0, limit).map(shaped),
    total: found[0]?.total ?? 0,
    more: found.length > limit,
  }
}

const calm = Prisma.sql`coalesce(t.result ->> 'urgency', '') <> 'EMERGENCY'`

interface Row extends RawIdentity, Omit<TriageToSign, 'id' | 'patient' | 'result'> {
  triageId: string
  result: Prisma.JsonValue
  total: number
}

function shaped({ triageId, since, status, severity, result, isOwn, total, ...patient }: Row): TriageToSign {
  return {
    ...{ id: triageId, since, status, severity, isOwn },
    result: readResult(result),
    patient: withBirthDay(patient),
  }
}
