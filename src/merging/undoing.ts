import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { AccountStatus } from '../generated/prisma/enums.js'
import { patientNumber } from '../patients/rules.js'
import { partRequests } from '../requests/parting.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { UndoTold } from './forms.js'
import { type Filled, givenBack } from './rules.js'
import { asColumns, lockBoth, type SideRow } from './sides.js'

/**
 * They were two people after all: everything that came from the gone record goes back to it, with what was added to that
 * since, and it is open again. What was added to the kept record itself stays there.
 */
export async function undoMerge(
  actor: Actor,
  mergeId: string,
  form: UndoTold,
  now: Date,
): Promise<{ keptId: string; goneId: string }> {
  authorize(actor, 'patient.merge')
  return once(actor.id, `patient.merge-undone ${mergeId}`, form, async (tx) => {
    const merge = await tx.patientMerge.findUnique({ where: { id: mergeId } })
    if (!merge) throw new NotFound()
    const { keptId, goneId } = merge
    const [kept, gone] = await lockBoth(tx, keptId, goneId)
    if (!kept || !gone) throw new NotFound()
    if (kept.mergedIntoId)
      throw new Refusal('{{number}} was itself merged into another record since. Undo that first.', {
        values: { number: patientNumber(kept.number) },
      })
    await tx.$executeRaw`SELECT unmerge_patients(id) FROM patient_merge WHERE id = ${mergeId}::uuid AND undone_at IS NULL`
    const { count } = await tx.patientMerge.updateMany({
      where: { id: mergeId, undoneAt: null },
      data: { undoneAt: now, undoneById: actor.id, undoReason: form.reason },
    })
    if (count === 0) throw new Refusal('This merge was undone already.')
    const filled = merge.filled as unknown as Filled
    await writeFields(tx, kept, gone, filled)
    await reopenAccount(tx, actor, filled, merge.mergedAt)
    await partRequests(tx, actor, [keptId, goneId], merge.mergedAt, filled.request ?? null)
    for (const patientId of [keptId, goneId])
      await audit(tx, actor, 'patient.merge', {
        type: 'patient-merge',
        id: mergeId,
        patientId,
        details: { undone: true, keptId, goneId, reason: form.reason },
      })
    return { keptId, goneId }
  })
}

/** The kept record first: what only one may have is free then. */
async function writeFields(tx: Tx, kept: SideRow, gone: SideRow, filled: Filled): Promise<void> {
  const moved = filled.account?.moved && kept.accountId === filled.account.id ? filled.account.id : null
  const fromKept = givenBack(filled.kept, kept.fields)
  await tx.patient.update({
    where: { id: kept.id },
    data: { ...asColumns(fromKept), ...(moved && { accountId: null }), version: { increment: 1 } },
    select: { id: true },
  })
  const toGone = givenBack(filled.gone, gone.fields)
  // A photo that was replaced since is no more.
  if (toGone.photoId && fromKept.photoId === undefined) delete toGone.photoId
  await tx.patient.update({
    where: { id: gone.id },
    data: {
      ...asColumns(toGone),
      ...(moved && { accountId: moved }),
      mergedIntoId: null,
      deactivatedAt: null,
      version: { increment: 1 },
    },
    select: { id: true },
  })
}

/** As it was, unless somebody has decided about it since. */
async function reopenAccount(tx: Tx, actor: Actor, { account }: Filled, mergedAt: Date): Promise<void> {
  if (!account || account.moved) return
  const { decidedAt, ...decision } = account.decision
  const { count } = await tx.account.updateMany({
    where: { id: account.id, status: 'SUSPENDED', decidedAt: mergedAt },
    data: {
      ...decision,
      decidedAt: decidedAt && new Date(decidedAt),
      // As it was read from its column.
      status: account.status as AccountStatus,
      version: { increment: 1 },
    },
  })
  if (count > 0)
    await audit(tx, actor, 'account.suspend', {
      type: 'account',
      id: account.id,
      details: { restored: true, merged: true },
    })
}
