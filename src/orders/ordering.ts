import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { findItems } from '../catalogues/queries.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { NewOrder } from './forms.js'
import { orderNumber } from './rules.js'
import { openStates } from './transition-rules.js'

/**
 * Orders tests and treatments for a patient, an order for each; they belong to the stay that is open now, and to the
 * visit that the patient is here for. What is open already is only ordered again when the doctor says so.
 */
export function order(
  actor: Actor,
  patientId: string,
  { q: _searched, ...form }: NewOrder,
  now: Date,
): Promise<{ ids: string[] }> {
  authorize(actor, 'order.create')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return once(actor.id, `order.create ${patientId}`, form, async (tx) => {
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const items = await findItems(form.items, tx)
    if (items.length < form.items.length || items.some(({ isActive }) => !isActive))
      throw new Refusal('Something that you chose is not in the catalogue any more. Choose again.', {
        field: 'items',
      })
    if (!form.again) await refuseTwice(tx, patientId, form.items)
    const visit = await tx.appointment.findFirst({
      where: { patientId, doctorId, status: 'IN_CONSULTATION' },
      select: { id: true },
    })
    const ordered = await tx.clinicalOrder.createManyAndReturn({
      data: form.items.flatMap((itemId) => {
        const item = items.find(({ id }) => id === itemId)
        return item
          ? [
              {
                ...{ patientId, doctorId, admissionId, itemId, kind: item.kind, priority: form.priority },
                appointmentId: visit?.id ?? null,
                reason: form.question,
                orderedAt: now,
                orderedById: actor.id,
              },
            ]
          : []
      }),
      select: { id: true },
    })
    const ids = ordered.map(({ id }) => id)
    await tx.orderEvent.createMany({
      data: ids.map((orderId) => ({ orderId, actorId: actor.id, kind: 'ORDERED' as const, at: now })),
    })
    for (const id of ids) await audit(tx, actor, 'order.create', { type: 'order', id, patientId })
    await announce(tx, ['orders', `doctor:${doctorId}`, `patient:${patientId}`])
    return { ids }
  })
}

/** The same test that waits for its result already is rarely wanted twice. */
async function refuseTwice(tx: Tx, patientId: string, items: string[]): Promise<void> {
  const open = await tx.clinicalOrder.findFirst({
    where: { patientId, itemId: { in: items }, status: { in: [...openStates] } },
    orderBy: { orderedAt: 'desc' },
    select: { number: true, item: { select: { name: true } } },
  })
  if (open)
    throw new Refusal(
      '{{item}} is ordered for this patient already ({{number}}). Tick this if it is wanted once more.',
      { field: 'again', values: { item: open.item.name, number: orderNumber(open.number) } },
    )
}
