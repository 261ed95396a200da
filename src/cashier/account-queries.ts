import { db } from '../db/client.js'
import type { RefundStatus } from '../generated/prisma/enums.js'

/** Something about a patient's money that somebody has to go on with. */
export type Pending = { id: string; at: Date; amountMinor: bigint } & (
  | { kind: 'CHARGE'; description: string; quantity: number }
  | { kind: 'DRAFT'; by: string }
  | { kind: 'CLAIM'; reference: string }
  | { kind: 'REFUND'; status: RefundStatus }
)

interface Row {
  kind: Pending['kind']
  id: string
  at: Date
  amountMinor: bigint
  about: string
  /** Of a charge. */
  quantity: number | null
}

/**
 * Of a patient whom the caller reached, the oldest first: charges on no invoice, drafts (both before discount and tax),
 * claims and refunds. One question, because the page asks several more.
 */
export async function pendingOf(patientId: string): Promise<Pending[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT 'DRAFT' AS kind, d.id, d.created_at AS at, a.name AS about,
      (SELECT coalesce(sum(c.quantity * c.unit_price_minor), 0)::bigint
       FROM invoice_draft_line l JOIN charge c ON c.id = l.charge_id WHERE l.draft_id = d.id) AS "amountMinor",
      NULL::int AS quantity
    FROM invoice_draft d JOIN account a ON a.id = d.created_by_id WHERE d.patient_id = ${patientId}::uuid
    UNION ALL
    SELECT 'CLAIM', c.id, c.submitted_at, c.reference, c.amount_minor, NULL
    FROM waiting_claim c WHERE c.patient_id = ${patientId}::uuid
    UNION ALL
    SELECT 'REFUND', r.id, r.requested_at, r.status::text, r.amount_minor, NULL
    FROM refund r WHERE r.patient_id = ${patientId}::uuid AND r.status IN ('REQUESTED', 'APPROVED')
    UNION ALL
    SELECT 'CHARGE', c.id, c.occurred_at, c.description, c.quantity * c.unit_price_minor, c.quantity
    FROM charge c
    WHERE c.patient_id = ${patientId}::uuid AND c.invoice_line_id IS NULL AND c.voided_at IS NULL
    ORDER BY at, id LIMIT ${MOST}`
  return rows.map(asPending)
}

const MOST = 300

function asPending({ kind, about, quantity, ...row }: Row): Pending {
  if (kind === 'CHARGE') return { ...row, kind, description: about, quantity: quantity ?? 1 }
  if (kind === 'DRAFT') return { ...row, kind, by: about }
  if (kind === 'CLAIM') return { ...row, kind, reference: about }
  return { ...row, kind, status: about === 'APPROVED' ? 'APPROVED' : 'REQUESTED' }
}
