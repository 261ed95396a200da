import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

export interface ExpectedOrder {
  id: string
  item: string
  scheduledAt: Date
  place: string | null
  preparation: string | null
  doctor: string
}

/** When and for what a patient is expected, the next first. */
export const expectedOrders = (patientId: string, since: Date): Promise<ExpectedOrder[]> =>
  db.$queryRaw`
    SELECT o.id, i.name AS item, o.scheduled_at AS "scheduledAt", o.place, i.preparation, a.name AS doctor
    FROM clinical_order o
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN doctor d ON d.id = o.doctor_id
    JOIN account a ON a.id = d.account_id
    WHERE o.patient_id = ${patientId}::uuid AND o.status = 'SCHEDULED' AND o.scheduled_at >= ${since}
    ORDER BY o.scheduled_at, o.id LIMIT 20`

export interface ReleasedOrder {
  id: string
  number: number
  item: string
  orderedAt: Date
  takenAt: Date
  releasedAt: Date
  doctor: string
  isAbnormal: boolean
}

export const OWN_ROWS = 50

/** The results that a doctor has released to a patient, the newest order first. */
export async function releasedOrders(
  patientId: string,
  after: string | null,
  limit = OWN_ROWS,
): Promise<{ rows: ReleasedOrder[]; more: boolean }> {
  const beyond = Prisma.sql`AND (o.ordered_at, o.id) < (
    (SELECT ordered_at FROM clinical_order WHERE id = ${after}::uuid), ${after}::uuid)`
  const found = await released(
    Prisma.sql`o.patient_id = ${patientId}::uuid ${after ? beyond : Prisma.empty}`,
    limit + 1,
  )
  return { rows: found.slice(0, limit), more: found.length > limit }
}

/** One of them; what is not released is not found. */
export async function releasedOrder(patientId: string, id: string): Promise<ReleasedOrder | null> {
  const [row] = await released(Prisma.sql`o.patient_id = ${patientId}::uuid AND o.id = ${id}::uuid`, 1)
  return row ?? null
}

const released = (which: Prisma.Sql, limit: number): Promise<ReleasedOrder[]> =>
  db.$queryRaw`
    SELECT o.id, o.number, i.name AS item, o.ordered_at AS "orderedAt",
      coalesce(o.collected_at, r.recorded_at) AS "takenAt", o.released_at AS "releasedAt", a.name AS doctor,
      r.is_abnormal AS "isAbnormal"
    FROM clinical_order o
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN doctor d ON d.id = o.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN LATERAL (
      SELECT recorded_at, is_abnormal FROM test_result WHERE order_id = o.id ORDER BY version DESC LIMIT 1) r ON TRUE
    WHERE ${which} AND o.released_at IS NOT NULL AND o.kind = 'TEST'
    ORDER BY o.ordered_at DESC, o.id DESC LIMIT ${limit}`

/** What the patient could read once, and what is amended and waits for the doctor now. */
export const checkedAgain = (patientId: string): Promise<{ id: string; item: string }[]> =>
  db.$queryRaw`
    SELECT o.id, i.name AS item
    FROM clinical_order o
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN LATERAL (
      SELECT status, recorded_at FROM test_result WHERE order_id = o.id ORDER BY version DESC LIMIT 1) r ON TRUE
    WHERE o.patient_id = ${patientId}::uuid AND o.status = 'COMPLETED' AND o.released_at IS NULL
      AND r.status = 'AMENDED'
      AND EXISTS (SELECT FROM order_event e WHERE e.order_id = o.id AND e.kind = 'RELEASED')
      AND NOT EXISTS (
        SELECT FROM order_event e WHERE e.order_id = o.id AND e.kind = 'WITHHELD' AND e.at >= r.recorded_at)
    ORDER BY o.ordered_at DESC LIMIT 10`
