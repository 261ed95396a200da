import { db } from '../db/client.js'
import { toCompareCount } from '../payments/claim-queries.js'

export interface CashierCounts {
  claims: number
  toDecide: number
  toPay: number
  drafts: number
  /** Patients with something that stands on no invoice, those in a bed left out: they are billed when they leave. */
  unbilled: number
  openCounter: boolean
}

/** What waits at the counter, and whether this cashier's is open. */
export async function cashierCounts(cashierId: string): Promise<CashierCounts> {
  const [counts] = await db.$queryRaw<[CashierCounts]>`
    SELECT ${toCompareCount} AS claims,
      (SELECT count(*)::int FROM refund WHERE status = 'REQUESTED') AS "toDecide",
      (SELECT count(*)::int FROM refund WHERE status = 'APPROVED') AS "toPay",
      (SELECT count(*)::int FROM invoice_draft) AS drafts,
      (SELECT count(DISTINCT c.patient_id)::int FROM charge c
       WHERE c.invoice_line_id IS NULL AND c.voided_at IS NULL AND NOT EXISTS (
         SELECT FROM admission a WHERE a.patient_id = c.patient_id AND a.discharged_at IS NULL)) AS unbilled,
      EXISTS (SELECT FROM cash_session WHERE cashier_id = ${cashierId}::uuid AND closed_at IS NULL) AS "openCounter"`
  return counts
}

export type WorkKind = 'CLAIM' | 'REFUND' | 'DRAFT'

/** Something that waits: the reference of a claim, the reason of a refund, who prepares a draft. */
export interface Waiting {
  kind: WorkKind
  id: string
  since: Date
  amountMinor: bigint
  about: string
  patientId: string
  name: string
}

/** The first of each kind, the oldest first: drafts, claims to compare, and the refunds that this reader goes on with. */
export function waitingWork(refunds: 'REQUESTED' | 'APPROVED', most: number): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT w.kind, w.id, w.since, w."amountMinor", w.about, p.id AS "patientId", p.name FROM (
      (SELECT 'CLAIM' AS kind, id, submitted_at AS since, amount_minor AS "amountMinor", reference AS about, patient_id
       FROM waiting_claim ORDER BY submitted_at, id LIMIT ${most})
      UNION ALL
      (SELECT 'REFUND', id, requested_at, amount_minor, reason, patient_id
       FROM refund WHERE status = ${refunds}::"RefundStatus" ORDER BY requested_at, id LIMIT ${most})
      UNION ALL
      (SELECT 'DRAFT', d.id, d.created_at, (
          SELECT coalesce(sum(c.quantity * c.unit_price_minor), 0)::bigint
          FROM invoice_draft_line l JOIN charge c ON c.id = l.charge_id WHERE l.draft_id = d.id), a.name, d.patient_id
       FROM invoice_draft d JOIN account a ON a.id = d.created_by_id ORDER BY d.created_at, d.id LIMIT ${most})) w
    JOIN patient p ON p.id = w.patient_id ORDER BY w.since, w.id`
}
