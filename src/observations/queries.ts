import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { ObservationSource } from '../generated/prisma/enums.js'
import type { Round } from './entry-rules.js'
import type { Band } from './news2-rules.js'
import type { ScaleDecision, StoredScore } from './score-rules.js'
import { readScore } from './stored-score.js'

/** A round as it was written down. */
export interface RoundRow extends Round {
  id: string
  takenAt: Date
  recordedAt: Date
  recordedBy: string
  source: ObservationSource
  pregnant: boolean
  spo2Scale: number
  /** Null where it was written before scores were kept. */
  score: StoredScore | null
  total: number | null
  band: Band | null
  struckAt: Date | null
  struckBy: string | null
  struckReason: string | null
}

interface Which {
  limit: number
  /** Only those before the round with this id. */
  before?: string | null
  /** Only those that this account wrote down. */
  by?: string | null
  /** Those that were struck out, too. */
  struck?: boolean
}

/** Rounds of a patient whom the caller has reached through their scope, newest first. */
export function roundsOf(
  patientId: string,
  { limit, before = null, by = null, struck = false }: Which,
): Promise<RoundRow[]> {
  const older = Prisma.sql`AND (o.taken_at, o.id) < (
    (SELECT taken_at FROM observation WHERE id = ${before}::uuid AND patient_id = o.patient_id), ${before}::uuid)`
  return rounds(
    Prisma.sql`o.patient_id = ${patientId}::uuid ${before ? older : Prisma.empty}
      ${by ? Prisma.sql`AND o.recorded_by_id = ${by}::uuid` : Prisma.empty}
      ${struck ? Prisma.empty : Prisma.sql`AND o.struck_at IS NULL`}`,
    limit,
  )
}

/** One round of that patient, struck out or not; another's is not found, nor with `by` one that others wrote. */
export async function findRound(patientId: string, id: string, by: string | null): Promise<RoundRow | null> {
  const [found] = await rounds(
    Prisma.sql`o.id = ${id}::uuid AND o.patient_id = ${patientId}::uuid
      ${by ? Prisma.sql`AND o.recorded_by_id = ${by}::uuid` : Prisma.empty}`,
    1,
  )
  return found ?? null
}

/** Who decided on the SpO2 scale of a patient last, and why; null where nobody did, and scale 1 holds. */
export async function scaleDecisionOf(
  patientId: string,
): Promise<(Omit<ScaleDecision, 'decidedAt'> & { decidedAt: Date; reason: string }) | null> {
  const [found] = await db.$queryRaw<{ scale: number; doctor: string; decidedAt: Date; reason: string }[]>`
    SELECT s.scale, a.name AS doctor, s.decided_at AS "decidedAt", s.reason
    FROM spo2_scale_decision s JOIN doctor d ON d.id = s.doctor_id JOIN account a ON a.id = d.account_id
    WHERE s.patient_id = ${patientId}::uuid
    ORDER BY s.decided_at DESC, s.id DESC LIMIT 1`
  return found ?? null
}

type RawRound = Omit<RoundRow, 'score'> & { news2: Prisma.JsonValue }

async function rounds(which: Prisma.Sql, limit: number): Promise<RoundRow[]> {
  const rows = await db.$queryRaw<RawRound[]>`
    SELECT ${roundColumns}, o.recorded_at AS "recordedAt", coalesce(a.name, '') AS "recordedBy", o.source, o.pregnant,
      o.struck_at AS "struckAt", s.name AS "struckBy", o.struck_reason AS "struckReason"
    FROM observation o
    LEFT JOIN account a ON a.id = o.recorded_by_id
    LEFT JOIN account s ON s.id = o.struck_by_id
    WHERE ${which}
    ORDER BY o.taken_at DESC, o.id DESC LIMIT ${limit}`
  return rows.map(({ news2, ...row }) => ({ ...row, score: readScore(news2) }))
}

/** What was measured, and its score; for tagged queries over `observation o`. */
export const roundColumns = Prisma.sql`
  o.id, o.taken_at AS "takenAt", o.spo2, o.oxygen, o.oxygen_device AS "oxygenDevice",
  o.oxygen_flow_tenths AS "oxygenFlowTenths", o.fio2, o.respiratory_rate AS "respiratoryRate",
  o.temperature_tenths_c AS "temperatureTenthsC", o.pulse, o.systolic, o.diastolic, o.consciousness, o.pain,
  o.glucose_mg_dl AS "glucoseMgDl", o.weight_grams AS "weightGrams", o.spo2_scale AS "spo2Scale", o.news2,
  o.news2_total AS total, o.news2_band AS band`
