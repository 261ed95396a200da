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
