import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Priority, ResultStatus, Sex } from '../generated/prisma/enums.js'
import type { NamedPatient } from '../patients/identity-queries.js'
import { dayFromColumn } from '../shared/calendar.js'

/** A result that waits for a doctor: to be acknowledged, or to be looked at. */
export interface WaitingResult {
  orderId: string
  number: number
  item: string
  priority: Priority
  status: ResultStatus
  recordedAt: Date
  isCritical: boolean
  isAbnormal: boolean
  /** Critical, and nobody has said what is done. */
  toAcknowledge: boolean
  /** What is outside its range, as 'Potassium 6.9 mmol/L'. */
  outside: string[]
  patient: NamedPatient
}

interface RawWaiting extends Omit<WaitingResult, 'patient'> {
  patientId: string
  name: string
  localName: string | null
  patientNumber: number
  sex: Sex | null
  dateOfBirth: Date | null
}

const DAYS_BACK = 90
const MOST = 50

/**
 * What waits for this doctor: critical results of theirs and of the patients in their charge that nobody has
 * acknowledged, then final results of what they ordered that they have neither released nor withheld. Critical and
 * emergencies first, then the oldest.
 */
export async function doctorResults(actor: Actor, now: Date): Promise<WaitingResult[]> {
  const since = new Date(now.getTime() - DAYS_BACK * 86_400_000)
  const rows = await db.$queryRaw<RawWaiting[]>`
    SELECT ${waitingColumns}, x."toAcknowledge"
    FROM (
      SELECT o.id, r.id AS result_id, r.status, r.recorded_at, r.is_critical, r.is_abnormal,
        ${unacknowledged} AS "toAcknowledge",
        o.doctor_id = ${actor.doctorId}::uuid AND o.status = 'COMPLETED' AND NOT EXISTS (
          SELECT FROM order_event e
          WHERE e.order_id = o.id AND e.kind IN ('RELEASED', 'WITHHELD') AND e.at >= r.recorded_at) AS unseen
      FROM (
        SELECT id FROM clinical_order
        WHERE doctor_id = ${actor.doctorId}::uuid AND status IN ('PRELIMINARY', 'COMPLETED') AND ordered_at >= ${since}
        UNION
        SELECT theirs.id FROM care_assignment c JOIN clinical_order theirs ON theirs.patient_id = c.patient_id
        WHERE c.doctor_id = ${actor.doctorId}::uuid AND c.ended_at IS NULL
          AND theirs.status IN ('PRELIMINARY', 'COMPLETED') AND theirs.ordered_at >= ${since}) mine
      JOIN clinical_order o ON o.id = mine.id AND o.kind = 'TEST'
      JOIN LATERAL (
        SELECT * FROM test_result WHERE order_id = o.id ORDER BY version DESC LIMIT 1) r ON TRUE) x
    JOIN clinical_order o ON o.id = x.id
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN patient p ON p.id = o.patient_id
    WHERE x."toAcknowledge" OR x.unseen
    ORDER BY x."toAcknowledge" DESC, o.priority DESC, x.recorded_at, o.id
    LIMIT ${MOST}`
  return rows.map(asWaiting)
}

/** Of one patient who was reached through the scope: critical results that nobody has acknowledged. */
export async function openCriticals(patientId: string): Promise<WaitingResult[]> {
  const rows = await db.$queryRaw<RawWaiting[]>`
    SELECT ${waitingColumns}, TRUE AS "toAcknowledge"
    FROM (
      SELECT o.id, r.id AS result_id, r.status, r.recorded_at, r.is_critical, r.is_abnormal
      FROM clinical_order o
      JOIN LATERAL (
        SELECT * FROM test_result WHERE order_id = o.id ORDER BY version DESC LIMIT 1) r ON TRUE
      WHERE o.patient_id = ${patientId}::uuid AND o.kind = 'TEST' AND o.status <> 'CANCELLED' AND ${unacknowledged}) x
    JOIN clinical_order o ON o.id = x.id
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN patient p ON p.id = o.patient_id
    ORDER BY x.recorded_at, o.id
    LIMIT ${MOST}`
  return rows.map(asWaiting)
}

/** Of order `o`: any version is critical, and neither it nor a later one is acknowledged. */
const unacknowledged = Prisma.sql`EXISTS (
  SELECT FROM test_result c WHERE c.order_id = o.id AND c.is_critical AND NOT EXISTS (
    SELECT FROM test_result l JOIN result_acknowledgement k ON k.result_id = l.id
    WHERE l.order_id = o.id AND l.version >= c.version))`

const waitingColumns = Prisma.sql`
  o.id AS "orderId", o.number, i.name AS item, o.priority, x.status, x.recorded_at AS "recordedAt",
  x.is_critical AS "isCritical", x.is_abnormal AS "isAbnormal",
  p.id AS "patientId", p.name, p.local_name AS "localName", p.number AS "patientNumber", p.sex,
  p.date_of_birth AS "dateOfBirth",
  ARRAY(
    SELECT concat_ws(' ', v.name, coalesce(round(v.number, v.decimals::int)::text, v.text), v.unit)
    FROM result_value v WHERE v.result_id = x.result_id AND v.flag <> 'NORMAL'
    ORDER BY v.flag DESC, v.position LIMIT 4) AS outside`

function asWaiting(row: RawWaiting): WaitingResult {
  const { patientId, name, localName, patientNumber, sex, dateOfBirth, ...rest } = row
  const born = dateOfBirth && dayFromColumn(dateOfBirth)
  return {
    ...rest,
    patient: { id: patientId, name, localName, number: patientNumber, sex, dateOfBirth: born },
  }
}
