import type { Actor } from '../access/actor.js'
import { paymentsOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { written } from '../counter/written.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { supersede } from '../verification/printing.js'
import { allocate } from './credit.js'
import { cancelObjection, putTo } from './rules.js'
import { tellOfMoney } from './telling.js'

/**
 * A receipt that was typed wrongly does not count any more; its number stays. What was put to invoices is owed again,
 * and the money goes back at once where it came from. A claim of the patient that it confirmed waits again, and they are told.
 */
export function cancelPayment(
  actor: Actor,
  id: string,
  form: { idempotency_key: string; reason: string },
  now: Date,
): Promise<{ number: string }> {
  authorize(actor, 'payment.cancel')
  return once(actor.id, `payment.cancel ${id}`, form, async (tx) => {
    const { number, patientId, allocations, claim, ...payment } = await lockedPayment(tx, actor, id)
    const receivedToday = dayIn(payment.receivedAt, config.zone) === dayIn(now, config.zone)
    const objection = cancelObjection({ ...payment, receivedToday }, actor)
    if (objection) throw new Refusal(objection)
    const taken = putTo(allocations).map(({ invoice, minor }) => ({
      ...{ paymentId: id, invoiceId: invoice.id, amountMinor: -minor },
    }))
    await allocate(tx, actor, taken, now)
    await tx.payment.update({
      where: { id },
      data: { cancelledAt: now, cancelledById: actor.id, cancelReason: form.reason },
      select: { id: true },
    })
    await supersede(tx, 'RECEIPT', id, now)
    if (claim)
      await tellOfMoney(tx, patientId, 'REOPENED', {
        amount: written(claim.amountMinor),
        invoice: claim.invoice.number,
      })
    const details = { receipt: number, reason: form.reason }
    await audit(tx, actor, 'payment.cancel', { type: 'payment', id, patientId, details })
    return { number }
  })
}

/** A payment as this person reaches it, its patient and its counter held until the transaction ends. */
export async function lockedPayment(tx: Tx, actor: Actor, id: string) {
  const found = await tx.payment.findFirst({
    where: { id, AND: paymentsOf(actor) },
    select: { patientId: true, sessionId: true },
  })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  if (found.sessionId)
    await tx.$queryRaw`SELECT 1 FROM cash_session WHERE id = ${found.sessionId}::uuid FOR SHARE`
  return tx.payment.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ number: true, patientId: true, amountMinor: true, allocatedMinor: true, refundedMinor: true },
      ...{ receivedAt: true, cancelledAt: true },
      session: { select: { cashierId: true, closedAt: true } },
      claim: { select: { amountMinor: true, invoice: { select: { number: true } } } },
      allocations: { select: { amountMinor: true, invoice: { select: { id: true } } } },
    },
  })
}
