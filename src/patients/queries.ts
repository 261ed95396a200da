import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import type { BloodGroup, Severity, Sex, TriageStatus } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type Whereabouts, whereabouts } from './whereabouts-rules.js'

/** A patient as the banner on top of each staff page names them. */
export interface PatientInBanner {
  id: string
  number: number
  name: string
  localName: string | null
  sex: Sex | null
  dateOfBirth: Day | null
  phone: string | null
  bloodGroup: BloodGroup | null
  allergies: string | null
  photoId: string | null
  accountId: string | null
  deactivatedAt: Date | null
  where: Whereabouts
  /** The stay that is open now. */
  admissionId: string | null
  admittedAt: Date | null
  /** The newest triage. */
  triage: { status: TriageStatus; severity: Severity | null; highRisk: boolean } | null
}

/** The patient of a page, by the scope of who is asking. Throws NotFound: somebody else's is not found either. */
export async function findPatient(actor: Actor, id: string, now: Date): Promise<PatientInBanner> {
  const [row] = await db.$queryRaw<BannerRow[]>`
    SELECT p.id, p.number, p.name, p.local_name AS "localName", p.sex, p.date_of_birth AS "dateOfBirth", p.phone,
      p.blood_group AS "bloodGroup", p.allergies, p.photo_id AS "photoId", p.account_id AS "accountId",
      p.deactivated_at AS "deactivatedAt", a.id AS "admissionId", a.admitted_at AS "admittedAt",
      w.name AS ward, b.number AS bed, h.id IS NOT NULL AS isolated,
      t.status AS "triageStatus", t.severity, t.high_risk AS "highRisk"
    FROM patient p
    LEFT JOIN admission a ON a.patient_id = p.id AND a.discharged_at IS NULL
    LEFT JOIN bed_stay s ON s.admission_id = a.id AND s.ended_at IS NULL
    LEFT JOIN bed b ON b.id = s.bed_id
    LEFT JOIN ward w ON w.id = b.ward_id
    LEFT JOIN home_isolation h ON h.patient_id = p.id AND h.ended_at IS NULL
    LEFT JOIN LATERAL (
      SELECT t.status, t.severity, t.high_risk FROM triage_assessment t
      WHERE t.patient_id = p.id ORDER BY t.created_at DESC, t.id DESC LIMIT 1) t ON TRUE
    WHERE p.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  if (!row) throw new NotFound()
  const { ward, bed, isolated, triageStatus, severity, highRisk, dateOfBirth, ...patient } = row
  return {
    ...patient,
    dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth),
    where: whereabouts({ ward, bed, isolated }),
    triage: triageStatus && { status: triageStatus, severity, highRisk: highRisk ?? false },
  }
}

interface BannerRow extends Omit<PatientInBanner, 'dateOfBirth' | 'where' | 'triage'> {
  dateOfBirth: Date | null
  ward: string | null
  bed: string | null
  isolated: boolean
  triageStatus: TriageStatus | null
  severity: Severity | null
  highRisk: boolean | null
}
