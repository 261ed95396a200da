import type { Actor } from '../access/actor.js'
import { patientsOf, triagesOf } from '../access/scopes.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { BriefAssessment, FullAssessment, StoredResult, TriagedPatient } from './assessment-rules.js'
import { readResult } from './stored-result.js'

const newestFirst = [
  { createdAt: 'desc' },
  { id: 'desc' },
] satisfies Prisma.TriageAssessmentOrderByWithRelationInput[]

const briefFields = {
  id: true,
  testedOn: true,
  testKind: true,
  laboratory: true,
  symptoms: true,
  status: true,
  severity: true,
  site: true,
  homeIsolation: true,
  highRisk: true,
  createdAt: true,
  result: true,
} as const

/** The newest triage of a patient whom the caller has already reached through their scope. */
export async function latestAssessment(patientId: string): Promise<BriefAssessment | null> {
  const [latest] = await assessmentsOf(patientId, 1)
  return latest ?? null
}

/** The triages of a patient whom the caller has already reached, newest first. */
export async function assessmentsOf(patientId: string, limit: number): Promise<BriefAssessment[]> {
  const found = await db.triageAssessment.findMany({
    where: { patientId },
    orderBy: newestFirst,
    take: limit,
    select: briefFields,
  })
  return found.map(loaded)
}

const fullFields = {
  ...briefFields,
  patientId: true,
  recordedById: true,
  ruleSetVersion: true,
} as const

/** One triage with all that it says, by the scope of who is asking. Throws NotFound. */
export async function findAssessment(
  actor: Actor,
  id: string,
  now: Date,
  patientId?: string,
): Promise<FullAssessment> {
  const found = await db.triageAssessment.findFirst({
    where: { id, ...(patientId && { patientId }), AND: triagesOf(actor, now) },
    select: fullFields,
  })
  if (!found) throw new NotFound()
  return loaded(found)
}

/** What stands around a triage that was found: who wrote it down, and which one is the newest of the patient. */
export async function aroundAssessment({ patientId, recordedById }: FullAssessment) {
  const [around] = await db.$queryRaw<{ newestId: string | null; recordedBy: string | null }[]>`
    SELECT (
        SELECT t.id FROM triage_assessment t WHERE t.patient_id = ${patientId}::uuid
        ORDER BY t.created_at DESC, t.id DESC LIMIT 1) AS "newestId",
      (SELECT a.name FROM account a WHERE a.id = ${recordedById}::uuid) AS "recordedBy"`
  return around ?? { newestId: null, recordedBy: null }
}

/** The patient of a triage, by the scope of who is asking. Throws NotFound, for a closed record too. */
export async function triagedPatient(actor: Actor, id: string, now: Date): Promise<TriagedPatient> {
  const found = await db.patient.findFirst({
    where: { id, deactivatedAt: null, AND: patientsOf(actor, now) },
    select: { id: true, number: true, name: true, sex: true, dateOfBirth: true },
  })
  if (!found) throw new NotFound()
  return { ...found, dateOfBirth: found.dateOfBirth && dayFromColumn(found.dateOfBirth) }
}

interface Dated {
  testedOn: Date
  result: Prisma.JsonValue
}

/** A row as the pages want it: its day as a day, its result as what it is. */
function loaded<Row extends Dated>(
  row: Row,
): Omit<Row, keyof Dated> & { testedOn: Day; result: StoredResult } {
  return { ...row, testedOn: dayFromColumn(row.testedOn), result: readResult(row.result) }
}
