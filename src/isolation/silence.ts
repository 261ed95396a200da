import { raiseAlert } from '../alerts/commands.js'
import { db, type Tx, transaction } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { lockPatient } from '../patients/locking.js'

/**
 * Alerts the doctor in charge of everybody at home who has not reported for too long, once for each silence: however
 * often and in how many processes this runs. A report that comes at the same instant is there before, or ends it.
 */
export async function alertSilence(now: Date): Promise<void> {
  for (const { isolationId, patientId } of await silentOnes(db, now))
    await transaction(async (tx) => {
      await lockPatient(tx, patientId)
      const [silent] = await silentOnes(tx, now, isolationId)
      if (!silent) return
      const hours = Math.floor((now.getTime() - silent.since.getTime()) / 3_600_000)
      await raiseAlert(tx, { ...ALERT, patientId, subjectId: silent.subjectId, facts: { hours } }, now)
    })
}

const ALERT = { kind: 'SILENCE', text: 'No report from home for {{hours}} hours.' } as const

interface Silent {
  isolationId: string
  patientId: string
  since: Date
  /** What was heard last: a report, a triage, or the beginning. A new silence has another one. */
  subjectId: string
}

function silentOnes(tx: Tx, now: Date, isolationId: string | null = null): Promise<Silent[]> {
  return tx.$queryRaw<Silent[]>`
    SELECT quiet.* FROM (
      SELECT h.id AS "isolationId", h.patient_id AS "patientId", greatest(h.started_at, last.taken_at) AS since,
        coalesce(CASE WHEN h.started_at > coalesce(last.taken_at, '-infinity') THEN again.id ELSE last.id END, h.id) AS "subjectId"
      FROM home_isolation h
      JOIN patient p ON p.id = h.patient_id AND p.deactivated_at IS NULL AND p.merged_into_id IS NULL
      LEFT JOIN LATERAL (
        SELECT c.id, c.taken_at FROM home_check c
        WHERE c.isolation_id = h.id ORDER BY c.taken_at DESC, c.id DESC LIMIT 1) last ON TRUE
      LEFT JOIN LATERAL (
        SELECT t.id FROM triage_assessment t
        WHERE t.patient_id = h.patient_id AND t.created_at = h.started_at AND t.id <> h.assessment_id
        ORDER BY t.id DESC LIMIT 1) again ON TRUE
      WHERE h.ended_at IS NULL AND ${isolationId ? Prisma.sql`h.id = ${isolationId}::uuid` : Prisma.sql`TRUE`}) quiet
    CROSS JOIN pathway_settings s
    WHERE quiet.since + s.silence_alert_hours * interval '1 hour' <= ${now}
      AND NOT EXISTS (SELECT FROM alert a WHERE a.kind = 'SILENCE' AND a.subject_id = quiet."subjectId")
    ORDER BY quiet.since`
}
