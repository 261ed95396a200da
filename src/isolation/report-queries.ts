import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AlertStatus } from '../generated/prisma/enums.js'
import type { AlertLevel } from './home-alert-rules.js'
import type { ReportScore } from './monitoring-rules.js'
import type { HomeReport } from './report-rules.js'
import { readReport, type StoredReport } from './stored-report.js'

export interface EarlierReport {
  id: string
  dailyReportId: string | null
  observationId: string | null
  report: HomeReport
  score: ReportScore
}

/** More than any isolation has: every hour for two weeks. */
const MOST = 400

/** The reports of an isolation that count, the newest first: of a daily report its last version. */
export async function earlierReports(tx: Tx, isolationId: string): Promise<EarlierReport[]> {
  const rows = await tx.homeCheck.findMany({
    where: { isolationId },
    orderBy: newestFirst,
    take: MOST,
    select: { id: true, dailyReportId: true, observationId: true, takenAt: true, result: true },
  })
  return withoutReplaced(rows).map(({ takenAt, result, ...row }) => {
    const { told, score } = readReport(result)
    return { ...row, report: { ...told, at: takenAt }, score }
  })
}

export interface HomeReportRow extends StoredReport {
  id: string
  takenAt: Date
  alert: AlertLevel
  /** Whose account it was written with. */
  by: string
  byPatient: boolean
  fromDailyReport: boolean
  /** A later version of the same daily report took its place. */
  replaced: boolean
  flag: { id: string; status: AlertStatus } | null
  /** The bed that the patient waits for now. */
  requestId: string | null
}

/** Reports from home of a patient whom the caller has reached, the newest first; those before the one with the id `before`. */
export async function homeReportsOf(
  patientId: string,
  {
    limit,
    before = null,
    isolationId = null,
  }: { limit: number; before?: string | null; isolationId?: string | null },
): Promise<HomeReportRow[]> {
  const rows = await db.$queryRaw<RawReport[]>`${SELECT}
    WHERE c.patient_id = ${patientId}::uuid AND (${isolationId}::uuid IS NULL OR c.isolation_id = ${isolationId}::uuid)
      AND (${before}::uuid IS NULL OR (c.taken_at, c.id) < (
        SELECT edge.taken_at, edge.id FROM home_check edge
        WHERE edge.id = ${before}::uuid AND edge.patient_id = c.patient_id))
    ORDER BY c.taken_at DESC, c.id DESC LIMIT ${limit}`
  return rows.map(shaped)
}

/** One report of that very patient; another's is not found. */
export async function findHomeReport(patientId: string, id: string): Promise<HomeReportRow | null> {
  const [row] = await db.$queryRaw<RawReport[]>`${SELECT}
    WHERE c.id = ${id}::uuid AND c.patient_id = ${patientId}::uuid`
  return row ? shaped(row) : null
}

/** What a daily report said besides, for the form that changes it. */
export async function toldInDailyReport(dailyReportId: string): Promise<Record<string, string>> {
  const last = await db.homeCheck.findFirst({
    where: { dailyReportId },
    orderBy: newestFirst,
    select: { result: true },
  })
  if (!last) return {}
  const { onOxygen, breathing, feeling, temperature, temperatureUnit } = readReport(last.result).told
  return {
    onOxygen: onOxygen === null ? '' : onOxygen ? 'yes' : 'no',
    ...{ breathing: breathing ?? '', feeling: feeling ?? '' },
    ...{
      temperature: temperature === null ? '' : String(temperature),
      temperatureUnit: temperatureUnit ?? '',
    },
  }
}

type RawReport = Omit<HomeReportRow, 'told' | 'score' | 'flag'> & {
  result: Prisma.JsonValue
  alertId: string | null
  alertStatus: AlertStatus | null
}

const SELECT = Prisma.sql`
  SELECT c.id, c.taken_at AS "takenAt", c.alert, c.result, coalesce(b.name, '') AS by,
    c.reported_by_id IS NOT DISTINCT FROM p.account_id AS "byPatient",
    c.daily_report_id IS NOT NULL AS "fromDailyReport",
    c.daily_report_id IS NOT NULL AND EXISTS (
      SELECT FROM home_check later
      WHERE later.daily_report_id = c.daily_report_id AND (later.taken_at, later.id) > (c.taken_at, c.id)) AS replaced,
    a.id AS "alertId", a.status AS "alertStatus", q.id AS "requestId"
  FROM home_check c
  JOIN patient p ON p.id = c.patient_id
  LEFT JOIN account b ON b.id = c.reported_by_id
  LEFT JOIN LATERAL (
    SELECT f.id, f.status FROM alert f
    WHERE f.patient_id = c.patient_id AND f.kind = 'RED_FLAG'
      AND (f.subject_id = c.id OR f.facts -> 'causes' @> jsonb_build_array(jsonb_build_object('subjectId', c.id)))
    ORDER BY f.raised_at DESC, f.id DESC LIMIT 1) a ON TRUE
  LEFT JOIN admission_request q ON q.patient_id = c.patient_id AND q.status = 'WAITING'`

function shaped({ result, alertId, alertStatus, ...row }: RawReport): HomeReportRow {
  const flag = alertId && alertStatus ? { id: alertId, status: alertStatus } : null
  return { ...row, ...readReport(result), flag }
}

const newestFirst = [{ takenAt: 'desc' }, { id: 'desc' }] satisfies Prisma.HomeCheckOrderByWithRelationInput[]

function withoutReplaced<Row extends { dailyReportId: string | null }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>()
  return rows.filter(({ dailyReportId }) => {
    if (dailyReportId === null) return true
    const first = !seen.has(dailyReportId)
    seen.add(dailyReportId)
    return first
  })
}
