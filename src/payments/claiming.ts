import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { once } from '../db/once.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { ClaimForm } from './claim-forms.js'
import { dayObjection } from './claim-rules.js'
import { owingInvoice } from './credit.js'

/**
 * A patient says that they have paid an invoice elsewhere, and how. Nothing counts before staff have compared it with
 * what came in; the database takes each reference once.
 */
export function submitClaim(
  actor: Actor,
  invoiceId: string,
  form: ClaimForm,
  now: Date,
): Promise<{ id: string; number: string }> {
  authorize(actor, 'claim.submit')
  return once(actor.id, `claim.submit ${invoiceId}`, form, async (tx) => {
    const { number, patientId } = await owingInvoice(tx, actor, invoiceId)
    const { method, reference, amount, paidOn } = form
    const objection = dayObjection(paidOn, dayIn(now, config.zone))
    if (objection) throw new Refusal(objection, { field: 'paidOn' })
    const { id } = await tx.paymentClaim.create({
      data: {
        ...{ patientId, invoiceId, method, reference, amountMinor: amount, paidOn: dayToColumn(paidOn) },
        ...{ submittedById: actor.id, submittedAt: now },
      },
      select: { id: true },
    })
    const details = { invoice: number, method, amountMinor: String(amount) }
    await audit(tx, actor, 'claim.submit', { type: 'payment_claim', id, patientId, details })
    return { id, number }
  })
}
