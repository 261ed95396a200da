import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { unchargeSource } from '../invoices/charges.js'
import { supersede } from '../verification/printing.js'
import { carryOut, lockedOrder, ORDER_SOURCE, type OrderToChange } from './changes.js'
import { closeCritical } from './critical-alerts.js'
import { latestResult } from './result-writing.js'
import { tellDoctorOfStriking } from './telling-doctors.js'
import { tellPatientOfStriking } from './telling-patients.js'
import { orderTransitions } from './transition-rules.js'

export interface Struck {
  [key: string]: string | number | boolean
  number: number
  item: string
  patient: string
  /** An invoice has its charge: it is to be credited. */
  billed: boolean
}

/**
 * What was recorded was entered in error: nothing of it holds any more, and the order is over. What was written stays
 * readable with the reason. It is not to be paid; what an invoice has already is to be credited. The doctor is told, and
 * the patient, if they could read it.
 */
export function strikeOrder(
  actor: Actor,
  orderId: string,
  change: 'strike-result' | 'strike-giving',
  form: { idempotency_key: string; reason: string },
  now: Date,
  patientId?: string,
): Promise<Struck> {
  authorize(actor, orderTransitions[change].action)
  return once(actor.id, `order.${change} ${orderId}`, form, async (tx) => {
    const { reason } = form
    const order = await lockedOrder(tx, actor, orderId, now, patientId)
    const data = { statusReason: reason, releasedAt: null, releasedById: null }
    await carryOut(tx, actor, order, change, { now, reason, data })
    if (order.kind === 'TEST') await takeBackResult(tx, order, now)
    const { became } = await unchargeSource(tx, ORDER_SOURCE, orderId, reason, now)
    await tellDoctorOfStriking(tx, actor, order)
    if (order.releasedAt) await tellPatientOfStriking(tx, orderId)
    const { number, item, patient } = order
    return { number, item: item.name, patient: patient.name, billed: became === 'BILLED' }
  })
}

/** Nobody waits for an answer to it any more, and no paper of it holds. */
async function takeBackResult(tx: Tx, order: OrderToChange, now: Date): Promise<void> {
  const result = await latestResult(tx, order.id)
  if (result) await supersede(tx, 'TEST_REPORT', result.id, now)
  await tx.document.updateMany({
    where: { orderId: order.id, results: { some: {} } },
    data: { releasedAt: null, releasedById: null },
  })
  await closeCritical(tx, order.id, 'The result was entered in error.', now)
}
