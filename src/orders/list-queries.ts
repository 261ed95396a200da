import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { OrderKind, OrderStatus, Priority } from '../generated/prisma/enums.js'

/** An order of one patient, as those who treat them see it in a list. */
export interface PatientOrder {
  id: string
  number: number
  kind: OrderKind
  status: OrderStatus
  priority: Priority
  item: string
  doctor: string
  orderedAt: Date
  scheduledAt: Date | null
  completedAt: Date | null
  releasedAt: Date | null
  isAbnormal: boolean | null
  isCritical: boolean | null
  /** What is outside its range: 'Potassium 6.9 mmol/L'. */
  outside: string[]
}

export const orderFilters = ['all', 'open', 'results', 'treatments'] as const
export type OrderFilter = (typeof orderFilters)[number]

export const ORDER_ROWS = 50

const shown: Record<OrderFilter, Prisma.Sql> = {
  all: Prisma.sql`TRUE`,
  open: Prisma.sql`o.status IN ('ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY')`,
  results: Prisma.sql`o.kind = 'TEST' AND o.status IN ('PRELIMINARY', 'COMPLETED')`,
  treatments: Prisma.sql`o.kind = 'TREATMENT'`,
}

/** The orders of a patient who was reached through the scope, the newest first, before the one with the id `after`. */
export async function ordersOfPatient(
  patientId: string,
  { show, after = null, limit = ORDER_ROWS }: { show: OrderFilter; after?: string | null; limit?: number },
): Promise<{ rows: PatientOrder[]; more: boolean }> {
  const beyond = Prisma.sql`AND (o.ordered_at, o.id) < (
    (SELECT ordered_at FROM clinical_order WHERE id = ${after}::uuid), ${after}::uuid)`
  const found = await db.$queryRaw<PatientOrder[]>`
    SELECT o.id, o.number, o.kind, o.status, o.priority, i.name AS item, a.name AS doctor,
      o.ordered_at AS "orderedAt", o.scheduled_at AS "scheduledAt", o.completed_at AS "completedAt",
      o.released_at AS "releasedAt", r.is_abnormal AS "isAbnormal", r.is_critical AS "isCritical",
      ARRAY(
        SELECT concat_ws(' ', v.name, coalesce(round(v.number, v.decimals::int)::text, v.text), v.unit)
        FROM result_value v WHERE v.result_id = r.id AND v.flag <> 'NORMAL'
        ORDER BY v.flag DESC, v.position LIMIT 3) AS outside
    FROM (
      SELECT * FROM clinical_order o
      WHERE o.patient_id = ${patientId}::uuid AND ${shown[show]} ${after ? beyond : Prisma.empty}
      ORDER BY o.ordered_at DESC, o.id DESC LIMIT ${limit + 1}) o
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN doctor d ON d.id = o.doctor_id
    JOIN account a ON a.id = d.account_id
    LEFT JOIN LATERAL (
      SELECT r.id, r.is_abnormal, r.is_critical FROM test_result r
      WHERE r.order_id = o.id ORDER BY r.version DESC LIMIT 1) r ON TRUE
    ORDER BY o.ordered_at DESC, o.id DESC`
  return { rows: found.slice(0, limit), more: found.length > limit }
}
