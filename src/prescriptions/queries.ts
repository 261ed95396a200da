import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

export interface PrescribedItem {
  medicine: string
  dose: string
  frequency: string
  durationDays: number
  instructions: string | null
}

export interface PrescriptionRow {
  id: string
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
export function prescriptionsOf(
  patientId: string,
  limit: number,
  before: string | null = null,
): Promise<PrescriptionRow[]> {
  const older = Prisma.sql`AND (p.created_at, p.id) < (
    (SELECT created_at FROM prescription WHERE id = ${before}::uuid), ${before}::uuid)`
  return prescriptions(Prisma.sql`p.patient_id = ${patientId}::uuid ${before ? older : Prisma.empty}`, limit)
}

/** One prescription of that patient; another's is not found. */
export async function findPrescription(patientId: string, id: string): Promise<PrescriptionRow | null> {
  const [found] = await prescriptions(Prisma.sql`p.id = ${id}::uuid AND p.patient_id = ${patientId}::uuid`, 1)
  return found ?? null
}

async function prescriptions(which: Prisma.Sql, limit: number): Promise<PrescriptionRow[]> {
  const rows = await db.$queryRaw<(Omit<PrescriptionRow, 'items'> & PrescribedItem)[]>`
    SELECT p.id, p.created_at AS "prescribedAt", a.name AS doctor, s.name AS specialisation,
      d.registration_number AS "registrationNumber", p.admission_id AS "admissionId",
      i.medicine, i.dose, i.frequency, i.duration_days AS "durationDays", i.instructions
    FROM (SELECT * FROM prescription p WHERE ${which} ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}) p
    JOIN doctor d ON d.id = p.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    JOIN prescription_item i ON i.prescription_id = p.id
    ORDER BY p.created_at DESC, p.id DESC, i.position`
  const byId = new Map<string, PrescriptionRow>()
  for (const { medicine, dose, frequency, durationDays, instructions, ...prescription } of rows) {
    const known = byId.get(prescription.id) ?? { ...prescription, items: [] }
    known.items.push({ medicine, dose, frequency, durationDays, instructions })
    byId.set(prescription.id, known)
  }
  return [...byId.values()]
}
