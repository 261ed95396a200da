import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { supersede } from '../verification/printing.js'
import type { StopForm } from './forms.js'
import { prescriptionTransitions } from './transition-rules.js'

interface Which {
  patientId: string
  prescriptionId: string
  /** Null for all that is left of it. */
  itemId: string | null
}

/** Stops one medicine of a prescription, or all of it. With its last medicine the prescription itself is stopped. */
export function stopMedicines(
  actor: Actor,
  which: Which,
  form: StopForm,
  now: Date,
): Promise<{ medicines: string[] }> {
  authorize(actor, 'prescription.stop')
  return transaction(async (tx) => {
    const { patientId, prescriptionId, itemId } = which
    await openRecord(tx, actor, patientId, now)
    const left = await claim(tx, which, form.version)
    const stopped = left.filter(({ id }) => itemId === null || id === itemId)
    if (stopped.length === 0) throw new NotFound()
    await tx.prescriptionItem.updateMany({
      where: { id: { in: stopped.map(({ id }) => id) }, prescriptionId, stoppedAt: null },
      data: { stoppedAt: now, stoppedById: actor.id, stopReason: form.reason },
    })
    if (stopped.length === left.length) {
      await tx.prescription.update({
        where: { id: prescriptionId },
        data: { status: prescriptionTransitions.ACTIVE.stop },
        select: { id: true },
      })
      await supersede(tx, 'PRESCRIPTION', prescriptionId, now)
    }
    await audit(tx, actor, 'prescription.stop', {
      type: 'prescription',
      id: prescriptionId,
      patientId,
      details: { items: stopped.map(({ id }) => id) },
    })
    return { medicines: stopped.map(({ medicine }) => medicine) }
  })
}

/** The prescription for this change alone, and what of it is not stopped yet. */
async function claim(tx: Tx, { patientId, prescriptionId }: Which, version: number) {
  const claimed = await tx.prescription.updateMany({
    where: { id: prescriptionId, patientId, status: 'ACTIVE', version },
    data: { version: { increment: 1 } },
  })
  if (claimed.count === 0) throw await whyNot(tx, patientId, prescriptionId)
  return tx.prescriptionItem.findMany({
    where: { prescriptionId, stoppedAt: null },
    select: { id: true, medicine: true },
  })
}

async function whyNot(tx: Tx, patientId: string, id: string): Promise<Error> {
  const found = await tx.prescription.findFirst({
    where: { id, patientId },
    select: { status: true, version: true },
  })
  if (!found) return new NotFound()
  if (found.status === 'REPLACED')
    return new Refusal('This prescription was replaced by a newer one. Stop that one.')
  if (found.status === 'STOPPED') return new Refusal('This prescription is stopped already.')
  return new Stale({}, found.version)
}
