import type { Actor } from '../access/actor.js'
import { patientsOf, patientsOfInSql } from '../access/scopes.js'
import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { BloodGroup, Severity, TriageStatus } from '../generated/prisma/enums.js'
import { dayFromColumn } from '../shared/calendar.js'
import { Moved, NotFound } from '../shared/errors.js'
import { formatPhone } from '../shared/text.js'
import { type Allergies, type AllergyInBanner, bySeverity } from './allergy-rules.js'
import {
  identityColumns,
  located,
  type PatientIdentity,
  type RawIdentity,
  type RawWhereabouts,
  whereaboutsColumns,
  whereaboutsJoins,
} from './identity-queries.js'
import type { ListedDecision, ListedTriage } from './listed-triage-rules.js'
import { mergedInto } from './merged-queries.js'
import { newestDecision, newestTriage } from './triage-queries.js'
import type { Whereabouts } from './whereabouts-rules.js'

/** A patient as the banner on top of each staff page names them. */
export interface PatientInBanner extends PatientIdentity {
  bloodGroup: BloodGroup | null
  allergies: Allergies
  accountId: string | null
  /** Only where the reader does not reach the record that it was merged into. */
  mergedIntoId: string | null
  deactivatedAt: Date | null
  where: Whereabouts
  /** The stay that is open now. */
  admissionId: string | null
  admittedAt: Date | null
  /** When the last stay ended. */
  dischargedAt: Date | null
  /** The newest triage. */
  triage: (ListedTriage & { highRisk: boolean }) | null
  /** Until when a doctor who does not treat the patient may read the record. */
  emergencyUntil: Date | null
}

/**
 * The patient of a page, by the scope of who is asking. Throws NotFound: somebody else's is not found either; and Moved,
 * where the record was merged into another one.
 */
export async function findPatient(actor: Actor, id: string, now: Date): Promise<PatientInBanner> {
  const [row] = await db.$queryRaw<BannerRow[]>`
    SELECT ${identityColumns}, p.blood_group AS "bloodGroup", p.no_known_allergies_at AS "noneSince",
      p.account_id AS "accountId", p.merged_into_id AS "mergedIntoId",
      (SELECT jsonb_agg(jsonb_build_object(
         'substance', g.substance, 'code', g.code, 'reaction', g.reaction, 'severity', g.severity))
       FROM allergy g WHERE g.patient_id = p.id AND g.removed_at IS NULL) AS known,
      p.deactivated_at AS "deactivatedAt", a.id AS "admissionId", a.admitted_at AS "admittedAt",
      (SELECT max(former.discharged_at) FROM admission former WHERE former.patient_id = p.id) AS "dischargedAt",
      (SELECT max(e.ends_at) FROM break_glass e
       WHERE e.patient_id = p.id AND e.doctor_id = ${actor.doctorId}::uuid AND e.ends_at > ${now}) AS "emergencyUntil",
      ${whereaboutsColumns}, t.status AS "triageStatus", t.severity, t.high_risk AS "highRisk",
      ${newestDecision}
    FROM patient p
    ${whereaboutsJoins}
    ${newestTriage}
    WHERE p.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  if (!row || row.mergedIntoId) {
    const kept = await mergedInto(actor, id, now)
    if (kept) throw new Moved(id, kept)
  }
  if (!row) throw new NotFound()
  const { triageStatus, severity, highRisk, decision, known, noneSince, ...patient } = row
  return {
    ...located(patient),
    allergies: { known: (known ?? []).sort(bySeverity), noneSince },
    triage: triageStatus && { status: triageStatus, severity, decision, highRisk: highRisk ?? false },
  }
}

interface BannerRow
  extends RawIdentity,
    RawWhereabouts,
    Omit<PatientInBanner, keyof PatientIdentity | 'where' | 'triage' | 'allergies'> {
  known: AllergyInBanner[] | null
  noneSince: Date | null
  triageStatus: TriageStatus | null
  severity: Severity | null
  highRisk: boolean | null
  decision: ListedDecision | null
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
