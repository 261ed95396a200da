import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { Refusal } from '../shared/errors.js'
import { lockedOrder, type OrderToChange, recordEvent, showAnew } from './changes.js'
import { answerCritical } from './critical-alerts.js'
import { tellPatientOfResult } from './telling-patients.js'

interface Which {
  patientId: string
  orderId: string
}

/** A doctor has seen a critical result, and says what is done. Until then it stands on their dashboards. */
export function acknowledge(
  actor: Actor,
  { patientId, orderId }: Which,
  form: { idempotency_key: string; action: string },
  now: Date,
): Promise<{ item: string }> {
  authorize(actor, 'result.acknowledge')
  return once(actor.id, `result.acknowledge ${orderId}`, form, async (tx) => {
    const order = await lockedOrder(tx, actor, orderId, now, patientId)
    const resultId = await openCritical(tx, orderId)
    if (!resultId) throw new Refusal('Nothing critical waits to be acknowledged here.')
    const acknowledged = { accountId: actor.id, action: form.action, acknowledgedAt: now }
    await tx.resultAcknowledgement.create({ data: { resultId, ...acknowledged }, select: { id: true } })
    await recordEvent(tx, actor, orderId, 'ACKNOWLEDGED', now, form.action)
    await answerCritical(tx, actor, orderId, form.action, now)
    await audit(tx, actor, 'result.acknowledge', { type: 'order', id: orderId, patientId })
    await showAnew(tx, order)
    return { item: order.item.name }
  })
}

/** The doctor has seen the result, and the patient may read it. */
export function release(actor: Actor, { patientId, orderId }: Which, now: Date): Promise<OrderToChange> {
  authorize(actor, 'result.release')
  return transaction(async (tx) => {
    const order = await reviewed(tx, actor, { patientId, orderId }, now)
    if (order.releasedAt) throw new Refusal('This result is released already.')
    if (await openCritical(tx, orderId))
      throw new Refusal('This result is critical. Acknowledge it first, and say what is done.')
    await setReleased(tx, actor, order, now, { releasedAt: now, releasedById: actor.id })
    await recordEvent(tx, actor, orderId, 'RELEASED', now)
    await tellPatientOfResult(tx, orderId)
    return order
  })
}

/** The doctor has seen the result, and the patient does not read it here: not yet, or not any more. */
export function withhold(actor: Actor, { patientId, orderId }: Which, now: Date): Promise<OrderToChange> {
  authorize(actor, 'result.release')
  return transaction(async (tx) => {
    const order = await reviewed(tx, actor, { patientId, orderId }, now)
    await setReleased(tx, actor, order, now, { releasedAt: null, releasedById: null })
    await recordEvent(tx, actor, orderId, 'WITHHELD', now)
    return order
  })
}

async function reviewed(tx: Tx, actor: Actor, { patientId, orderId }: Which, now: Date) {
  const order = await lockedOrder(tx, actor, orderId, now, patientId)
  if (order.kind !== 'TEST' || order.status !== 'COMPLETED')
    throw new Refusal('There is no final result yet.')
  return order
}

async function setReleased(
  tx: Tx,
  actor: Actor,
  order: OrderToChange,
  now: Date,
  data: { releasedAt: Date | null; releasedById: string | null },
): Promise<void> {
  await tx.clinicalOrder.update({
    where: { id: order.id },
    data: { ...data, version: { increment: 1 } },
    select: { id: true },
  })
  await tx.document.updateMany({
    where: { orderId: order.id, removedAt: null, results: { some: {} } },
    data: { releasedAt: data.releasedAt && now, releasedById: data.releasedById },
  })
  const { id, patientId } = order
  const details = { released: data.releasedAt !== null }
  await audit(tx, actor, 'result.release', { type: 'order', id, patientId, details })
  await showAnew(tx, order)
}

/** The newest critical version that nobody has acknowledged, nor any version after it. */
export async function openCritical(tx: Tx, orderId: string): Promise<string | null> {
  const [newest] = await tx.testResult.findMany({
    where: { orderId, OR: [{ isCritical: true }, { acknowledgement: { isNot: null } }] },
    orderBy: { version: 'desc' },
    take: 1,
    select: { id: true, acknowledgement: { select: { id: true } } },
  })
  return newest && !newest.acknowledgement ? newest.id : null
}
