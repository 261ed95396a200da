import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { PrescriptionStatus, Sex, WarningKind, WarningSeverity } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import type { Values } from '../shared/errors.js'

export interface PrescribedItem {
  itemId: string
  medicine: string
  dose: string
  frequency: string
  maxPerDay: number | null
  durationDays: number
  instructions: string | null
  stoppedAt: Date | null
}

export interface PrescriptionRow {
  id: string
  number: number
  status: PrescriptionStatus
  prescribedAt: Date
  doctor: string
  specialisation: string
  registrationNumber: string
  admissionId: string | null
  items: PrescribedItem[]
}

/**
 * The prescriptions of a patient whom the caller has reached through their scope, newest first; those before the
 * one with the id `before`.
 */
export async function prescriptionsOf(
  patientId: string,
  limit: number,
  before: string | null = null,
): Promise<PrescriptionRow[]> {
  const older = Prisma.sql`AND (p.created_at, p.id) < (
    (SELECT created_at FROM prescription WHERE id = ${before}::uuid AND patient_id = ${patientId}::uuid), ${before}::uuid)`
  const rows = await db.$queryRaw<(Omit<PrescriptionRow, 'items'> & PrescribedItem)[]>`
    SELECT p.id, p.number, p.status, p.created_at AS "prescribedAt", a.name AS doctor, s.name AS specialisation,
      d.registration_number AS "registrationNumber", p.admission_id AS "admissionId",
      i.id AS "itemId", i.medicine, i.dose, i.frequency, i.max_per_day AS "maxPerDay",
      i.duration_days AS "durationDays", i.instructions, i.stopped_at AS "stoppedAt"
    FROM (
      SELECT * FROM prescription p
      WHERE p.patient_id = ${patientId}::uuid ${before ? older : Prisma.empty}
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}) p
    JOIN doctor d ON d.id = p.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    JOIN prescription_item i ON i.prescription_id = p.id
    ORDER BY p.created_at DESC, p.id DESC, i.position`
  const byId = new Map<string, PrescriptionRow>()
  for (const row of rows) {
    const { itemId, medicine, dose, frequency, maxPerDay, durationDays, instructions, stoppedAt, ...one } =
      row
    const known = byId.get(one.id) ?? { ...one, items: [] }
    known.items.push({ itemId, medicine, dose, frequency, maxPerDay, durationDays, instructions, stoppedAt })
    byId.set(one.id, known)
  }
  return [...byId.values()]
}

export interface SheetItem {
  id: string
  medicineId: string | null
  medicine: string
  route: string | null
  dose: string
  doseAmount: number | null
  unit: string | null
  frequency: string
  maxPerDay: number | null
  durationDays: number
  quantity: number | null
  instructions: string | null
  stoppedAt: Date | null
  stopReason: string | null
}

export interface PassedWarning {
  kind: WarningKind
  severity: WarningSeverity
  text: string
  values: Values
  source: string
  reason: string
}

interface Version {
  id: string
  number: number
}

/** One prescription with all that stands on it. */
export interface PrescriptionSheet {
  id: string
  number: number
  status: PrescriptionStatus
  version: number
  ruleSet: string | null
  prescribedAt: Date
  /** The first day of its medicines. */
  began: Day
  patient: {
    name: string
    localName: string | null
    number: number
    sex: Sex | null
    dateOfBirth: Day | null
    /** Null where nobody asked yet. */
    allergies: string[] | null
  }
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
  replaces: Version | null
  replacedBy: Version | null
  items: SheetItem[]
  warnings: PassedWarning[]
}

/** One prescription of that patient; another's is not found. One statement, whatever stands on it. */
export async function findSheet(
  patientId: string,
  id: string,
  tx: Tx = db,
): Promise<PrescriptionSheet | null> {
  const [found] = await tx.$queryRaw<RawSheet[]>`
    SELECT p.id, p.number, p.status, p.version, p.rule_set AS "ruleSet", p.created_at AS "prescribedAt",
      (p.created_at AT TIME ZONE ${config.zone})::date AS began,
      jsonb_build_object('name', who.name, 'localName', who.local_name, 'number', who.number, 'sex', who.sex,
        'dateOfBirth', who.date_of_birth, 'allergies', CASE
          WHEN allergies.substances IS NULL AND who.no_known_allergies_at IS NULL THEN NULL
          ELSE coalesce(allergies.substances, '[]') END) AS patient,
      jsonb_build_object('name', a.name, 'specialisation', s.name, 'qualification', d.qualification,
        'registrationNumber', d.registration_number) AS doctor,
      (SELECT jsonb_build_object('id', old.id, 'number', old.number)
       FROM prescription old WHERE old.id = p.replaces_id) AS replaces,
      (SELECT jsonb_build_object('id', new.id, 'number', new.number)
       FROM prescription new WHERE new.replaces_id = p.id) AS "replacedBy",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'medicineId', i.medicine_id, 'medicine', i.medicine,
         'route', i.route, 'dose', i.dose, 'doseAmount', i.dose_amount, 'unit', i.unit, 'frequency', i.frequency,
         'maxPerDay', i.max_per_day, 'durationDays', i.duration_days, 'quantity', i.quantity,
         'instructions', i.instructions, 'stoppedAt', i.stopped_at, 'stopReason', i.stop_reason)
         ORDER BY i.position), '[]')
       FROM prescription_item i WHERE i.prescription_id = p.id) AS items,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'severity', w.severity, 'text', w.text,
         'values', w."values", 'source', w.source, 'reason', w.reason) ORDER BY w.position), '[]')
       FROM prescription_warning w WHERE w.prescription_id = p.id) AS warnings
    FROM prescription p
    JOIN patient who ON who.id = p.patient_id
    JOIN doctor d ON d.id = p.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(g.substance ORDER BY g.recorded_at, g.id) AS substances
      FROM allergy g WHERE g.patient_id = p.patient_id AND g.removed_at IS NULL) allergies
    WHERE p.id = ${id}::uuid AND p.patient_id = ${patientId}::uuid`
  if (!found) return null
  return {
    ...found,
    began: dayFromColumn(found.began),
    items: found.items.map((item) => ({
      ...item,
      stoppedAt: item.stoppedAt === null ? null : new Date(item.stoppedAt),
    })),
  }
}

interface RawSheet extends Omit<PrescriptionSheet, 'began' | 'items'> {
  began: Date
  items: (Omit<SheetItem, 'stoppedAt'> & { stoppedAt: string | null })[]
}

/** The version of a prescription that nothing has replaced yet: itself, or the last of those that came after it. */
export async function newestVersion(patientId: string, id: string, tx: Tx = db): Promise<string | null> {
  const [newest] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT id, 0 AS step FROM prescription WHERE id = ${id}::uuid AND patient_id = ${patientId}::uuid
      UNION ALL
      SELECT p.id, line.step + 1 FROM prescription p JOIN line ON p.replaces_id = line.id)
    SELECT id FROM line ORDER BY step DESC LIMIT 1`
  return newest?.id ?? null
}
