import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { ScoreKind } from '../generated/prisma/enums.js'
import { KNOWN_HOURS, type Known, type KnownResult } from './known-rules.js'
import type { ScoreBrief, Worked } from './rules.js'

export interface ListedScore extends ScoreBrief {
  id: string
  recordedAt: Date
  recordedBy: string
}

export const PAGE_ROWS = 25

/** The scores of a patient whom the caller has reached, newest first; from after the one with that id on. */
export function scoresOf(patientId: string, after: string | null): Promise<ListedScore[]> {
  return db.$queryRaw<ListedScore[]>`
    SELECT s.id, s.kind, s.status, s.total, s.grade, s.recorded_at AS "recordedAt", coalesce(a.name, '') AS "recordedBy"
    FROM clinical_score s LEFT JOIN account a ON a.id = s.recorded_by_id
    WHERE s.patient_id = ${patientId}::uuid AND (${after}::uuid IS NULL OR (s.recorded_at, s.id) < (
      SELECT edge.recorded_at, edge.id FROM clinical_score edge WHERE edge.id = ${after}::uuid))
    ORDER BY s.recorded_at DESC, s.id DESC LIMIT ${PAGE_ROWS + 1}`
}

export interface FullScore {
  id: string
  recordedAt: Date
  recordedBy: string
  ruleSetVersion: string
  worked: Worked
}

export async function findScore(patientId: string, id: string): Promise<FullScore | null> {
  const [found] = await db.$queryRaw<FullRow[]>`
    SELECT s.id, s.kind, s.told, s.result, s.rule_set_version AS "ruleSetVersion", s.recorded_at AS "recordedAt",
      coalesce(a.name, '') AS "recordedBy"
    FROM clinical_score s LEFT JOIN account a ON a.id = s.recorded_by_id
    WHERE s.id = ${id}::uuid AND s.patient_id = ${patientId}::uuid`
  if (!found) return null
  const { kind, told, result, ...row } = found
  // Only `record` writes these columns, and nothing ever changes them.
  return { ...row, worked: { kind, told, result } as unknown as Worked }
}

interface FullRow extends Omit<FullScore, 'worked'> {
  kind: ScoreKind
  told: Prisma.JsonValue
  result: Prisma.JsonValue
}

/** How far back a result is looked for, to be said where it is too old to be filled in. */
const RESULT_DAYS = 30

/** What is known of a patient whom the caller has reached: the last round of readings, and the newest results. */
export async function knownOf(patientId: string, now: Date): Promise<Known> {
  const since = new Date(now.getTime() - KNOWN_HOURS * 3_600_000)
  const earliest = new Date(now.getTime() - RESULT_DAYS * 24 * 3_600_000)
  const [found] = await db.$queryRaw<KnownRow[]>`
    SELECT o.taken_at AS "takenAt", o.respiratory_rate AS "respiratoryRate", o.spo2, o.oxygen,
      o.oxygen_device AS "oxygenDevice", o.consciousness, r.results
    FROM (SELECT 1) one
    LEFT JOIN LATERAL (
      SELECT * FROM observation x
      WHERE x.patient_id = ${patientId}::uuid AND x.struck_at IS NULL AND x.taken_at >= ${since}
      ORDER BY x.taken_at DESC, x.id DESC LIMIT 1) o ON TRUE
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('code', y.code, 'number', y.number, 'unit', y.unit, 'at', y.at)), '[]')
        AS results
      FROM (
        SELECT DISTINCT ON (v.code) v.code, v.number::float8 AS number, v.unit,
          coalesce(c.collected_at, t.recorded_at) AS at
        FROM clinical_order c
        JOIN LATERAL (
          SELECT z.* FROM test_result z WHERE z.order_id = c.id ORDER BY z.version DESC LIMIT 1) t ON TRUE
        JOIN result_value v ON v.result_id = t.id
        WHERE c.patient_id = ${patientId}::uuid AND c.status <> 'CANCELLED' AND v.code IN ('urea', 'bun', 'crp') AND v.number IS NOT NULL
          AND coalesce(c.collected_at, t.recorded_at) >= ${earliest}
        ORDER BY v.code, coalesce(c.collected_at, t.recorded_at) DESC, t.id DESC) y) r`
  return {
    takenAt: found?.takenAt ?? null,
    respiratoryRate: found?.respiratoryRate ?? null,
    spo2: found?.spo2 ?? null,
    oxygen: found?.oxygen ?? null,
    oxygenDevice: found?.oxygenDevice ?? null,
    consciousness: found?.consciousness ?? null,
    results: (found?.results ?? []).map((result) => {
      const at = new Date(result.at)
      return { ...result, at, isOld: at < since }
    }),
  }
}

interface KnownRow extends Omit<Known, 'results'> {
  results: (Omit<KnownResult, 'at' | 'isOld'> & { at: string })[]
}
