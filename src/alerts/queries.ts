import type { Actor } from '../access/actor.js'
import { alertsOfInSql } from '../access/alert-scopes.js'
import { authorize } from '../access/policy.js'
import { auditRead } from '../audit/reading.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AlertKind, AlertStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { NotFound, type Values } from '../shared/errors.js'
import type { Cause } from './cause-rules.js'
import { byUrgency, type ToldStep } from './rules.js'

export interface AlertRow {
  id: string
  kind: AlertKind
  subjectId: string
  text: string
  facts: Values
  /** What it is about, the oldest first; empty of one that does not go on with what comes later. */
  causes: Cause[]
  raisedAt: Date
  raisedBy: string | null
  status: AlertStatus
  nextStepAt: Date | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  action: string | null
  closedAt: Date | null
  /** Whom it is addressed to. */
  doctor: string | null
  patient: PatientIdentity
}

export const PAGE_ROWS = 50
const MOST_OPEN = 200

/** What waits for an answer, the most urgent first. */
export async function openAlerts(actor: Actor, now: Date): Promise<AlertRow[]> {
  authorize(actor, 'alert.list')
  const open = await rows(Prisma.sql`
    e.status = 'OPEN' AND ${alertsOfInSql(actor, now)} ORDER BY e.raised_at, e.id LIMIT ${MOST_OPEN}`)
  return open.sort(byUrgency)
}

/** What was answered or closed, the newest first, from after the alert with that id on. */
export async function pastAlerts(
  actor: Actor,
  after: string | null,
  now: Date,
): Promise<{ rows: AlertRow[]; more: boolean }> {
  authorize(actor, 'alert.list')
  const older = Prisma.sql`(e.raised_at, e.id) < (SELECT raised_at, id FROM alert WHERE id = ${after}::uuid)`
  const found = await rows(Prisma.sql`
    e.status <> 'OPEN' AND ${after ? older : Prisma.sql`TRUE`} AND ${alertsOfInSql(actor, now)}
    ORDER BY e.raised_at DESC, e.id DESC LIMIT ${PAGE_ROWS + 1}`)
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}

/** One alert. That it was read is noted. */
export async function findAlert(actor: Actor, id: string, now: Date): Promise<AlertRow> {
  authorize(actor, 'alert.list')
  const [alert] = await rows(Prisma.sql`e.id = ${id}::uuid AND ${alertsOfInSql(actor, now)}`)
  if (!alert) throw new NotFound()
  await auditRead(actor, 'alert.list', alert.patient.id, { type: 'alert', id })
  return alert
}

interface RawAlert extends RawIdentity, Omit<AlertRow, 'id' | 'patient'> {
  alertId: string
}

async function rows(which: Prisma.Sql): Promise<AlertRow[]> {
  const found = await db.$queryRaw<RawAlert[]>`
    SELECT e.id AS "alertId", e.kind, e.subject_id AS "subjectId", e.text, e.facts - 'causes' AS facts,
      coalesce(e.facts -> 'causes', '[]') AS causes, e.raised_at AS "raisedAt",
      e.status, e.next_step_at AS "nextStepAt", e.acknowledged_at AS "acknowledgedAt", e.action,
      e.closed_at AS "closedAt", own.name AS doctor, answerer.name AS "acknowledgedBy", raiser.name AS "raisedBy",
      ${identityColumns}
    FROM alert e
    JOIN patient p ON p.id = e.patient_id
    LEFT JOIN doctor d ON d.id = e.doctor_id
    LEFT JOIN account own ON own.id = d.account_id
    LEFT JOIN account answerer ON answerer.id = e.acknowledged_by_id
    LEFT JOIN account raiser ON raiser.id = e.raised_by_id
    WHERE ${which}`
  return found.map(asAlert)
}

function asAlert(row: RawAlert): AlertRow {
  const { alertId, kind, subjectId, text, facts, causes, raisedAt, raisedBy, status, nextStepAt, ...rest } =
    row
  const { acknowledgedAt, acknowledgedBy, action, closedAt, doctor, ...patient } = rest
  return {
    ...{ id: alertId, kind, subjectId, text, facts, causes, raisedAt, raisedBy, status, nextStepAt },
    ...{ acknowledgedAt, acknowledgedBy, action, closedAt, doctor, patient: withBirthDay(patient) },
  }
}

/** Everybody who was told of an alert that the caller has found, and what became of each mail and notice. */
export function toldOf(alertId: string): Promise<ToldStep[]> {
  return db.$queryRaw<ToldStep[]>`
    SELECT s.step, s.audience, s.at, a.name, a.phone, mail.status AS mail, notice.read_at AS "readAt"
    FROM alert_step s
    LEFT JOIN account a ON a.id = s.account_id
    CROSS JOIN LATERAL (
      SELECT concat_ws(' ', 'alert', s.alert_id, s.step, coalesce(s.account_id::text, 'desk')) AS key) told
    LEFT JOIN message mail ON mail.dedupe_key = 'mail ' || told.key
    LEFT JOIN message notice ON notice.dedupe_key = 'notice ' || told.key
    WHERE s.alert_id = ${alertId}::uuid
    ORDER BY s.step, s.id`
}

export type OpenAlert = Pick<AlertRow, 'id' | 'kind' | 'text' | 'facts' | 'raisedAt'>

/** Of a patient whom the caller has reached: what nobody has answered yet, the newest first. */
export async function openAlertsOf(patientId: string): Promise<OpenAlert[]> {
  const open = await db.alert.findMany({
    where: { patientId, status: 'OPEN' },
    orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
    take: 10,
    select: { id: true, kind: true, text: true, facts: true, raisedAt: true },
  })
  return open.map((row) => ({ ...row, facts: row.facts as Values }))
}
