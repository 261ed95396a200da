import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'

/**
 * Takes so much off an invoice again that was paid on it: it becomes the patient's credit on the payments that it came
 * from, the latest first, each used up before the one before it. The caller holds the patient and knows that so much
 * was paid. Throws RangeError where it was less.
 */
export async function releaseSurplus(
  tx: Tx,
  actor: Actor,
  { invoiceId, minor }: { invoiceId: string; minor: bigint },
  now: Date,
): Promise<void> {
  const put = await tx.$queryRaw<{ paymentId: string; minor: bigint }[]>`
    SELECT p.id AS "paymentId", sum(a.amount_minor)::bigint AS minor
    FROM payment_allocation a JOIN payment p ON p.id = a.payment_id
    WHERE a.invoice_id = ${invoiceId}::uuid GROUP BY p.id HAVING sum(a.amount_minor) > 0
    ORDER BY p.received_at DESC, p.id DESC`
  let rest = minor
  const parts = put.flatMap(({ paymentId, minor: paid }) => {
    const part = paid < rest ? paid : rest
    rest -= part
    return part > 0n ? [{ paymentId, invoiceId, amountMinor: -part, at: now, byId: actor.id }] : []
  })
  if (rest > 0n) throw new RangeError('more is released than was paid')
  await tx.paymentAllocation.createMany({ data: parts })
}
