import type { Tx } from '../db/client.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { OxygenDevice } from './oxygen-rules.js'
import type { OxygenSupport } from './rules.js'
import type { ScaleDecision } from './score-rules.js'
import { COMPARED_HOURS, type EarlierRound } from './serial-rules.js'

interface Background {
  bornOn: Day | null
  /** The stay that was open then. */
  admissionId: string | null
  decision: ScaleDecision | null
  earlier: EarlierRound[]
}

/** All that the score of a round taken then depends on, besides the round. In one question, of a patient in reach. */
export async function backgroundOf(tx: Tx, patientId: string, takenAt: Date): Promise<Background> {
  const since = new Date(takenAt.getTime() - COMPARED_HOURS * 3_600_000)
  const rows = await tx.$queryRaw<BackgroundRow[]>`
    SELECT p.date_of_birth AS "dateOfBirth", a.id AS "admissionId", d.scale, d.doctor, d.decided_at AS "decidedAt",
      o.taken_at AS "takenAt", o.news2_total AS total, o.oxygen, o.oxygen_device AS "oxygenDevice",
      o.oxygen_flow_tenths AS "oxygenFlowTenths", o.fio2
    FROM patient p
    LEFT JOIN admission a ON a.patient_id = p.id AND a.admitted_at <= ${takenAt}
      AND (a.discharged_at IS NULL OR a.discharged_at > ${takenAt})
    LEFT JOIN LATERAL (
      SELECT s.scale, s.decided_at, c.name AS doctor
      FROM spo2_scale_decision s JOIN doctor x ON x.id = s.doctor_id JOIN account c ON c.id = x.account_id
      WHERE s.patient_id = p.id AND s.decided_at <= ${takenAt}
      ORDER BY s.decided_at DESC, s.id DESC LIMIT 1) d ON TRUE
    LEFT JOIN LATERAL (
      SELECT * FROM observation o
      WHERE o.patient_id = p.id AND o.struck_at IS NULL AND o.taken_at <= ${takenAt} AND o.taken_at >= ${since}
      ORDER BY o.taken_at DESC, o.id DESC LIMIT 20) o ON TRUE
    WHERE p.id = ${patientId}::uuid
    ORDER BY o.taken_at DESC, o.id DESC`
  const [first] = rows
  if (!first) throw new NotFound()
  const { dateOfBirth, admissionId, scale, doctor, decidedAt } = first
  return {
    bornOn: dateOfBirth && dayFromColumn(dateOfBirth),
    admissionId,
    decision:
      scale !== null && doctor !== null && decidedAt !== null
        ? { scale, doctor, decidedAt: decidedAt.toISOString() }
        : null,
    earlier: rows.flatMap(({ takenAt: at, total, oxygen, oxygenDevice, oxygenFlowTenths, fio2 }) =>
      at === null ? [] : { takenAt: at, total, oxygen, oxygenDevice, oxygenFlowTenths, fio2 },
    ),
  }
}

interface BackgroundRow {
  dateOfBirth: Date | null
  admissionId: string | null
  scale: number | null
  doctor: string | null
  decidedAt: Date | null
  takenAt: Date | null
  total: number | null
  oxygen: OxygenSupport | null
  oxygenDevice: OxygenDevice | null
  oxygenFlowTenths: number | null
  fio2: number | null
}
