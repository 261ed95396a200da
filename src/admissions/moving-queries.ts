import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db, type Tx } from '../db/client.js'
import type { Sex } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'
import type { TriageResult } from '../triage/outcome-rules.js'
import { needOf } from './rules.js'

/** What patients need of a bed by their newest triage, unless a stay that has ended since answered it. */
export async function needsOf(patientIds: string[], client: Tx = db): Promise<Map<string, BedNeeds | null>> {
  const newest = await client.$queryRaw<{ patientId: string; result: TriageResult }[]>`
    SELECT DISTINCT ON (t.patient_id) t.patient_id AS "patientId", t.result FROM triage_assessment t
    WHERE t.patient_id = ANY (${patientIds}::uuid[]) AND NOT EXISTS (
      SELECT FROM admission a WHERE a.patient_id = t.patient_id AND a.discharged_at >= t.created_at)
    ORDER BY t.patient_id, t.created_at DESC, t.id DESC`
  return new Map(newest.map(({ patientId, result }) => [patientId, needOf(result)]))
}

/** The patients who lie in a ward, for whoever wants to change places with one of them. */
export function occupantsOf(actor: Actor, wardId: string, now: Date): Promise<Occupant[]> {
  return db.$queryRaw<Occupant[]>`
    SELECT s.id AS "stayId", s.admission_id AS "admissionId", s.started_at AS since, b.number AS bed, p.name,
      p.local_name AS "localName", p.number, p.sex
    FROM bed_stay s
    JOIN bed b ON b.id = s.bed_id AND b.ward_id = ${wardId}::uuid
    JOIN admission a ON a.id = s.admission_id
    JOIN patient p ON p.id = a.patient_id
    WHERE s.kind = 'OCCUPIED' AND s.ended_at IS NULL AND ${patientsOfInSql(actor, now)}
    ORDER BY b.number, s.id`
}

export interface Occupant {
  stayId: string
  admissionId: string
  since: Date
  bed: string
  name: string
  localName: string | null
  number: number
  sex: Sex | null
}
