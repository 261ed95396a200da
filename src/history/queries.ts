import { db, type Tx } from '../db/client.js'
import type { AllergyKind, AllergySeverity, ConditionStatus } from '../generated/prisma/enums.js'
import { type Allergies, bySeverity } from '../patients/allergy-rules.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'

export interface AllergyRow {
  id: string
  kind: AllergyKind
  substance: string
  /** The ingredient or class of the safety rules; null where no rule can check it. */
  code: string | null
  reaction: string | null
  severity: AllergySeverity
  recordedAt: Date
  recordedBy: string | null
  /** Told by a patient in their own portal. */
  byPatient: boolean
}

export interface TakenBackAllergy extends AllergyRow {
  removedAt: Date
  removedBy: string | null
  removedReason: string
}

/** What a patient must not get, the worst first; or since when they know of none. Found in scope by the caller. */
export async function allergiesOf(patientId: string, tx: Tx = db): Promise<Allergies<AllergyRow>> {
  const { known, noneSince } = await toldAllergiesOf(patientId, tx)
  return { known, noneSince }
}

/** The same with those that were taken back, the last first. */
export async function toldAllergiesOf(
  patientId: string,
  tx: Tx = db,
): Promise<Allergies<AllergyRow> & { takenBack: TakenBackAllergy[] }> {
  const rows = await tx.$queryRaw<(Partial<RawAllergy> & { noneSince: Date | null })[]>`
    SELECT p.no_known_allergies_at AS "noneSince", g.id, g.kind, g.substance, g.code, g.reaction, g.severity,
      g.recorded_at AS "recordedAt", teller.name AS "recordedBy", coalesce(teller.role = 'PATIENT', FALSE) AS "byPatient",
      g.removed_at AS "removedAt", remover.name AS "removedBy", g.removed_reason AS "removedReason"
    FROM patient p
    LEFT JOIN allergy g ON g.patient_id = p.id
    LEFT JOIN account teller ON teller.id = g.recorded_by_id
    LEFT JOIN account remover ON remover.id = g.removed_by_id
    WHERE p.id = ${patientId}::uuid
    ORDER BY g.removed_at DESC NULLS FIRST, g.recorded_at, g.id`
  const told = rows.filter((row): row is RawAllergy & { noneSince: Date | null } => row.id !== null)
  const known = told
    .filter(({ removedAt }) => removedAt === null)
    .map(asAllergy)
    .sort(bySeverity)
  return {
    known,
    noneSince: known.length === 0 ? (rows[0]?.noneSince ?? null) : null,
    takenBack: told.flatMap((row) => {
      const { removedAt, removedBy, removedReason } = row
      return removedAt
        ? [{ ...asAllergy(row), removedAt, removedBy, removedReason: removedReason ?? '' }]
        : []
    }),
  }
}

interface RawAllergy extends AllergyRow {
  removedAt: Date | null
  removedBy: string | null
  removedReason: string | null
}

function asAllergy({
  id,
  kind,
  substance,
  code,
  reaction,
  severity,
  recordedAt,
  recordedBy,
  byPatient,
}: RawAllergy): AllergyRow {
  return { id, kind, substance, code, reaction, severity, recordedAt, recordedBy, byPatient }
}

export interface ConditionRow {
  id: string
  name: string
  /** ICD-10 */
  code: string | null
  since: Day | null
  note: string | null
  status: ConditionStatus
  resolvedOn: Day | null
  recordedAt: Date
  recordedBy: string | null
  version: number
}

/** The problem list: what is active first, then what is over, then what was entered in error. */
export async function conditionsOf(patientId: string, tx: Tx = db): Promise<ConditionRow[]> {
  const rows = await tx.$queryRaw<RawCondition[]>`
    SELECT c.id, c.name, c.code, c.since, c.note, c.status, c.resolved_on AS "resolvedOn",
      c.recorded_at AS "recordedAt", a.name AS "recordedBy", c.version
    FROM condition c LEFT JOIN account a ON a.id = c.recorded_by_id
    WHERE c.patient_id = ${patientId}::uuid
    ORDER BY c.status, c.since DESC NULLS LAST, c.recorded_at DESC, c.id LIMIT 200`
  return rows.map(({ since, resolvedOn, ...row }) => ({
    ...row,
    since: since && dayFromColumn(since),
    resolvedOn: resolvedOn && dayFromColumn(resolvedOn),
  }))
}

type RawCondition = Omit<ConditionRow, 'since' | 'resolvedOn'> & {
  since: Date | null
  resolvedOn: Date | null
}

/** What else stands in the history: the text, and how the patient said they were last. */
export async function historyText(patientId: string): Promise<{
  medicalHistory: string | null
  version: number
  report: { day: Day; rating: number; description: string | null } | null
}> {
  const [row] = await db.$queryRaw<RawText[]>`
    SELECT p.medical_history AS "medicalHistory", p.version, r.day, r.rating, r.description
    FROM patient p
    LEFT JOIN LATERAL (
      SELECT r.day, r.rating, r.description FROM daily_report r
      WHERE r.patient_id = p.id ORDER BY r.day DESC LIMIT 1) r ON TRUE
    WHERE p.id = ${patientId}::uuid`
  const { medicalHistory = null, version = 1, day = null, rating = null, description = null } = row ?? {}
  const report = day && rating !== null ? { day: dayFromColumn(day), rating, description } : null
  return { medicalHistory, version, report }
}

interface RawText {
  medicalHistory: string | null
  version: number
  day: Date | null
  rating: number | null
  description: string | null
}
