import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Priority, ResultStatus } from '../generated/prisma/enums.js'

interface Week {
  from: Date
  until: Date
}

/** What a week brought for the patients of a doctor. */
export interface WeeklyCounts {
  results: number
  critical: number
  reports: number
  files: number
}

/** Their patients: in charge of during that week, or whom they ordered something for. */
const inCharge = (doctorId: string, { from }: Week) => Prisma.sql`
  SELECT c.patient_id FROM care_assignment c
  WHERE c.doctor_id = ${doctorId}::uuid AND (c.ended_at IS NULL OR c.ended_at >= ${from})`

const theirs = (doctorId: string, week: Week) => Prisma.sql`
  (o.doctor_id = ${doctorId}::uuid OR o.patient_id IN (${inCharge(doctorId, week)}))`

export async function weeklyCounts(tx: Tx, doctorId: string, week: Week): Promise<WeeklyCounts> {
  const { from, until } = week
  const [counts] = await tx.$queryRaw<[WeeklyCounts]>`
    SELECT r.results, r.critical, d.reports, f.files
    FROM (
      SELECT count(DISTINCT r.order_id)::int AS results,
        count(DISTINCT r.order_id) FILTER (WHERE r.is_critical)::int AS critical
      FROM test_result r JOIN clinical_order o ON o.id = r.order_id
      WHERE r.recorded_at >= ${from} AND r.recorded_at < ${until} AND o.status <> 'CANCELLED'
        AND ${theirs(doctorId, week)}) r,
    (SELECT count(*)::int AS reports FROM daily_report d
      WHERE d.updated_at >= ${from} AND d.updated_at < ${until}
        AND d.patient_id IN (${inCharge(doctorId, week)})) d,
    (SELECT count(*)::int AS files FROM document f JOIN clinical_order o ON o.id = f.order_id
      WHERE f.created_at >= ${from} AND f.created_at < ${until} AND f.removed_at IS NULL
        AND ${theirs(doctorId, week)}) f`
  return counts
}

export interface WeeklyResult {
  orderId: string
  patientId: string
  patient: string
  patientNumber: number
  number: number
  item: string
  priority: Priority
  status: ResultStatus
  recordedAt: Date
  isCritical: boolean
  isAbnormal: boolean
  acknowledged: boolean
  hasFile: boolean
  outside: string[]
}

const MOST = 200

/** The results of that week, critical ones first. */
export const weeklyResults = (doctorId: string, week: Week): Promise<WeeklyResult[]> =>
  db.$queryRaw`
    SELECT o.id AS "orderId", p.id AS "patientId", p.name AS patient, p.number AS "patientNumber", o.number,
      i.name AS item, o.priority, r.status, r.recorded_at AS "recordedAt", r.is_critical AS "isCritical",
      r.is_abnormal AS "isAbnormal", k.id IS NOT NULL AS acknowledged, r.document_id IS NOT NULL AS "hasFile",
      ARRAY(
        SELECT concat_ws(' ', v.name, coalesce(round(v.number, v.decimals::int)::text, v.text), v.unit)
        FROM result_value v WHERE v.result_id = r.id AND v.flag <> 'NORMAL'
        ORDER BY v.flag DESC, v.position LIMIT 4) AS outside
    FROM (
      SELECT DISTINCT ON (r.order_id) r.* FROM test_result r JOIN clinical_order o ON o.id = r.order_id
      WHERE r.recorded_at >= ${week.from} AND r.recorded_at < ${week.until} AND o.status <> 'CANCELLED'
        AND ${theirs(doctorId, week)}
      ORDER BY r.order_id, r.version DESC) r
    JOIN clinical_order o ON o.id = r.order_id
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN patient p ON p.id = o.patient_id
    LEFT JOIN result_acknowledgement k ON k.result_id = r.id
    ORDER BY (r.is_critical AND k.id IS NULL) DESC, r.is_critical DESC, o.priority DESC, r.recorded_at DESC, o.id
    LIMIT ${MOST}`

export interface WeeklyReport {
  patientId: string
  patient: string
  patientNumber: number
  reports: number
  lowest: number
  symptoms: string[]
}

/** What patients in their charge reported themselves, those who felt worst first. */
export const weeklyReports = (doctorId: string, week: Week): Promise<WeeklyReport[]> =>
  db.$queryRaw`
    SELECT p.id AS "patientId", p.name AS patient, p.number AS "patientNumber", d.reports, d.lowest,
      ARRAY(
        SELECT DISTINCT s.symptom FROM daily_report e, unnest(e.symptoms) s(symptom)
        WHERE e.patient_id = p.id AND e.updated_at >= ${week.from} AND e.updated_at < ${week.until}) AS symptoms
    FROM (
      SELECT d.patient_id, count(*)::int AS reports, min(d.rating)::int AS lowest FROM daily_report d
      WHERE d.updated_at >= ${week.from} AND d.updated_at < ${week.until}
        AND d.patient_id IN (${inCharge(doctorId, week)})
      GROUP BY d.patient_id) d
    JOIN patient p ON p.id = d.patient_id
    ORDER BY d.lowest, p.name, p.id
    LIMIT ${MOST}`

export interface WeeklyReader {
  doctorId: string
  accountId: string
  name: string
  email: string | null
}

/** The doctors who are told: all who can log in, or one of them. */
export const weeklyReaders = (tx: Tx, doctorId: string | null = null): Promise<WeeklyReader[]> =>
  tx.$queryRaw`
    SELECT d.id AS "doctorId", a.id AS "accountId", a.name, a.email
    FROM doctor d JOIN account a ON a.id = d.account_id
    WHERE a.status = 'ACTIVE' AND (${doctorId}::uuid IS NULL OR d.id = ${doctorId}::uuid)
    ORDER BY a.name, a.id`
