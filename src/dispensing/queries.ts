import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { PrescriptionStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { NotFound } from '../shared/errors.js'
import type { Handing, LineToHandOut } from './rules.js'

export interface PrescriptionToHandOut {
  id: string
  number: number
  patientId: string
  status: PrescriptionStatus
  prescribedAt: Date
  doctor: string
  lines: LineToHandOut[]
}

/** A prescription with all that was handed out of it, by the scope of who is asking. Throws NotFound. Two statements. */
export async function prescriptionToHandOut(
  actor: Actor,
  id: string,
  now: Date,
): Promise<PrescriptionToHandOut> {
  const [head] = await db.$queryRaw<Omit<PrescriptionToHandOut, 'lines'>[]>`
    SELECT r.id, r.number, r.patient_id AS "patientId", r.status, r.created_at AS "prescribedAt", a.name AS doctor
    FROM prescription r
    JOIN patient p ON p.id = r.patient_id
    JOIN doctor d ON d.id = r.doctor_id
    JOIN account a ON a.id = d.account_id
    WHERE r.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  if (!head) throw new NotFound()
  const lines = await db.$queryRaw<RawLine[]>`
    SELECT i.id, i.medicine, i.dose, i.frequency, i.duration_days AS "durationDays", i.instructions, i.unit, i.quantity,
      i.stopped_at AS "stoppedAt", m.price_minor AS "priceMinor",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'quantity', x.quantity, 'batch', x.batch,
         'at', x.dispensed_at, 'by', t.name, 'returns', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('quantity', b.quantity, 'at', b.returned_at, 'reason', b.reason)
             ORDER BY b.returned_at, b.id), '[]')
           FROM dispense_return b WHERE b.dispense_id = x.id))
         ORDER BY x.dispensed_at, x.id), '[]')
       FROM dispense x JOIN account t ON t.id = x.dispensed_by_id WHERE x.item_id = i.id) AS handings
    FROM prescription_item i LEFT JOIN medicine m ON m.id = i.medicine_id
    WHERE i.prescription_id = ${id}::uuid ORDER BY i.position`
  return {
    ...head,
    lines: lines.map(({ handings, ...line }) => ({
      ...line,
      handings: handings.map(({ at, returns, ...handing }) => ({
        ...handing,
        at: new Date(at),
        returns: returns.map((back) => ({ ...back, at: new Date(back.at) })),
      })),
    })),
  }
}

type RawLine = Omit<LineToHandOut, 'handings'> & {
  handings: (Omit<Handing, 'at' | 'returns'> & {
    at: string
    returns: (Omit<Handing['returns'][number], 'at'> & { at: string })[]
  })[]
}

/** What was handed out once, and of which prescription; by the scope of who is asking. Throws NotFound. */
export async function findHanding(actor: Actor, id: string, now: Date) {
  const [row] = await db.$queryRaw<
    (Pick<Handing, 'id' | 'quantity' | 'batch' | 'at'> & {
      /** Of it. */
      returned: number
      /** An invoice has its charge. */
      billed: boolean
      patientId: string
      prescriptionId: string
      number: number
      medicine: string
    })[]
  >`
    SELECT x.id, x.quantity, x.returned, x.batch, x.dispensed_at AS at, x.patient_id AS "patientId", i.medicine,
      i.prescription_id AS "prescriptionId", r.number,
      EXISTS (SELECT FROM charge c WHERE c.source_type = 'dispense' AND c.source_id = x.id
        AND c.voided_at IS NULL AND c.invoice_line_id IS NOT NULL) AS billed
    FROM dispense x
    JOIN patient p ON p.id = x.patient_id
    JOIN prescription_item i ON i.id = x.item_id
    JOIN prescription r ON r.id = i.prescription_id
    WHERE x.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  if (!row) throw new NotFound()
  return row
}

export interface ToHandOut {
  id: string
  number: number
  prescribedAt: Date
  doctor: string
  /** Those of which something is left to hand out. */
  medicines: string[]
  patient: PatientIdentity
}

export const PAGE_ROWS = 50

/**
 * Prescriptions in force since `since` of which something is left to hand out, the newest first, without those of stays
 * that have ended; those of one patient whenever they were written. A line without a number waits until something of it
 * was handed out.
 */
export async function waitingToBeHandedOut(
  actor: Actor,
  { patientId, since, after }: { patientId: string | null; since: Date; after: string | null },
  now: Date,
): Promise<{ rows: ToHandOut[]; more: boolean }> {
  const found = await db.$queryRaw<(RawIdentity & Omit<ToHandOut, 'patient' | 'id' | 'number'> & Named)[]>`
    SELECT r.id AS "prescriptionId", r.number AS "prescriptionNumber", r.created_at AS "prescribedAt",
      t.name AS doctor, w.medicines, ${identityColumns}
    FROM prescription r
    JOIN patient p ON p.id = r.patient_id
    JOIN doctor d ON d.id = r.doctor_id
    JOIN account t ON t.id = d.account_id
    CROSS JOIN LATERAL (
      SELECT array_agg(i.medicine ORDER BY i.position) AS medicines
      FROM prescription_item i
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(x.quantity - x.returned), 0) AS units FROM dispense x WHERE x.item_id = i.id) given
      WHERE i.prescription_id = r.id AND i.stopped_at IS NULL AND (given.units = 0 OR given.units < i.quantity)) w
    WHERE r.status = 'ACTIVE' AND w.medicines IS NOT NULL AND ${patientsOfInSql(actor, now)}
      AND ${
        patientId
          ? Prisma.sql`r.patient_id = ${patientId}::uuid`
          : Prisma.sql`r.created_at >= ${since} AND NOT EXISTS (
              SELECT FROM admission ended WHERE ended.id = r.admission_id AND ended.discharged_at IS NOT NULL)`
      }
      ${
        after
          ? Prisma.sql`AND (r.created_at, r.id) < ((SELECT created_at FROM prescription WHERE id = ${after}::uuid), ${after}::uuid)`
          : Prisma.empty
      }
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${PAGE_ROWS + 1}`
  const rows = found
    .slice(0, PAGE_ROWS)
    .map(({ prescriptionId, prescriptionNumber, prescribedAt, doctor, medicines, ...patient }) => ({
      ...{ id: prescriptionId, number: prescriptionNumber, prescribedAt, doctor, medicines },
      patient: withBirthDay(patient),
    }))
  return { rows, more: found.length > PAGE_ROWS }
}

interface Named {
  prescriptionId: string
  prescriptionNumber: number
}

/** The prescription of that number, wherever it is; null where there is none in reach. */
export async function prescriptionOfNumber(actor: Actor, number: number, now: Date): Promise<string | null> {
  const [found] = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM prescription r JOIN patient p ON p.id = r.patient_id
    WHERE r.number = ${number} AND ${patientsOfInSql(actor, now)}`
  return found?.id ?? null
}
