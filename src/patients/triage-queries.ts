import { Prisma } from '../generated/prisma/client.js'

/** The newest triage `t` of `patient p`, for tagged queries. */
export const newestTriage = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT t.id, t.created_at, t.status, t.severity, t.high_risk, t.symptoms FROM triage_assessment t
    WHERE t.patient_id = p.id ORDER BY t.created_at DESC, t.id DESC LIMIT 1) t ON TRUE`

/** What doctors signed about the triage with that id, the last first, which holds. */
export const signedDecisions = (triageId: Prisma.Sql) => Prisma.sql`
  SELECT y.id, y.kind, y.site, y.reason, y.decided_at, c.name AS doctor
  FROM triage_decision y JOIN doctor v ON v.id = y.doctor_id JOIN account c ON c.id = v.account_id
  WHERE y.assessment_id = ${triageId}
  ORDER BY y.decided_at DESC, y.id DESC`

/** The one that holds as a `ListedDecision`, or null. */
export const lastDecision = (triageId: Prisma.Sql) => Prisma.sql`(
  SELECT jsonb_build_object(
    'kind', held.kind, 'site', held.site, 'reason', held.reason, 'doctor', held.doctor)
  FROM (${signedDecisions(triageId)} LIMIT 1) held)`

/** A column for `newestTriage`. */
export const newestDecision = Prisma.sql`${lastDecision(Prisma.sql`t.id`)} AS decision`
