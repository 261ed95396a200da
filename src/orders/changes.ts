import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { ordersOf } from '../access/record-scopes.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { OrderEventKind } from '../generated/prisma/enums.js'
import { addCharge } from '../invoices/charges.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { type OrderChange, orderRefusal, orderTransitions } from './transition-rules.js'

/** What a change needs to know of an order. */
const orderFields = {
  id: true,
  number: true,
  patientId: true,
  admissionId: true,
  doctorId: true,
  itemId: true,
  kind: true,
  priority: true,
  status: true,
  scheduledAt: true,
  place: true,
  collectedAt: true,
  releasedAt: true,
  version: true,
  item: { select: { name: true, priceMinor: true } },
  patient: { select: { name: true, sex: true, dateOfBirth: true } },
} satisfies Prisma.ClinicalOrderSelect

export type OrderToChange = Prisma.ClinicalOrderGetPayload<{ select: typeof orderFields }>

/**
 * The order, as this person reaches it, held until the transaction ends: whoever changes it at the same instant comes
 * after. Of another patient than `patientId` it is not found.
 */
export async function lockedOrder(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Date,
  patientId?: string,
): Promise<OrderToChange> {
  await tx.$queryRaw`SELECT 1 FROM clinical_order WHERE id = ${id}::uuid FOR UPDATE`
  const order = await tx.clinicalOrder.findFirst({
    where: { id, ...(patientId && { patientId }), AND: ordersOf(actor, now) },
    select: orderFields,
  })
  if (!order) throw new NotFound()
  return order
}

interface Deed {
  reason?: string | null
  data?: Prisma.ClinicalOrderUncheckedUpdateInput
  now: Date
}

/**
 * One change of the table: the new state, its history, its audit row. What is done by it is charged at the price of the
 * catalogue. Throws a Refusal where it is not open.
 */
export async function carryOut(
  tx: Tx,
  actor: Actor,
  order: OrderToChange,
  change: OrderChange,
  { reason = null, data = {}, now }: Deed,
): Promise<void> {
  const { action, to, event } = orderTransitions[change]
  authorize(actor, action)
  const refusal = orderRefusal(change, order)
  if (refusal) throw new Refusal(refusal)
  await tx.clinicalOrder.update({
    where: { id: order.id },
    data: { ...data, status: to, version: { increment: 1 } },
    select: { id: true },
  })
  await recordEvent(tx, actor, order.id, event, now, reason)
  if (to === 'COMPLETED') await chargeDone(tx, actor, order, now)
  await audit(tx, actor, action, {
    type: 'order',
    id: order.id,
    patientId: order.patientId,
    details: { change },
  })
  await showAnew(tx, order)
}

/** What a charge of a test or a treatment says that it came from. */
export const ORDER_SOURCE = 'clinical_order'

/** What is done stays done: nobody cancels it, and an amended result is the same test. What costs nothing is no charge. */
async function chargeDone(
  tx: Tx,
  actor: Actor,
  { id, patientId, admissionId, kind, item }: OrderToChange,
  now: Date,
): Promise<void> {
  if (item.priceMinor === 0n) return
  await addCharge(tx, {
    ...{ patientId, admissionId, kind, sourceType: ORDER_SOURCE, sourceId: id },
    ...{ description: item.name, unitPriceMinor: item.priceMinor, occurredAt: now, createdById: actor.id },
  })
}

export async function recordEvent(
  tx: Tx,
  actor: Actor | null,
  orderId: string,
  kind: OrderEventKind,
  at: Date,
  reason: string | null = null,
): Promise<void> {
  await tx.orderEvent.create({
    data: { orderId, actorId: actor?.id ?? null, kind, at, reason },
    select: { id: true },
  })
}

/** Pages that show this order fetch it again. */
export async function showAnew(
  tx: Tx,
  { patientId, doctorId }: { patientId: string; doctorId: string },
): Promise<void> {
  await announce(tx, ['orders', `doctor:${doctorId}`, `patient:${patientId}`])
}

/** The specimen is taken. */
export function collect(actor: Actor, id: string, now: Date): Promise<OrderToChange> {
  authorize(actor, 'order.collect')
  return transaction(async (tx) => {
    const order = await lockedOrder(tx, actor, id, now)
    await carryOut(tx, actor, order, 'collect', { now, data: { collectedAt: now } })
    return order
  })
}

/** The specimen cannot be used: the order waits again, for another one. */
export function spoil(actor: Actor, id: string, reason: string, now: Date): Promise<OrderToChange> {
  authorize(actor, 'order.collect')
  return transaction(async (tx) => {
    const order = await lockedOrder(tx, actor, id, now)
    const before = { collectedAt: null, scheduledAt: null, place: null }
    await carryOut(tx, actor, order, 'spoil', { now, reason, data: before })
    return order
  })
}

/** Nobody does it any more. */
export function cancelOrder(
  actor: Actor,
  id: string,
  reason: string,
  now: Date,
  patientId?: string,
): Promise<OrderToChange> {
  authorize(actor, 'order.cancel')
  return transaction(async (tx) => {
    const order = await lockedOrder(tx, actor, id, now, patientId)
    await carryOut(tx, actor, order, 'cancel', { now, reason, data: { statusReason: reason } })
    return order
  })
}
