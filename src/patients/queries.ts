import type { Actor } from '../access/actor.js'
import { patientsOf, patientsOfInSql } from '../access/scopes.js'
import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { BloodGroup, Severity, Sex, TriageStatus } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { formatPhone } from '../shared/text.js'
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
  /** When the last stay ended. */
  dischargedAt: Date | null
  /** The newest triage. */
  triage: { status: TriageStatus; severity: Severity | null; highRisk: boolean } | null
}

/** The patient of a page, by the scope of who is asking. Throws NotFound: somebody else's is not found either. */
export async function findPatient(actor: Actor, id: string, now: Date): Promise<PatientInBanner> {
  const [row] = await db.$queryRaw<BannerRow[]>`
    SELECT p.id, p.number, p.name, p.local_name AS "localName", p.sex, p.date_of_birth AS "dateOfBirth", p.phone,
      p.blood_group AS "bloodGroup", p.allergies, p.photo_id AS "photoId", p.account_id AS "accountId",
      p.deactivated_at AS "deactivatedAt", a.id AS "admissionId", a.admitted_at AS "admittedAt",
      (SELECT max(former.discharged_at) FROM admission former WHERE former.patient_id = p.id) AS "dischargedAt",
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

const detailFields = {
  id: true,
  number: true,
  name: true,
  localName: true,
  sex: true,
  dateOfBirth: true,
  phone: true,
  email: true,
  address: true,
  bloodGroup: true,
  governmentIdKind: true,
  governmentIdNumber: true,
  medicalHistory: true,
  allergies: true,
  photoId: true,
  deactivatedAt: true,
  version: true,
} satisfies Prisma.PatientSelect

export type PatientDetails = Prisma.PatientGetPayload<{ select: typeof detailFields }>

/** All that a form about the patient holds; `tx` may be `db`. Null where it is not in the scope of who is asking. */
export function detailsOf(tx: Tx, actor: Actor, id: string, now: Date): Promise<PatientDetails | null> {
  return tx.patient.findFirst({ where: { id, AND: patientsOf(actor, now) }, select: detailFields })
}

/** The details for a page. Throws NotFound. */
export async function patientDetails(actor: Actor, id: string, now: Date): Promise<PatientDetails> {
  const details = await detailsOf(db, actor, id, now)
  if (!details) throw new NotFound()
  return details
}

/** The same details as a form holds them. */
export function formValues(patient: PatientDetails): Record<string, string> {
  return {
    name: patient.name,
    localName: patient.localName ?? '',
    phone: patient.phone ? formatPhone(patient.phone) : '',
    email: patient.email ?? '',
    address: patient.address ?? '',
    sex: patient.sex ?? '',
    dateOfBirth: patient.dateOfBirth ? dayFromColumn(patient.dateOfBirth) : '',
    bloodGroup: patient.bloodGroup ?? '',
    governmentIdKind: patient.governmentIdKind ?? '',
    governmentIdNumber: patient.governmentIdNumber ?? '',
    medicalHistory: patient.medicalHistory ?? '',
    allergies: patient.allergies ?? '',
  }
}

/** Who last changed the details of a patient, for the person whose own change came second. */
export async function lastEdit(patientId: string): Promise<{ name: string; at: Date } | null> {
  const [edit] = await db.$queryRaw<{ name: string; at: Date }[]>`
    SELECT a.name, e.at FROM audit_event e JOIN account a ON a.id = e.actor_id
    WHERE e.patient_id = ${patientId}::uuid AND e.action = 'patient.edit'
    ORDER BY e.at DESC, e.id DESC LIMIT 1`
  return edit ?? null
}
