import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { dayIn } from '../shared/calendar.js'
import { type Charge, loadOf } from './load-rules.js'
import { atWorkInSql } from './queries.js'

export interface DoctorWithLoad extends Charge {
  id: string
  name: string
  specialisationId: string
  specialisation: string
  chamber: string | null
  /** Patients in this doctor's charge now, admitted and at home. */
  load: number
  /** The end of the leave that they are on now. */
  leaveUntil: Date | null
}

/**
 * The doctors who can take charge of a patient, those with the least to do today first. A visit of today counts unless it
 * will not take place; at home are patients in isolation and those whom a doctor was assigned to there. One statement.
 */
export async function doctorsWithLoad(now: Date = new Date(), client: Tx = db): Promise<DoctorWithLoad[]> {
  const today = dayIn(now, config.zone)
  const doctors = await client.$queryRaw<Omit<DoctorWithLoad, 'load'>[]>`
    SELECT d.id, a.name, s.id AS "specialisationId", s.name AS specialisation, d.chamber,
      (SELECT count(*)::int FROM appointment v WHERE v.doctor_id = d.id AND v.day = ${today}::date
        AND v.status NOT IN ('REJECTED', 'CANCELLED', 'NO_SHOW')) AS visits,
      (SELECT count(*)::int FROM care_assignment c
        WHERE c.doctor_id = d.id AND c.ended_at IS NULL AND c.admission_id IS NOT NULL) AS stays,
      (SELECT count(*)::int FROM (
        SELECT c.patient_id FROM care_assignment c
        WHERE c.doctor_id = d.id AND c.ended_at IS NULL AND c.admission_id IS NULL
        UNION SELECT h.patient_id FROM home_isolation h WHERE h.doctor_id = d.id AND h.ended_at IS NULL) home
      ) AS "atHome",
      (SELECT max(l.ends_at) FROM doctor_leave l
        WHERE l.doctor_id = d.id AND l.cancelled_at IS NULL AND l.starts_at <= ${now} AND l.ends_at > ${now}
      ) AS "leaveUntil"
    FROM doctor d JOIN account a ON a.id = d.account_id JOIN specialisation s ON s.id = d.specialisation_id
    WHERE ${atWorkInSql} ORDER BY a.name, d.id LIMIT 200`
  return doctors
    .map((doctor) => ({ ...doctor, load: doctor.stays + doctor.atHome }))
    .sort((one, other) => loadOf(one) - loadOf(other))
}
