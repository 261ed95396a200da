import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { addCharge, unchargeSource } from '../invoices/charges.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { Dispensing, HandedOut, Return } from './forms.js'
import { handedOutOf, type Prescribed, prescriptionRefusal, quantityRefusal } from './rules.js'

/** What a charge of medicine says that it came from. */
export const DISPENSE_SOURCE = 'dispense'

/**
 * Hands out medicine of a prescription, never more than was prescribed, and charges it in the same transaction: at the
 * catalogue's price of this moment, or at the price that is typed where it stands in no catalogue. For somebody in a bed
 * it goes on the bill of the stay.
 */
export function handOut(
  actor: Actor,
  prescriptionId: string,
  form: Dispensing,
  now: Date,
): Promise<{ medicines: string }> {
  authorize(actor, 'medicine.dispense')
  return once(actor.id, `medicine.dispense ${prescriptionId}`, form, async (tx) => {
    const { patientId, items } = await lockPrescription(tx, actor, prescriptionId, now)
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const handedOut: string[] = []
    for (const row of form.rows) {
      const item = items.find(({ id }) => id === row.itemId)
      if (!item) throw new NotFound()
      const refusal = quantityRefusal(item, row.quantity)
      if (refusal) throw new Refusal(refusal.text, { field: `quantity-${row.row}`, values: refusal.values })
      const unitPriceMinor = priceOf(item, row)
      const { id } = await tx.dispense.create({
        data: {
          ...{ patientId, itemId: item.id, quantity: row.quantity, batch: row.batch },
          ...{ dispensedAt: now, dispensedById: actor.id },
        },
        select: { id: true },
      })
      const { medicine: description } = item
      if (unitPriceMinor > 0n)
        await addCharge(tx, {
          ...{ patientId, admissionId, kind: 'MEDICINE', sourceType: DISPENSE_SOURCE, sourceId: id },
          ...{ description, quantity: row.quantity, unitPriceMinor },
          ...{ occurredAt: now, createdById: actor.id },
        })
      handedOut.push(description)
    }
    const details = { items: form.rows.map(({ itemId, quantity, batch }) => ({ itemId, quantity, batch })) }
    await audit(tx, actor, 'medicine.dispense', {
      ...{ type: 'prescription', id: prescriptionId, patientId, details },
    })
    await announce(tx, [`patient:${patientId}`])
    return { medicines: handedOut.join(', ') }
  })
}

/**
 * Medicine comes back, all of a hand-out or a part of it: so much can be handed out again. The patient pays for what they
 * keep; what an invoice has already is to be credited there.
 */
export function bringBack(
  actor: Actor,
  id: string,
  form: Return,
  now: Date,
): Promise<{ prescriptionId: string; medicine: string; billed: boolean }> {
  authorize(actor, 'medicine.dispense')
  return once(actor.id, `medicine.return ${id}`, form, async (tx) => {
    const { patientId, item, ...dispense } = await lockDispense(tx, actor, id, now)
    const { quantity, reason } = form
    const kept = dispense.quantity - dispense.returned - quantity
    if (dispense.returned === dispense.quantity) throw new Refusal('This was brought back already.')
    if (kept < 0)
      throw new Refusal('The patient has {{left}} of it: more than that does not come back.', {
        field: 'quantity',
        values: { left: dispense.quantity - dispense.returned },
      })
    await tx.dispenseReturn.create({
      data: { dispenseId: id, quantity, reason, returnedAt: now, returnedById: actor.id },
      select: { id: true },
    })
    const what = await unchargeSource(tx, DISPENSE_SOURCE, id, reason, now)
    if (what.became === 'VOID' && kept > 0)
      await addCharge(tx, { ...what.charge, quantity: kept, createdById: actor.id })
    const details = { dispense: id, quantity, reason }
    await audit(tx, actor, 'medicine.dispense', {
      ...{ type: 'prescription', id: item.prescriptionId, patientId, details },
    })
    await announce(tx, [`patient:${patientId}`])
    const { prescriptionId, medicine } = item
    return { prescriptionId, medicine, billed: what.became === 'BILLED' }
  })
}

/** What was handed out once, its patient held until the transaction ends. */
async function lockDispense(tx: Tx, actor: Actor, id: string, now: Date) {
  const found = await tx.dispense.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: { patientId: true },
  })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  return tx.dispense.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ patientId: true, quantity: true, returned: true },
      item: { select: { medicine: true, prescriptionId: true } },
    },
  })
}

/** The prescription with what was handed out of it, held until the transaction ends: two who hand out take turns. */
async function lockPrescription(tx: Tx, actor: Actor, id: string, now: Date) {
  const found = await tx.prescription.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: { patientId: true },
  })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  await tx.$queryRaw`SELECT 1 FROM prescription WHERE id = ${id}::uuid FOR UPDATE`
  const { status, items } = await tx.prescription.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      items: {
        select: {
          ...{ id: true, medicine: true, quantity: true, stoppedAt: true },
          product: { select: { priceMinor: true } },
          dispenses: { select: { quantity: true, returned: true } },
        },
      },
    },
  })
  const refusal = prescriptionRefusal(status)
  if (refusal) throw new Refusal(refusal)
  return {
    patientId: found.patientId,
    items: items.map(({ dispenses, ...item }) => ({
      ...item,
      handedOut: handedOutOf(dispenses),
    })),
  }
}

function priceOf(
  { product }: Prescribed & { product: { priceMinor: bigint } | null },
  { row, priceMinor }: HandedOut,
): bigint {
  const price = product?.priceMinor ?? priceMinor
  if (price === null)
    throw new Refusal('This medicine stands in no catalogue: enter what one costs, 0 if nothing.', {
      field: `price-${row}`,
    })
  return price
}
