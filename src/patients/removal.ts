import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { withdrawRequestsOf } from '../accounts/bed-requests.js'
import { inRecords, type Removal, recordClosed, removeAccount, requireNoVisits } from '../accounts/removal.js'
import { restoreAccount } from '../accounts/suspension.js'
import { audit } from '../audit/commands.js'
import { db, type Tx, transaction } from '../db/client.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { RemovalReason } from './forms.js'

/**
 * Removes a patient, and the account with them. Where anything clinical is recorded or billed, the record is
 * closed and kept instead. Somebody who lies in a bed is discharged first.
 */
export function removePatient(actor: Actor, id: string, form: RemovalReason, now: Date): Promise<Removal> {
  authorize(actor, 'patient.remove')
  return transaction(async (tx) => {
    const { accountId, admissions } = await toRemove(tx, actor, id, now)
    if (admissions.length > 0) throw new Refusal('This patient is admitted. Discharge them first.')
    await requireNoVisits(tx, { id })
    const removal = accountId
      ? await removeAccount(tx, actor, accountId, form, now)
      : await removeRecord(tx, actor, id, form.reason, now)
    const details = { removal, reason: form.reason }
    await audit(tx, actor, 'patient.remove', { type: 'patient', id, patientId: id, details })
    return removal
  })
}

/** Opens a closed record again, and the account that was suspended with it. */
export async function restorePatient(actor: Actor, id: string, now: Date): Promise<void> {
  authorize(actor, 'patient.remove')
  const { accountId, deactivatedAt, mergedIntoId } = await toRemove(db, actor, id, now)
  if (mergedIntoId)
    throw new Refusal('This record was merged into another one. Undo the merge, and it is open again.')
  if (!deactivatedAt) throw new Refusal('This record is open already.')
  if (accountId) await restoreAccount(actor, accountId, now)
  await transaction(async (tx) => {
    await tx.patient.updateMany({ where: { id }, data: { deactivatedAt: null } })
    const details = { restored: true }
    await audit(tx, actor, 'patient.remove', { type: 'patient', id, patientId: id, details })
  })
}

async function toRemove(tx: Tx, actor: Actor, id: string, now: Date) {
  const patient = await tx.patient.findFirst({
    where: { id, AND: patientsOf(actor, now) },
    select: {
      accountId: true,
      deactivatedAt: true,
      mergedIntoId: true,
      admissions: { where: { dischargedAt: null }, select: { id: true }, take: 1 },
    },
  })
  if (!patient) throw new NotFound()
  return patient
}

async function removeRecord(tx: Tx, actor: Actor, id: string, reason: string, now: Date): Promise<Removal> {
  // Nobody writes a reading or a note for them between the question whether there is any and the removal.
  await tx.$queryRaw`SELECT 1 FROM patient WHERE id = ${id}::uuid FOR UPDATE`
  await withdrawRequestsOf(tx, actor, { id }, recordClosed(reason), now)
  if (await isInRecords(id, tx)) {
    await tx.patient.update({ where: { id }, data: { deactivatedAt: now }, select: { id: true } })
    return 'kept'
  }
  await tx.patient.delete({ where: { id }, select: { id: true } })
  return 'removed'
}

/** Whether anything clinical, a stay or an invoice names this patient. */
export async function isInRecords(id: string, tx: Tx = db): Promise<boolean> {
  const { _count } = await tx.patient.findUniqueOrThrow({
    where: { id },
    select: { _count: { select: inRecords } },
  })
  return Object.values(_count).some((count) => count > 0)
}
