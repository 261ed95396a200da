import { atWorkInSql } from '../doctors/queries.js'
import { Prisma } from '../generated/prisma/client.js'

/** Of triage `t`, for tagged queries: no later one of the same patient was recorded. */
export const isNewestInSql = Prisma.sql`NOT EXISTS (
  SELECT FROM triage_assessment later
  WHERE later.patient_id = t.patient_id AND (later.created_at, later.id) > (t.created_at, t.id))`

/** Of triage `t`: the newest of its patient, about which no doctor has decided and which no stay has answered. */
export const isUnansweredInSql = Prisma.sql`${isNewestInSql}
  AND NOT EXISTS (
    SELECT FROM admission a
    WHERE a.patient_id = t.patient_id AND (a.discharged_at IS NULL OR a.discharged_at >= t.created_at))
  AND NOT EXISTS (SELECT FROM triage_decision d WHERE d.assessment_id = t.id)`

/** For `EXISTS`, in tagged queries: doctors at work in whose charge this patient is. */
export const inChargeAtWork = (patientId: Prisma.Sql) => Prisma.sql`
  SELECT FROM care_assignment c JOIN doctor d ON d.id = c.doctor_id JOIN account a ON a.id = d.account_id
  WHERE c.patient_id = ${patientId} AND c.ended_at IS NULL AND ${atWorkInSql}`
