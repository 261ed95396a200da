import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Severity, TriageStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { ListedDecision } from '../patients/listed-triage-rules.js'
import { lastDecision } from '../patients/triage-queries.js'
import type { TriageResult } from '../triage/outcome-rules.js'
import { earliestUndecided } from '../triage/site-decision-rules.js'
import { inChargeAtWork, isUnansweredInSql } from '../triage/unanswered-queries.js'

export interface WaitingPatient extends PatientIdentity {
  /** The newest triage; whoever staff ask a bed for may have none. */
  status: TriageStatus | null
  severity: Severity | null
  since: Date
  result: TriageResult | null
  decision: ListedDecision | null
  /** Why staff ask for a bed, beyond what the triage says. */
  reason: string | null
  /** Somebody at work is in charge, who finds what waits for a doctor's name. */
  inCharge: boolean
}

export interface Waiting {
  rows: WaitingPatient[]
  total: number
  urgent: number
}

/**
 * Whom the reception thinks of; those in danger first, then those who wait longest; with the number of all of them.
 * `admission`: they wait for a bed. `decision`: by their newest triage somebody has to decide, a medical officer about
 * home isolation, a place in a care centre, a children's doctor; they are in no bed, wait for none and are not in home
 * isolation.
 */
export async function waitingPatients(
  now: Date,
  limit: number,
): Promise<{ admission: Waiting; decision: Waiting }> {
  const earliest = earliestUndecided(now)
  const found = await db.$queryRaw<WaitingRow[]>`
    WITH unanswered AS (
      SELECT t.*, coalesce(t.site::text, t.result #>> '{atLeast,site}') AS advised
      FROM triage_assessment t
      JOIN patient p ON p.id = t.patient_id AND p.deactivated_at IS NULL
      WHERE t.created_at >= ${earliest}
        AND ${isUnansweredInSql}
        AND NOT EXISTS (SELECT FROM home_isolation h WHERE h.patient_id = t.patient_id AND h.ended_at IS NULL)
        AND NOT EXISTS (SELECT FROM admission_request r WHERE r.patient_id = t.patient_id AND r.status = 'WAITING')),
    waiting AS (
      SELECT 'decision' AS "for", t.id AS by, t.patient_id, t.status, t.severity, t.created_at AS since, t.result,
        NULL::jsonb AS decision, NULL AS reason, NULL::"Priority" AS priority, t.result ->> 'urgency' = 'EMERGENCY' AS urgent
      FROM unanswered t
      WHERE t.status = 'NOT_APPLICABLE' OR t.status = 'OK' AND t.advised IN ('HOME', 'COVID_CARE_CENTRE')
        AND (t.advised = 'COVID_CARE_CENTRE' OR t.home_isolation IS DISTINCT FROM 'ELIGIBLE')
      UNION ALL
      SELECT 'admission', r.id, r.patient_id, t.status, t.severity, r.requested_at, t.result, ${lastDecision(Prisma.sql`t.id`)},
        CASE WHEN r.source <> 'TRIAGE' THEN r.reason END, r.priority, r.priority = 'EMERGENCY'
      FROM admission_request r
      LEFT JOIN LATERAL (
        SELECT t.id, t.status, t.severity, t.result FROM triage_assessment t
        WHERE t.patient_id = r.patient_id ORDER BY t.created_at DESC, t.id DESC LIMIT 1) t ON TRUE
      WHERE r.status = 'WAITING'),
    placed AS (
      SELECT t."for", ${identityColumns}, EXISTS (${inChargeAtWork(Prisma.sql`p.id`)}) AS "inCharge",
        t.status, t.severity, t.since, t.result, t.decision, t.reason,
        count(*) OVER list::int AS total, count(*) FILTER (WHERE t.urgent) OVER list::int AS urgent,
        row_number() OVER (
          list ORDER BY t.urgent DESC NULLS LAST, t.priority DESC, t.severity DESC NULLS LAST, t.since, t.by) AS place
      FROM waiting t JOIN patient p ON p.id = t.patient_id
      WINDOW list AS (PARTITION BY t."for"))
    SELECT * FROM placed WHERE place <= ${limit} ORDER BY "for", place`
  const listOf = (which: WaitingRow['for']): Waiting => {
    const theirs = found.filter((row) => row.for === which)
    return {
      rows: theirs.map(({ total, urgent, place, for: _list, ...row }) => withBirthDay(row)),
      total: theirs[0]?.total ?? 0,
      urgent: theirs[0]?.urgent ?? 0,
    }
  }
  return { admission: listOf('admission'), decision: listOf('decision') }
}

interface WaitingRow extends RawIdentity, Omit<WaitingPatient, keyof PatientIdentity> {
  for: 'admission' | 'decision'
  place: bigint
  total: number
  urgent: number
}

export interface StayOfToday {
  id: string
  name: string
  localName: string | null
  at: Date
}

/** Who was admitted since an instant, wherever they are now, and who was discharged; the newest first. */
export async function staysSince(since: Date): Promise<{
  admitted: (StayOfToday & { ward: string; bed: string })[]
  discharged: (StayOfToday & { invoice: { id: string; number: string } | null })[]
}> {
  const found = await db.$queryRaw<StayRow[]>`
    (SELECT 'admitted' AS deed, ${stayColumns}, a.admitted_at AS at, w.name AS ward, b.number AS bed,
      NULL::uuid AS "invoiceId", NULL AS "invoiceNumber"
    FROM admission a
    JOIN patient p ON p.id = a.patient_id
    JOIN LATERAL (
      SELECT s.bed_id FROM bed_stay s WHERE s.admission_id = a.id ORDER BY s.started_at, s.id LIMIT 1) s ON TRUE
    JOIN bed b ON b.id = s.bed_id
    JOIN ward w ON w.id = b.ward_id
    WHERE a.admitted_at >= ${since} ORDER BY a.admitted_at DESC, a.id DESC LIMIT ${MOST_STAYS})
    UNION ALL
    (SELECT 'discharged', ${stayColumns}, a.discharged_at, NULL, NULL, i.id, i.number
    FROM admission a
    JOIN patient p ON p.id = a.patient_id
    LEFT JOIN invoice i ON i.admission_id = a.id
      AND NOT EXISTS (SELECT FROM invoice_voiding v WHERE v.invoice_id = i.id)
    WHERE a.status = 'DISCHARGED' AND a.discharged_at >= ${since}
    ORDER BY a.discharged_at DESC, a.id DESC LIMIT ${MOST_STAYS})`
  const stayOf = ({ id, name, localName, at }: StayOfToday): StayOfToday => ({ id, name, localName, at })
  return {
    admitted: found
      .filter(({ deed }) => deed === 'admitted')
      .map((row) => ({ ...stayOf(row), ward: row.ward ?? '', bed: row.bed ?? '' })),
    discharged: found
      .filter(({ deed }) => deed === 'discharged')
      .map(({ invoiceId, invoiceNumber: number, ...row }) => ({
        ...stayOf(row),
        invoice: invoiceId && number ? { id: invoiceId, number } : null,
      })),
  }
}

const MOST_STAYS = 100

const stayColumns = Prisma.sql`a.id, p.name, p.local_name AS "localName"`

interface StayRow extends StayOfToday {
  deed: 'admitted' | 'discharged'
  ward: string | null
  bed: string | null
  invoiceId: string | null
  invoiceNumber: string | null
}
