import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { OrderStatus } from '../generated/prisma/enums.js'
import { type OpenItem, type OpenKind, openKinds, ownerOf } from './readiness-rules.js'

/**
 * What is still open of each of these stays, in the order in which it is done and then the oldest first. What was
 * cancelled, declined or voided is not. One statement, however many stays.
 */
export async function openItems(
  client: Tx,
  admissionIds: readonly string[],
  now: Date,
): Promise<Map<string, OpenItem[]>> {
  const unsent = new Date(now.getTime() - HELD_HOURS * 3_600_000)
  const rows = await client.$queryRaw<OpenRow[]>`
    SELECT a.id AS "admissionId", open.kind, open.id, open.what, open.at, open.status, open.names
    FROM admission a
    CROSS JOIN LATERAL (
      SELECT ARRAY(
        SELECT t.name FROM care_assignment c JOIN doctor d ON d.id = c.doctor_id JOIN account t ON t.id = d.account_id
        WHERE c.admission_id = a.id AND c.ended_at IS NULL ORDER BY c.started_at, c.id) AS doctors) charge_of
    CROSS JOIN LATERAL (
      SELECT 'ORDER' AS kind, a.id, NULL AS what, NULL::timestamptz AS at, NULL AS status, charge_of.doctors AS names
      WHERE a.discharge_ordered_at IS NULL
      UNION ALL
      SELECT 'SUMMARY', a.id, NULL, NULL, NULL, charge_of.doctors
      WHERE NOT EXISTS (SELECT FROM discharge_summary s WHERE s.admission_id = a.id)
      UNION ALL
      SELECT CASE o.kind WHEN 'TEST' THEN 'RESULT' ELSE 'TREATMENT' END, o.id, i.name, o.ordered_at, o.status::text,
        ARRAY[t.name]
      FROM clinical_order o
      JOIN catalogue_item i ON i.id = o.item_id
      JOIN doctor d ON d.id = o.doctor_id JOIN account t ON t.id = d.account_id
      WHERE o.admission_id = a.id AND o.status NOT IN ('COMPLETED', 'CANCELLED')
      UNION ALL
      SELECT 'NOTE', n.id, NULL, n.updated_at, NULL, ARRAY[t.name]
      FROM note_draft n JOIN doctor d ON d.id = n.doctor_id JOIN account t ON t.id = d.account_id
      WHERE n.patient_id = a.patient_id AND n.updated_at >= a.admitted_at
      UNION ALL
      SELECT 'PRESCRIPTION', h.id, NULL, h.created_at, NULL, ARRAY[t.name]
      FROM held_form h JOIN account t ON t.id = h.account_id
      WHERE h.action LIKE '/doctor/patients/' || a.patient_id || '/prescriptions%'
        AND h.created_at >= greatest(a.admitted_at, ${unsent})
      UNION ALL
      SELECT 'SERVICE', r.id, i.name, r.requested_at, r.status::text, ARRAY[]::text[]
      FROM service_request r JOIN service_item i ON i.id = r.item_id
      WHERE r.admission_id = a.id AND r.status IN ('REQUESTED', 'ALLOCATED')
      UNION ALL
      SELECT 'CHARGE', c.id, c.description, c.occurred_at, NULL, ARRAY[]::text[]
      FROM charge c WHERE c.admission_id = a.id AND c.invoice_line_id IS NULL AND c.voided_at IS NULL
    ) open
    WHERE a.id = ANY (${admissionIds}::uuid[])
    ORDER BY open.at NULLS FIRST, open.id`
  return new Map(
    admissionIds.map((admissionId) => [
      admissionId,
      openKinds.flatMap((kind) =>
        rows
          .filter((row) => row.admissionId === admissionId && row.kind === kind)
          .map(({ id, what, at, status, names }) => ({
            ...{ kind, id, what, at },
            owner: { role: ownerOf(kind, status), names },
          })),
      ),
    ]),
  )
}

/** The same of one stay. */
export async function openItemsOf(admissionId: string, now: Date, client: Tx = db): Promise<OpenItem[]> {
  return (await openItems(client, [admissionId], now)).get(admissionId) ?? []
}

/** What was left open when a stay ended, as the column keeps it: written by `discharge` alone. */
export const keptItems = (column: Prisma.JsonValue): KeptItem[] => (column ?? []) as unknown as KeptItem[]

export type KeptItem = Pick<OpenItem, 'kind' | 'id' | 'what' | 'owner'>

/** A prescription that was written when its doctor's session ran out is kept, unsigned, for so long. */
const HELD_HOURS = 12

interface OpenRow {
  admissionId: string
  kind: OpenKind
  id: string
  what: string | null
  at: Date | null
  /** Of orders and services. */
  status: OrderStatus | 'REQUESTED' | 'ALLOCATED' | null
  names: string[]
}
