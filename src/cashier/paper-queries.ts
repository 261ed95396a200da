import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import type { Balance } from '../invoices/state-rules.js'

export type PaperKind = 'INVOICE' | 'RECEIPT' | 'CREDIT_NOTE' | 'REFUND'

interface Numbered {
  id: string
  number: string
  at: Date
  amountMinor: bigint
  currency: string
}

/** A numbered paper about a patient's money. */
export type Paper = Numbered &
  (
    | ({ kind: 'INVOICE' } & Balance)
    | { kind: 'RECEIPT'; method: PaymentMethod; voidedAt: Date | null }
    | { kind: 'CREDIT_NOTE'; about: string }
    | { kind: 'REFUND'; method: PaymentMethod }
  )

const PAGE_ROWS = 50

/** Invoices, receipts, credit notes and refunds of a patient whom the caller reached, the newest first, from after that one on. */
export async function papersOf(
  patientId: string,
  after: string | null,
): Promise<{ rows: Paper[]; more: boolean }> {
  const found = await db.$queryRaw<Paper[]>`
    WITH paper AS (
      SELECT 'INVOICE' AS kind, i.id, i.number, i.issued_at AS at, i.total_minor AS "amountMinor", i.currency,
        NULL AS method, NULL AS about, b.total_minor AS "totalMinor", b.credited_minor AS "creditedMinor",
        b.paid_minor AS "paidMinor", b.voided_at AS "voidedAt"
      FROM invoice i JOIN invoice_balance b ON b.invoice_id = i.id WHERE i.patient_id = ${patientId}::uuid
      UNION ALL
      SELECT 'RECEIPT', y.id, y.number, y.received_at, y.amount_minor, y.currency, y.method::text, NULL, NULL, NULL,
        NULL, y.cancelled_at
      FROM payment y WHERE y.patient_id = ${patientId}::uuid
      UNION ALL
      SELECT 'CREDIT_NOTE', n.id, n.number, n.issued_at, n.total_minor, i.currency, NULL, i.number, NULL, NULL, NULL,
        NULL
      FROM credit_note n JOIN invoice i ON i.id = n.invoice_id WHERE i.patient_id = ${patientId}::uuid
      UNION ALL
      SELECT 'REFUND', r.id, r.number, r.paid_at, r.amount_minor, y.currency, r.method::text, NULL, NULL, NULL, NULL,
        NULL
      FROM refund r JOIN payment y ON y.id = r.payment_id
      WHERE r.patient_id = ${patientId}::uuid AND r.status = 'PAID')
    SELECT * FROM paper
    ${
      after
        ? Prisma.sql`WHERE (at, id) < ((SELECT e.at FROM paper e WHERE e.id = ${after}::uuid), ${after}::uuid)`
        : Prisma.empty
    }
    ORDER BY at DESC, id DESC LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}
