import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { ListedTriage } from '../patients/listed-triage-rules.js'
import { lastDecision } from '../patients/triage-queries.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { RECHECK_HOURS } from './answer-rules.js'
import type { AlertLevel } from './home-alert-rules.js'
import type { IsolationFilter } from './list-rules.js'

export interface PatientAtHome {
  id: string
  startedOn: Day
  earliestEndOn: Day
  /** By which they are at home, with what a doctor signed about it. */
  triage: ListedTriage
  highRisk: boolean
  /** In charge of the isolation; where nobody is, who cares for the patient otherwise, the last first. */
  doctor: string | null
  /** The last report, and when it came. */
  last: { id: string; at: Date; alert: AlertLevel } | null
  /** A red flag that nobody has answered yet. */
  flagId: string | null
  /** The bed that they wait for already. */
  requestId: string | null
  /** Since when nobody has reported. */
  since: Date
  dueAt: Date
  isSilent: boolean
  patient: PatientIdentity
}

export const PAGE_ROWS = 50

/**
 * Patients at home within reach of who asks, who needs somebody first on top: red flags, those who are silent, those
 * whose report is due, those who may end; among equals who waits longest. From after the isolation with that id on.
 */
export async function patientsAtHome(
  actor: Actor,
  filter: IsolationFilter,
  after: string | null,
  now: Date,
): Promise<{ rows: PatientAtHome[]; more: boolean }> {
  const found = await db.$queryRaw<Row[]>`
    WITH home AS (${atHome(actor, now)})
    SELECT home.*, ${identityColumns}
    FROM home JOIN patient p ON p.id = home."patientId"
    WHERE ${only[filter]}
      AND (${after}::uuid IS NULL OR (rank, since, "isolationId") > (
        SELECT edge.rank, edge.since, edge."isolationId" FROM home edge WHERE edge."isolationId" = ${after}::uuid))
    ORDER BY rank, since, "isolationId"
    LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS).map(shaped), more: found.length > PAGE_ROWS }
}

/** How many there are of each kind. */
export async function countsAtHome(actor: Actor, now: Date): Promise<Record<IsolationFilter, number>> {
  const [counts] = await db.$queryRaw<Record<IsolationFilter, number>[]>`
    WITH home AS (${atHome(actor, now)})
    SELECT count(*)::int AS "all", count(*) FILTER (WHERE ${only['red-flag']})::int AS "red-flag",
      count(*) FILTER (WHERE ${only.silent})::int AS silent, count(*) FILTER (WHERE ${only.due})::int AS due,
      count(*) FILTER (WHERE ${only['may-end']})::int AS "may-end"
    FROM home`
  return counts ?? { all: 0, 'red-flag': 0, silent: 0, due: 0, 'may-end': 0 }
}

const only: Record<IsolationFilter, Prisma.Sql> = {
  all: Prisma.sql`TRUE`,
  'red-flag': Prisma.sql`flagged`,
  silent: Prisma.sql`"isSilent"`,
  due: Prisma.sql`"isDue"`,
  'may-end': Prisma.sql`"mayEnd"`,
}

function atHome(actor: Actor, now: Date): Prisma.Sql {
  const today = dayToColumn(dayIn(now, config.zone))
  // As `hoursUntilNext` has it.
  const wait = Prisma.sql`CASE WHEN last.alert <> 'NONE' THEN ${RECHECK_HOURS} ELSE h.check_hours END * interval '1 hour'`
  return Prisma.sql`
    SELECT *, CASE WHEN "flagId" IS NOT NULL OR "lastAlert" = 'EMERGENCY' THEN 0 WHEN flagged THEN 1 WHEN "isSilent" THEN 2
      WHEN "lastAlert" = 'RECHECK' OR "isDue" THEN 3 WHEN "mayEnd" THEN 4 ELSE 5 END AS rank
    FROM (
      SELECT h.id AS "isolationId", h.patient_id AS "patientId", h.started_on AS "startedOn",
        h.earliest_end_on AS "earliestEndOn", t.status, t.severity, t.high_risk AS "highRisk",
        ${lastDecision(Prisma.sql`t.id`)} AS decision, coalesce(a.name, care.name) AS doctor,
        last.id AS "lastId", last.taken_at AS "lastAt", last.alert::text AS "lastAlert", flag.id AS "flagId", request.id AS "requestId",
        greatest(h.started_at, last.taken_at) AS since,
        greatest(h.started_at, last.taken_at) + ${wait} AS "dueAt",
        flag.id IS NOT NULL OR coalesce(last.alert::text IN ('URGENT', 'EMERGENCY'), FALSE) AS flagged,
        greatest(h.started_at, last.taken_at) + s.silence_hours * interval '1 hour' <= ${now} AS "isSilent",
        greatest(h.started_at, last.taken_at) + ${wait} <= ${now} AS "isDue",
        h.earliest_end_on <= ${today}::date AS "mayEnd"
      FROM home_isolation h
      JOIN patient p ON p.id = h.patient_id AND p.deactivated_at IS NULL AND p.merged_into_id IS NULL
      JOIN triage_assessment t ON t.id = h.assessment_id
      CROSS JOIN pathway_settings s
      LEFT JOIN doctor d ON d.id = h.doctor_id
      LEFT JOIN account a ON a.id = d.account_id
      LEFT JOIN LATERAL (
        SELECT carer.name FROM care_assignment c JOIN doctor x ON x.id = c.doctor_id
        JOIN account carer ON carer.id = x.account_id
        WHERE c.patient_id = h.patient_id AND c.ended_at IS NULL
        ORDER BY c.started_at DESC, c.id DESC LIMIT 1) care ON TRUE
      LEFT JOIN LATERAL (
        SELECT c.id, c.taken_at, c.alert FROM home_check c
        WHERE c.isolation_id = h.id ORDER BY c.taken_at DESC, c.id DESC LIMIT 1) last ON TRUE
      LEFT JOIN LATERAL (
        SELECT f.id FROM alert f
        WHERE f.patient_id = h.patient_id AND f.kind = 'RED_FLAG' AND f.status = 'OPEN'
        ORDER BY f.raised_at DESC, f.id DESC LIMIT 1) flag ON TRUE
      LEFT JOIN admission_request request ON request.patient_id = h.patient_id AND request.status = 'WAITING'
      WHERE h.ended_at IS NULL AND ${patientsOfInSql(actor, now)}) each_one`
}

interface Row
  extends RawIdentity,
    Pick<PatientAtHome, 'highRisk' | 'doctor' | 'flagId' | 'requestId' | 'since' | 'dueAt' | 'isSilent'>,
    ListedTriage {
  isolationId: string
  startedOn: Date
  earliestEndOn: Date
  lastId: string | null
  lastAt: Date | null
  lastAlert: AlertLevel | null
}

function shaped(row: Row): PatientAtHome {
  const { isolationId, startedOn, earliestEndOn, lastId, lastAt, lastAlert, ...rest } = row
  const {
    status,
    severity,
    decision,
    highRisk,
    doctor,
    flagId,
    requestId,
    since,
    dueAt,
    isSilent,
    ...patient
  } = rest
  return {
    ...{
      id: isolationId,
      triage: { status, severity, decision },
      highRisk,
      doctor,
      flagId,
      requestId,
      since,
      dueAt,
      isSilent,
    },
    startedOn: dayFromColumn(startedOn),
    earliestEndOn: dayFromColumn(earliestEndOn),
    last:
      lastId !== null && lastAt !== null && lastAlert !== null
        ? { id: lastId, at: lastAt, alert: lastAlert }
        : null,
    patient: withBirthDay(patient),
  }
}
