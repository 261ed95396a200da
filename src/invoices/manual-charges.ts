import type { Actor } from '../access/actor.js'
import { chargesOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { db } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
import type { ChargeByHand, Removal } from './charge-forms.js'
import { addCharge, openCharge, voidCharge } from './charges.js'

/** What a charge says that it came from, where somebody wrote it by hand. */
export const MANUAL_SOURCE = 'manual'

/** Of a patient in a bed it belongs to the stay. */
export function chargeByHand(
  actor: Actor,
  patientId: string,
  form: ChargeByHand,
  now: Date,
): Promise<{ id: string; description: string }> {
  authorize(actor, 'charge.create')
  return once(actor.id, `charge.create ${patientId}`, form, async (tx) => {
    await lockPatient(tx, patientId)
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const { kind, description, quantity, price } = form
    const { id } = await addCharge(tx, {
      ...{ patientId, admissionId, kind, description, quantity, unitPriceMinor: price },
      ...{ sourceType: MANUAL_SOURCE, sourceId: newId(), occurredAt: now, createdById: actor.id },
    })
    await audit(tx, actor, 'charge.create', { type: 'charge', id, patientId, details: { what: description } })
    await announce(tx, [`patient:${patientId}`])
    return { id, description }
  })
}

/**
 * A charge is not to be paid after all, whatever it came from: what was done stays done. Refused where an invoice has it,
 * of medicine, which is brought back, and of the days of a stay, which its record says.
 */
export function takeBackCharge(
  actor: Actor,
  patientId: string,
  id: string,
  form: Removal,
  now: Date,
): Promise<{ description: string }> {
  authorize(actor, 'charge.void')
  return once(actor.id, `charge.void ${id}`, form, async (tx) => {
    await lockPatient(tx, patientId)
    const charge = await tx.charge.findFirst({
      where: { id, patientId, AND: chargesOf(actor), patient: patientsOf(actor, now) },
      select: { description: true, sourceType: true, sourceId: true, voidedAt: true },
    })
    if (!charge) throw new NotFound()
    const { description, sourceType, sourceId } = charge
    const { reason } = form
    if (charge.voidedAt) throw new Refusal('This charge was taken back already.')
    if (sourceType === 'dispense')
      throw new Refusal('Medicine that was handed out is paid, unless it is brought back: note its return.')
    if (sourceType === 'bed_stay' || sourceType === 'observation')
      throw new Refusal(
        'The days of a stay are reckoned from its record. Take something off its bill instead.',
      )
    await voidCharge(tx, sourceType, sourceId, reason, now)
    await audit(tx, actor, 'charge.void', { type: 'charge', id, patientId, details: { reason } })
    await announce(tx, ['services', `patient:${patientId}`])
    return { description }
  })
}

/** A charge of a patient whom the caller reached, whatever became of it. Throws NotFound. */
export async function findCharge(actor: Actor, patientId: string, id: string) {
  const charge = await db.charge.findFirst({
    where: { id, patientId, AND: chargesOf(actor) },
    select: openCharge,
  })
  if (!charge) throw new NotFound()
  return charge
}
