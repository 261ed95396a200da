import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { lastDay } from './dosage-rules.js'
import { LONGEST_DAYS } from './rules.js'
import type { CheckedAllergy } from './safety-terms-rules.js'

/** A medicine that the patient takes today, until the end of its last day. */
export interface CurrentMedicine {
  itemId: string
  prescriptionId: string
  number: number
  medicineId: string | null
  medicine: string
  route: string | null
  /** The catalogue's route of the product; null for what is not from the catalogue. */
  productRoute: string | null
  dose: string
  doseAmount: number | null
  unit: string | null
  frequency: string
  maxPerDay: number | null
  durationDays: number
  instructions: string | null
  doctor: string
  began: Day
  until: Day
  /** Of what is from the catalogue. */
  ingredients: { code: string; amountMg: number | null }[] | null
}

/** What prescribing looks at. */
export interface Chart {
  dateOfBirth: Day | null
  allergies: CheckedAllergy[]
  /** Whether anybody has asked about allergies yet. */
  allergiesAsked: boolean
  running: CurrentMedicine[]
  /** The newest prescription, whatever became of it. */
  lastId: string | null
  /** Those of the doctor who is asking. */
  favourites: { id: string; name: string }[]
}

/** All of it in one statement, for a patient whom the caller has reached through their scope. */
export async function chartOf(
  patientId: string,
  today: Day,
  { tx = db, doctorId = null }: { tx?: Tx; doctorId?: string | null } = {},
): Promise<Chart> {
  const [found] = await tx.$queryRaw<RawChart[]>`
    SELECT p.date_of_birth AS "dateOfBirth",
      p.no_known_allergies_at IS NOT NULL
        OR EXISTS (SELECT FROM allergy a WHERE a.patient_id = p.id AND a.removed_at IS NULL) AS "allergiesAsked",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('substance', a.substance, 'code', a.code, 'severity', a.severity)
         ORDER BY a.recorded_at, a.id), '[]')
       FROM allergy a WHERE a.patient_id = p.id AND a.removed_at IS NULL) AS allergies,
      (SELECT coalesce(jsonb_agg(r ORDER BY r.number DESC, r.position), '[]')
       FROM (${running(patientId, today)}) r) AS running,
      (SELECT last.id FROM prescription last WHERE last.patient_id = p.id
       ORDER BY last.created_at DESC, last.id DESC LIMIT 1) AS "lastId",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) ORDER BY f.name, f.id), '[]')
       FROM prescription_favourite f WHERE f.doctor_id = ${doctorId}::uuid) AS favourites
    FROM patient p WHERE p.id = ${patientId}::uuid`
  if (!found) throw new NotFound()
  return {
    ...found,
    dateOfBirth: found.dateOfBirth && dayFromColumn(found.dateOfBirth),
    running: found.running.map((medicine) => ({
      ...medicine,
      until: lastDay(medicine.began, medicine.durationDays),
    })),
  }
}

/** What a patient takes today, the newest prescription first. */
export async function currentMedicines(
  patientId: string,
  today: Day,
  tx: Tx = db,
): Promise<CurrentMedicine[]> {
  return (await chartOf(patientId, today, { tx })).running
}

interface RawChart extends Omit<Chart, 'dateOfBirth' | 'running'> {
  dateOfBirth: Date | null
  running: Omit<CurrentMedicine, 'until'>[]
}

/** Nothing is prescribed for longer than `LONGEST_DAYS`, so that only the newest need to be looked at. */
const running = (patientId: string, today: Day) => Prisma.sql`
  SELECT i.id AS "itemId", x.id AS "prescriptionId", x.number, i.position, i.medicine_id AS "medicineId", i.medicine,
    i.route, m.route AS "productRoute", i.dose, i.dose_amount AS "doseAmount", i.unit, i.frequency, i.max_per_day AS "maxPerDay",
    i.duration_days AS "durationDays", i.instructions, c.name AS doctor,
    (x.created_at AT TIME ZONE ${config.zone})::date AS began,
    (SELECT jsonb_agg(jsonb_build_object('code', g.code, 'amountMg', g.amount_mg) ORDER BY g.code)
     FROM medicine_ingredient g WHERE g.medicine_id = i.medicine_id) AS ingredients
  FROM prescription x
  JOIN prescription_item i ON i.prescription_id = x.id
  LEFT JOIN medicine m ON m.id = i.medicine_id
  JOIN doctor d ON d.id = x.doctor_id
  JOIN account c ON c.id = d.account_id
  WHERE x.patient_id = ${patientId}::uuid AND x.status = 'ACTIVE' AND i.stopped_at IS NULL
    AND x.created_at > ${dayToColumn(today)}::timestamptz - make_interval(days => ${LONGEST_DAYS + 2}::int)
    AND (x.created_at AT TIME ZONE ${config.zone})::date + i.duration_days::int > ${today}::date`
