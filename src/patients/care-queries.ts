import { db } from '../db/client.js'

export interface DoctorInCharge {
  assignmentId: string
  doctorId: string
  name: string
  specialisation: string
  phone: string | null
  chamber: string | null
  startedAt: Date
  endedAt: Date | null
  /** The stay that it belongs to; null for a patient at home. */
  admissionId: string | null
}

/** Who is and was in charge of a patient, those in charge now first. The caller has found the patient in scope. */
export function doctorsInCharge(patientId: string): Promise<DoctorInCharge[]> {
  return db.$queryRaw<DoctorInCharge[]>`
    SELECT c.id AS "assignmentId", d.id AS "doctorId", a.name, s.name AS specialisation, a.phone, d.chamber,
      c.started_at AS "startedAt", c.ended_at AS "endedAt", c.admission_id AS "admissionId"
    FROM care_assignment c
    JOIN doctor d ON d.id = c.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE c.patient_id = ${patientId}::uuid
    ORDER BY c.ended_at DESC NULLS FIRST, c.started_at DESC, c.id
    LIMIT 100`
}
