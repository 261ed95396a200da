import type { Actor } from '../access/actor.js'
import { triagesOf } from '../access/record-scopes.js'
import { patientsOf } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { signedDecisions } from '../patients/triage-queries.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { BriefAssessment, FullAssessment, StoredResult, TriagedPatient } from './assessment-rules.js'
import type { SiteDecision } from './site-decision-rules.js'
import { readResult } from './stored-result.js'

/** The newest triage of a patient whom the caller has already reached through their scope. */
export async function latestAssessment(patientId: string): Promise<BriefAssessment | null> {
  const [latest] = await db.$queryRaw<BriefRow[]>`
    SELECT t.id, t.tested_on AS "testedOn", t.test_kind AS "testKind", t.laboratory, t.symptoms, t.status, t.severity,
      t.site, t.home_isolation AS "homeIsolation", t.high_risk AS "highRisk", t.created_at AS "createdAt", t.result,
      d.decisions
    FROM triage_assessment t
    CROSS JOIN LATERAL (${decisionsOf(1)}) d
    WHERE t.patient_id = ${patientId}::uuid
    ORDER BY t.created_at DESC, t.id DESC LIMIT 1`
  if (!latest) return null
  const { decisions, ...row } = loaded(latest)
  return { ...row, decision: readDecisions(decisions)[0] ?? null }
}

interface BriefRow extends Omit<BriefAssessment, 'testedOn' | 'result' | 'decision'>, Dated {
  decisions: StoredDecision[]
}

const fullFields = {
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

/**
 * What stands around a triage that was found: who wrote it down, which one is the newest of the patient, what doctors
 * decided about it, the last first, and whether its home isolation has ended.
 */
export async function aroundAssessment({ id, patientId, recordedById }: FullAssessment) {
  const [around] = await db.$queryRaw<AroundRow[]>`
    SELECT (
        SELECT n.id FROM triage_assessment n WHERE n.patient_id = ${patientId}::uuid
        ORDER BY n.created_at DESC, n.id DESC LIMIT 1) AS "newestId",
      (SELECT a.name FROM account a WHERE a.id = ${recordedById}::uuid) AS "recordedBy",
      EXISTS (
        SELECT FROM home_isolation h WHERE h.assessment_id = t.id AND h.ended_at IS NOT NULL) AS "isolationEnded",
      d.decisions
    FROM triage_assessment t
    CROSS JOIN LATERAL (${decisionsOf(50)}) d
    WHERE t.id = ${id}::uuid`
  if (!around) throw new NotFound()
  return { ...around, decisions: readDecisions(around.decisions) }
}

interface AroundRow {
  newestId: string | null
  recordedBy: string | null
  isolationEnded: boolean
  decisions: StoredDecision[]
}

/** As JSON it comes: its instant is text. */
type StoredDecision = Omit<SiteDecision, 'decidedAt'> & { decidedAt: string }

const decisionsOf = (limit: number) => Prisma.sql`
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'site', x.site, 'reason', x.reason,
    'doctor', x.doctor, 'decidedAt', x.decided_at) ORDER BY x.decided_at DESC, x.id DESC), '[]') AS decisions
  FROM (${signedDecisions(Prisma.sql`t.id`)} LIMIT ${limit}) x`

const readDecisions = (stored: StoredDecision[]): SiteDecision[] =>
  stored.map((decision) => ({ ...decision, decidedAt: new Date(decision.decidedAt) }))

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
