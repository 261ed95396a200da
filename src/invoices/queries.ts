import type { Actor } from '../access/actor.js'
import { invoicesOf } from '../access/money-scopes.js'
import { db } from '../db/client.js'
import { NotFound } from '../shared/errors.js'
import { keptHead } from './letterhead.js'
import type { Settlement } from './state-rules.js'

/** One invoice as it was issued and as it stands, by the scope of who is asking. Throws NotFound. */
export async function findInvoice(actor: Actor, id: string) {
  const invoice = await db.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: {
      id: true,
      number: true,
      issuedAt: true,
      dueOn: true,
      currency: true,
      ...keptHead,
      patientAddress: true,
      patientPhone: true,
      doctors: true,
      symptoms: true,
      admittedOn: true,
      dischargedOn: true,
      days: true,
      discountReason: true,
      totalMinor: true,
      admissionId: true,
      patient: { select: { id: true, number: true } },
      balance: {
        select: { totalMinor: true, creditedMinor: true, paidMinor: true, voidedAt: true, dueOn: true },
      },
      voiding: { select: { reason: true } },
      lines: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, kind: true, description: true, quantity: true, unitPriceMinor: true },
          ...{ amountMinor: true, discountMinor: true, discountReason: true },
          ...{ taxBasisPoints: true, taxMinor: true },
        },
      },
    },
  })
  if (!invoice?.balance) throw new NotFound()
  return { ...invoice, balance: invoice.balance }
}

export type InvoiceRecord = Awaited<ReturnType<typeof findInvoice>>

/** Of an invoice that was reached by its scope, the oldest first; payments that were taken off it again are left out. */
export function settlementsOf(invoiceId: string): Promise<Settlement[]> {
  return db.$queryRaw<Settlement[]>`
    SELECT 'PAYMENT' AS kind, p.id, p.number, min(a.at) AS at, sum(a.amount_minor)::bigint AS "amountMinor",
      p.method::text AS method, NULL AS reason
    FROM payment_allocation a JOIN payment p ON p.id = a.payment_id
    WHERE a.invoice_id = ${invoiceId}::uuid GROUP BY p.id HAVING sum(a.amount_minor) <> 0
    UNION ALL
    SELECT 'CREDIT_NOTE', n.id, n.number, n.issued_at, n.total_minor, NULL, n.reason
    FROM credit_note n WHERE n.invoice_id = ${invoiceId}::uuid
    ORDER BY at, number`
}
