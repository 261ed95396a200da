import { db } from '../db/client.js'
import type { ResultFlag, ResultStatus } from '../generated/prisma/enums.js'

export interface ValueRow {
  code: string
  name: string
  unit: string | null
  decimals: number
  number: number | null
  text: string | null
  flag: ResultFlag | null
  low: number | null
  high: number | null
}

/** One version of a result, as it was told. */
export interface ResultRow {
  id: string
  version: number
  status: ResultStatus
  comment: string | null
  reason: string | null
  isAbnormal: boolean
  isCritical: boolean
  recordedAt: Date
  recordedBy: string
  document: { id: string; title: string } | null
  acknowledgement: { by: string; at: Date; action: string } | null
  values: ValueRow[]
}

/** The versions of the result of an order that was reached through the scope, the newest first. */
export async function resultsOf(orderId: string): Promise<ResultRow[]> {
  const rows = await db.$queryRaw<RawResult[]>`
    SELECT r.id, r.version, r.status, r.comment, r.reason, r.is_abnormal AS "isAbnormal", r.is_critical AS "isCritical",
      r.recorded_at AS "recordedAt", coalesce(by.name, '') AS "recordedBy", f.id AS "documentId", f.title,
      k.action, k.acknowledged_at AS "acknowledgedAt", ka.name AS "acknowledgedBy",
      coalesce((
        SELECT json_agg(json_build_object('code', v.code, 'name', v.name, 'unit', v.unit, 'decimals', v.decimals,
          'number', v.number::float8, 'text', v.text, 'flag', v.flag, 'low', v.low::float8, 'high', v.high::float8)
          ORDER BY v.position)
        FROM result_value v WHERE v.result_id = r.id), '[]') AS values
    FROM test_result r
    LEFT JOIN account by ON by.id = r.recorded_by_id
    LEFT JOIN document f ON f.id = r.document_id AND f.removed_at IS NULL
    LEFT JOIN result_acknowledgement k ON k.result_id = r.id
    LEFT JOIN account ka ON ka.id = k.account_id
    WHERE r.order_id = ${orderId}::uuid
    ORDER BY r.version DESC
    LIMIT 50`
  return rows.map(({ documentId, title, action, acknowledgedAt, acknowledgedBy, ...row }) => ({
    ...row,
    document: documentId && title ? { id: documentId, title } : null,
    acknowledgement:
      action && acknowledgedAt ? { action, at: acknowledgedAt, by: acknowledgedBy ?? '' } : null,
  }))
}

interface RawResult extends Omit<ResultRow, 'document' | 'acknowledgement'> {
  documentId: string | null
  title: string | null
  action: string | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
}

export interface TrendPoint {
  orderId: string
  code: string
  number: number
  decimals: number
  flag: ResultFlag | null
  at: Date
}

const MOST_POINTS = 40
const MOST_ORDERS = 200

/**
 * What the same measurements of a patient were before, in whatever test they were made, the oldest first: the last 40
 * of each. `released`: only those that the patient sees.
 */
export async function trendsOf(
  patientId: string,
  codes: string[],
  { released = false }: { released?: boolean } = {},
): Promise<TrendPoint[]> {
  if (codes.length === 0) return []
  return db.$queryRaw<TrendPoint[]>`
    SELECT * FROM (
      SELECT o.id AS "orderId", v.code, v.number::float8 AS number, v.decimals, v.flag, o.at,
        row_number() OVER (PARTITION BY v.code ORDER BY o.at DESC, o.id DESC) AS place
      FROM (
        SELECT c.id, r.id AS result_id, coalesce(c.collected_at, r.recorded_at) AS at
        FROM clinical_order c
        JOIN LATERAL (
          SELECT id, recorded_at FROM test_result WHERE order_id = c.id ORDER BY version DESC LIMIT 1) r ON TRUE
        WHERE c.patient_id = ${patientId}::uuid AND c.kind = 'TEST' AND c.status IN ('PRELIMINARY', 'COMPLETED')
          AND (NOT ${released} OR c.released_at IS NOT NULL)
        ORDER BY c.ordered_at DESC, c.id DESC LIMIT ${MOST_ORDERS}) o
      JOIN result_value v ON v.result_id = o.result_id
      WHERE v.code = ANY (${codes}) AND v.number IS NOT NULL) points
    WHERE place <= ${MOST_POINTS}
    ORDER BY code, at, "orderId"`
}
