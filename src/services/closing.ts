import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { once } from '../db/once.js'
import { addCharge, unchargeSource, voidCharge } from '../invoices/charges.js'
import { NotFound } from '../shared/errors.js'
import { carryOut, lockedService } from './changes.js'
import type { ServiceChange } from './rules.js'
import { type News, tellPatient } from './telling.js'

/** What a charge of a service says that it came from. */
export const SERVICE_SOURCE = 'service_request'

interface Named extends Record<string, string> {
  item: string
  patient: string
}

/** It is done: in the same transaction it is charged, at the price that the service has at this moment. */
export function finish(
  actor: Actor,
  id: string,
  form: { idempotency_key: string; note: string | null },
  now: Date,
): Promise<Named> {
  authorize(actor, 'service.allocate')
  return once(actor.id, `service.finish ${id}`, form, async (tx) => {
    const service = await lockedService(tx, actor, id, now)
    const { patientId, admissionId, item, patient } = service
    const data = { doneAt: now, priceMinor: item.priceMinor }
    await carryOut(tx, actor, service, 'finish', { note: form.note, data, now })
    await addCharge(tx, {
      ...{ patientId, admissionId, kind: 'SERVICE', sourceType: SERVICE_SOURCE, sourceId: id },
      ...{ description: item.name, unitPriceMinor: item.priceMinor, occurredAt: now, createdById: actor.id },
    })
    await tellPatient(tx, id, 'DONE')
    return { item: item.name, patient: patient.name }
  })
}

interface Reasoned {
  idempotency_key: string
  reason: string
}

/** Whoever was to come does not: the service waits again to be allocated. */
export const release = (actor: Actor, id: string, form: Reasoned, now: Date) =>
  withReason(actor, id, 'release', form, now)

/** The hospital cannot, or will not, do it. */
export const decline = (actor: Actor, id: string, form: Reasoned, now: Date) =>
  withReason(actor, id, 'decline', form, now)

/** It is not needed any more. */
export const cancel = (actor: Actor, id: string, form: Reasoned, now: Date) =>
  withReason(actor, id, 'cancel', form, now)

type WithReason = Extract<ServiceChange, 'release' | 'decline' | 'cancel'>

const news: Record<WithReason, News> = { release: 'RELEASED', decline: 'DECLINED', cancel: 'CANCELLED' }

function withReason(actor: Actor, id: string, change: WithReason, form: Reasoned, now: Date): Promise<Named> {
  return once(actor.id, `service.${change} ${id}`, form, async (tx) => {
    const { reason } = form
    const service = await lockedService(tx, actor, id, now)
    const data = change === 'release' ? { allocatedTo: null, plannedAt: null } : { closeReason: reason }
    await carryOut(tx, actor, service, change, { note: reason, data, now })
    if (actor.role !== 'PATIENT') await tellPatient(tx, id, news[change])
    return { item: service.item.name, patient: service.patient.name }
  })
}

/** It was not done after all: nothing is to be paid, and what an invoice has already is to be credited. */
export function strike(actor: Actor, id: string, form: Reasoned, now: Date): Promise<Named> {
  authorize(actor, 'service.allocate')
  return once(actor.id, `service.strike ${id}`, form, async (tx) => {
    const { reason } = form
    const service = await lockedService(tx, actor, id, now)
    await carryOut(tx, actor, service, 'strike', { note: reason, data: { closeReason: reason }, now })
    await unchargeSource(tx, SERVICE_SOURCE, id, reason, now)
    await tellPatient(tx, id, 'CANCELLED')
    return { item: service.item.name, patient: service.patient.name }
  })
}

/** What a service cost is not to be paid after all. */
export function uncharge(actor: Actor, id: string, form: Reasoned, now: Date): Promise<Named> {
  authorize(actor, 'charge.void')
  return once(actor.id, `charge.void ${id}`, form, async (tx) => {
    const { reason } = form
    const service = await tx.serviceRequest.findFirst({
      where: { id, patient: patientsOf(actor, now) },
      select: { item: { select: { name: true } }, patient: { select: { name: true } } },
    })
    if (!service) throw new NotFound()
    const { id: chargeId, patientId } = await voidCharge(tx, SERVICE_SOURCE, id, reason, now)
    await audit(tx, actor, 'charge.void', { type: 'charge', id: chargeId, patientId, details: { reason } })
    await announce(tx, ['services', `patient:${patientId}`])
    return { item: service.item.name, patient: service.patient.name }
  })
}
