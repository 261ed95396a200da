import { db } from '../db/client.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'

export interface SummaryRow {
  id: string
  version: number
  admissionId: string
  diagnosis: string
  course: string
  condition: string
  medicines: string | null
  advice: string
  followUpOn: Day | null
  /** Why it took the place of the version before. */
  reason: string | null
  signedAt: Date
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
  stay: { reason: string; admittedAt: Date; dischargedAt: Date | null; beds: { ward: string; bed: string }[] }
  /** Every version of this stay's summary, the newest first. */
  versions: { id: string; version: number; signedAt: Date }[]
}

/** One summary of a patient who was reached through the scope, whatever its version. One statement. */
export async function findSummary(patientId: string, id: string): Promise<SummaryRow | null> {
  const [row] = await db.$queryRaw<RawSummary[]>`
    SELECT x.id, x.version, x.admission_id AS "admissionId", x.diagnosis, x.course, x.condition, x.medicines, x.advice,
      x.follow_up_on AS "followUpOn", x.reason, x.signed_at AS "signedAt",
      jsonb_build_object('name', c.name, 'specialisation', s.name, 'qualification', d.qualification,
        'registrationNumber', d.registration_number) AS doctor,
      a.reason AS "stayReason", a.admitted_at AS "admittedAt", a.discharged_at AS "dischargedAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('ward', w.name, 'bed', b.number) ORDER BY stay.started_at), '[]')
       FROM bed_stay stay JOIN bed b ON b.id = stay.bed_id JOIN ward w ON w.id = b.ward_id
       WHERE stay.admission_id = a.id) AS beds,
      (SELECT jsonb_agg(jsonb_build_object('id', v.id, 'version', v.version, 'signedAt', v.signed_at)
         ORDER BY v.version DESC)
       FROM discharge_summary v WHERE v.admission_id = x.admission_id) AS versions
    FROM discharge_summary x
    JOIN admission a ON a.id = x.admission_id
    JOIN doctor d ON d.id = x.doctor_id
    JOIN account c ON c.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE x.id = ${id}::uuid AND x.patient_id = ${patientId}::uuid`
  if (!row) return null
  const { stayReason: reason, admittedAt, dischargedAt, beds, versions, ...summary } = row
  return {
    ...summary,
    followUpOn: row.followUpOn && dayFromColumn(row.followUpOn),
    stay: { reason, admittedAt, dischargedAt, beds },
    versions: versions.map((version) => ({ ...version, signedAt: new Date(version.signedAt) })),
  }
}

interface RawSummary extends Omit<SummaryRow, 'followUpOn' | 'stay' | 'versions'> {
  followUpOn: Date | null
  stayReason: string
  admittedAt: Date
  dischargedAt: Date | null
  beds: { ward: string; bed: string }[]
  versions: { id: string; version: number; signedAt: string }[]
}

export interface StayWithSummary {
  admissionId: string
  reason: string
  admittedAt: Date
  dischargedAt: Date | null
  summary: { id: string; version: number; diagnosis: string; signedAt: Date; doctor: string } | null
}

/** The last stays of a patient who was reached through the scope, each with the newest version of its summary. */
export async function staysWithSummaries(patientId: string, limit = 50): Promise<StayWithSummary[]> {
  const rows = await db.$queryRaw<RawStay[]>`
    SELECT a.id AS "admissionId", a.reason, a.admitted_at AS "admittedAt", a.discharged_at AS "dischargedAt",
      x.id, x.version, x.diagnosis, x.signed_at AS "signedAt", c.name AS doctor
    FROM admission a
    LEFT JOIN LATERAL (
      SELECT * FROM discharge_summary WHERE admission_id = a.id ORDER BY version DESC LIMIT 1) x ON TRUE
    LEFT JOIN doctor d ON d.id = x.doctor_id
    LEFT JOIN account c ON c.id = d.account_id
    WHERE a.patient_id = ${patientId}::uuid
    ORDER BY a.admitted_at DESC, a.id DESC LIMIT ${limit}`
  return rows.map(({ admissionId, reason, admittedAt, dischargedAt, ...summary }) => ({
    ...{ admissionId, reason, admittedAt, dischargedAt },
    summary: summary.id === null ? null : summary,
  }))
}

type Signed = NonNullable<StayWithSummary['summary']>
type RawStay = Omit<StayWithSummary, 'summary'> & (Signed | { [Column in keyof Signed]: null })

/** The newest summary of a stay as the form holds it, with its version; null while there is none. */
export async function newestOfStay(
  patientId: string,
  admissionId: string,
): Promise<Record<string, string> | null> {
  const newest = await db.dischargeSummary.findFirst({
    where: { patientId, admissionId },
    orderBy: { version: 'desc' },
    select: {
      ...{ version: true, diagnosis: true, course: true, condition: true },
      ...{ medicines: true, advice: true, followUpOn: true },
    },
  })
  if (!newest) return null
  const { version, medicines, followUpOn, ...texts } = newest
  return {
    ...texts,
    admissionId,
    latest: String(version),
    medicines: medicines ?? '',
    followUpOn: followUpOn ? dayFromColumn(followUpOn) : '',
  }
}
