import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { Refusal } from '../shared/errors.js'
import { findItem } from './catalogue-queries.js'
import type { ServiceWish } from './forms.js'
import { servedAt } from './rules.js'
import { tellDesk, tellPatient } from './telling.js'

/** Asks for a service to where the patient is now; the desk finds out who does it, and when. */
export function requestService(
  actor: Actor,
  patientId: string,
  form: ServiceWish,
  now: Date,
): Promise<{ id: string; name: string }> {
  authorize(actor, 'service.request', { patientId })
  const { itemId, priority, details } = form
  return once(actor.id, `service.request ${patientId}`, form, async (tx) => {
    // An admission, a discharge or the end of the isolation comes before or after, never in between.
    await lockPatient(tx, patientId)
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const isolation = await tx.homeIsolation.findFirst({
      where: { patientId, endedAt: null },
      select: { id: true },
    })
    const byPatient = actor.role === 'PATIENT'
    const place = servedAt({ admissionId, isolationId: isolation?.id ?? null }, byPatient)
    if ('refusal' in place) throw new Refusal(place.refusal)
    const item = await findItem(itemId, tx)
    if (!item?.isActive)
      throw new Refusal('This service is not offered any more. Choose another.', { field: 'itemId' })
    const { id } = await tx.serviceRequest.create({
      data: {
        ...{ patientId, itemId, ...place.served, priority, details },
        ...{ requestedById: actor.id, requestedAt: now },
        events: { create: { status: 'REQUESTED', byId: actor.id, at: now } },
      },
      select: { id: true },
    })
    await audit(tx, actor, 'service.request', {
      type: 'service',
      id,
      patientId,
      details: { item: item.code },
    })
    await announce(tx, ['services', `patient:${patientId}`])
    await tellDesk(tx, actor, id)
    if (!byPatient) await tellPatient(tx, id, 'REQUESTED')
    return { id, name: item.name }
  })
}
