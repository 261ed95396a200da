import { db, type Tx } from '../db/client.js'
import type { Severity } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import type { Condition } from '../triage/history-rules.js'

/** A patient's care at home, with its plan. */
export interface HomeCare {
  id: string
  startedOn: Day
  startedAt: Date
  earliestEndOn: Day
  endedAt: Date | null
  /** A sentence key, or what a doctor wrote. */
  endReason: string | null
  /** It ended by the rule, and there is a certificate of it. */
  certified: boolean
  doctor: { id: string; name: string; phone: string | null } | null
  caregiverName: string | null
  caregiverPhone: string | null
  checkHours: number
  planNote: string | null
  version: number
  testedOn: Day
  severity: Severity | null
  highRisk: boolean
  /** Null where nobody asked. */
  conditions: readonly Condition[] | null
}

/** All times at home of a patient whom the caller has reached: the one that goes on first, then the latest. */
export async function homeCaresOf(patientId: string, tx: Tx = db): Promise<HomeCare[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT h.id, h.started_on AS "startedOn", h.started_at AS "startedAt", h.earliest_end_on AS "earliestEndOn",
      h.ended_at AS "endedAt", h.end_reason AS "endReason",
      h.ended_at IS NOT NULL AND h.end_rule IS NOT NULL AS certified, h.caregiver_name AS "caregiverName",
      h.caregiver_phone AS "caregiverPhone", h.check_hours AS "checkHours", h.plan_note AS "planNote", h.version,
      d.id AS "doctorId", a.name AS "doctorName", a.phone AS "doctorPhone", t.tested_on AS "testedOn", t.severity,
      t.high_risk AS "highRisk", t.result -> 'told' -> 'conditions' AS conditions
    FROM home_isolation h
    JOIN triage_assessment t ON t.id = h.assessment_id
    LEFT JOIN doctor d ON d.id = h.doctor_id
    LEFT JOIN account a ON a.id = d.account_id
    WHERE h.patient_id = ${patientId}::uuid
    ORDER BY h.ended_at DESC NULLS FIRST, h.id DESC
    LIMIT 20`
  return rows.map(({ doctorId, doctorName, doctorPhone, ...row }) => ({
    ...row,
    startedOn: dayFromColumn(row.startedOn),
    earliestEndOn: dayFromColumn(row.earliestEndOn),
    testedOn: dayFromColumn(row.testedOn),
    doctor:
      doctorId !== null && doctorName !== null
        ? { id: doctorId, name: doctorName, phone: doctorPhone }
        : null,
  }))
}

interface Row extends Omit<HomeCare, 'startedOn' | 'earliestEndOn' | 'testedOn' | 'doctor'> {
  startedOn: Date
  earliestEndOn: Date
  testedOn: Date
  doctorId: string | null
  doctorName: string | null
  doctorPhone: string | null
}

/** The one that goes on, or null. */
export async function openCareOf(patientId: string, tx: Tx = db): Promise<HomeCare | null> {
  const [newest] = await homeCaresOf(patientId, tx)
  return newest && newest.endedAt === null ? newest : null
}
