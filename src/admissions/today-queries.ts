import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Severity, TriageStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { TriageResult } from '../triage/outcome-rules.js'

export interface WaitingPatient extends PatientIdentity {
  status: TriageStatus
  severity: Severity | null
  since: Date
  result: TriageResult
}

export interface Waiting {
  rows: WaitingPatient[]
  total: number
  urgent: number
}

/** Whoever was advised longer ago and never came is not waiting any more. */
const WAITING_DAYS = 14

/**
 * Patients whose newest triage advises a bed, and who are not and were not in one since; those in danger first, then
 * those who wait longest; with the number of all of them.
 */
export const waitingForAdmission = (now: Date, limit: number): Promise<Waiting> =>
  waiting(Prisma.sql`t.advised IN ('WARD', 'HDU_ICU')`, now, limit)

/**
 * Patients for whom somebody has to decide: a medical officer about home isolation, a place in a care centre, a
 * children's doctor. In no bed and not in home isolation; ordered and counted as those above.
 */
export const waitingForDecision = (now: Date, limit: number): Promise<Waiting> =>
  waiting(
    Prisma.sql`(t.status = 'NOT_APPLICABLE' OR t.status = 'OK' AND t.advised NOT IN ('WARD', 'HDU_ICU')
        AND (t.advised = 'COVID_CARE_CENTRE' OR t.home_isolation IS DISTINCT FROM 'ELIGIBLE'))
      AND NOT EXISTS (SELECT FROM home_isolation h WHERE h.patient_id = t.patient_id AND h.ended_at IS NULL)`,
    now,
    limit,
  )

/** Who was admitted since an instant, the newest first, wherever they are now. */
export function admittedSince(since: Date) {
  return db.admission.findMany({
    where: { admittedAt: { gte: since } },
    orderBy: [{ admittedAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: { ...brief, stays: { orderBy: { startedAt: 'asc' }, take: 1, select: { bed: place } } },
  })
}

/** Who was discharged since an instant, the newest first. */
export function dischargedSince(since: Date) {
  return db.admission.findMany({
    where: { status: 'DISCHARGED', dischargedAt: { gte: since } },
    orderBy: [{ dischargedAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: { ...brief, dischargedAt: true, invoice: { select: { id: true, number: true } } },
  })
}

async function waiting(which: Prisma.Sql, now: Date, limit: number): Promise<Waiting> {
  const earliest = new Date(now.getTime() - WAITING_DAYS * 24 * 60 * 60 * 1000)
  const found = await db.$queryRaw<WaitingRow[]>`
    WITH unanswered AS (
      SELECT t.*, coalesce(t.site::text, t.result #>> '{atLeast,site}') AS advised,
        coalesce(t.site::text, t.result #>> '{atLeast,site}') = 'HDU_ICU'
          OR t.result ->> 'urgency' = 'EMERGENCY' AS urgent
      FROM triage_assessment t
      WHERE t.created_at >= ${earliest}
        AND NOT EXISTS (
          SELECT FROM triage_assessment later
          WHERE later.patient_id = t.patient_id AND (later.created_at, later.id) > (t.created_at, t.id))
        AND NOT EXISTS (
          SELECT FROM admission a
          WHERE a.patient_id = t.patient_id AND (a.discharged_at IS NULL OR a.discharged_at >= t.created_at)))
    SELECT ${identityColumns}, t.status, t.severity, t.created_at AS since, t.result,
      count(*) OVER ()::int AS total, count(*) FILTER (WHERE t.urgent) OVER ()::int AS urgent
    FROM unanswered t JOIN patient p ON p.id = t.patient_id AND p.deactivated_at IS NULL
    WHERE ${which}
    ORDER BY t.urgent DESC NULLS LAST, t.severity DESC NULLS LAST, t.created_at, t.id
    LIMIT ${limit}`
  return {
    rows: found.map(({ total, urgent, ...row }) => withBirthDay(row)),
    total: found[0]?.total ?? 0,
    urgent: found[0]?.urgent ?? 0,
  }
}

interface WaitingRow extends RawIdentity, Omit<WaitingPatient, keyof PatientIdentity> {
  total: number
  urgent: number
}

const brief = {
  id: true,
  admittedAt: true,
  patient: { select: { id: true, name: true, localName: true, number: true } },
} as const

const place = { select: { number: true, ward: { select: { name: true } } } } as const
