import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Consciousness, OrderKind } from '../generated/prisma/enums.js'

/** What the record knows of a stay, for the doctor who sums it up. */
export interface StayFacts {
  admissionId: string
  reason: string
  admittedAt: Date
  dischargedAt: Date | null
  severity: 'MILD' | 'MODERATE' | 'SEVERE' | null
  /** In their order: where the patient lay. */
  beds: { ward: string; bed: string; startedAt: Date }[]
  conditions: string[]
  /** Tests of the stay with a final result, and treatments that were given. */
  tests: string[]
  treatments: string[]
  lastRound: {
    takenAt: Date
    spo2: number | null
    respiratoryRate: number | null
    temperatureTenthsC: number | null
    pulse: number | null
    systolic: number | null
    diastolic: number | null
    consciousness: Consciousness | null
  } | null
}

/** Of a stay of a patient who was reached through the scope. One statement. */
export async function stayFacts(patientId: string, admissionId: string): Promise<StayFacts | null> {
  const [found] = await db.$queryRaw<RawFacts[]>`
    SELECT a.id AS "admissionId", a.reason, a.admitted_at AS "admittedAt", a.discharged_at AS "dischargedAt", g.severity,
      ARRAY(SELECT c.name FROM condition c WHERE c.patient_id = a.patient_id AND c.status = 'ACTIVE'
        ORDER BY c.recorded_at LIMIT 20) AS conditions,
      ${ordered('TEST')} AS tests, ${ordered('TREATMENT')} AS treatments,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('ward', w.name, 'bed', b.number, 'startedAt', s.started_at)
         ORDER BY s.started_at), '[]')
       FROM bed_stay s JOIN bed b ON b.id = s.bed_id JOIN ward w ON w.id = b.ward_id
       WHERE s.admission_id = a.id) AS beds,
      (SELECT jsonb_build_object('takenAt', o.taken_at, 'spo2', o.spo2, 'respiratoryRate', o.respiratory_rate,
         'temperatureTenthsC', o.temperature_tenths_c, 'pulse', o.pulse, 'systolic', o.systolic,
         'diastolic', o.diastolic, 'consciousness', o.consciousness)
       FROM observation o WHERE o.patient_id = a.patient_id AND o.struck_at IS NULL
         AND o.taken_at BETWEEN a.admitted_at AND coalesce(a.discharged_at, 'infinity')
       ORDER BY o.taken_at DESC, o.id DESC LIMIT 1) AS "lastRound"
    FROM admission a LEFT JOIN triage_assessment g ON g.id = a.assessment_id
    WHERE a.id = ${admissionId}::uuid AND a.patient_id = ${patientId}::uuid`
  if (!found) return null
  const { beds, lastRound } = found
  return {
    ...found,
    beds: beds.map((bed) => ({ ...bed, startedAt: new Date(bed.startedAt) })),
    lastRound: lastRound && { ...lastRound, takenAt: new Date(lastRound.takenAt) },
  }
}

const ordered = (kind: OrderKind) => Prisma.sql`
  ARRAY(SELECT i.name FROM clinical_order o JOIN catalogue_item i ON i.id = o.item_id
    WHERE o.patient_id = a.patient_id AND o.kind = ${kind}::"OrderKind" AND o.status = 'COMPLETED'
      AND o.completed_at BETWEEN a.admitted_at AND coalesce(a.discharged_at, 'infinity')
    GROUP BY i.name ORDER BY min(o.completed_at) LIMIT 30)`

type RawFacts = Omit<StayFacts, 'beds' | 'lastRound'> & {
  beds: (Omit<StayFacts['beds'][number], 'startedAt'> & { startedAt: string })[]
  lastRound: (Omit<NonNullable<StayFacts['lastRound']>, 'takenAt'> & { takenAt: string }) | null
}
