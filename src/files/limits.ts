import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { db, type Tx, transaction } from '../db/client.js'
import { Stale } from '../shared/errors.js'
import type { EnteredLimits } from './forms.js'

/** How large a file may be, and how much one person may send in a day. */
export async function editUploadLimits(actor: Actor, form: EnteredLimits): Promise<void> {
  authorize(actor, 'settings.edit')
  const { version, ...limits } = form
  await transaction(async (tx) => {
    const { count } = await tx.hospitalSettings.updateMany({
      where: { id: 1, version },
      data: { ...limits, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await limitsToEdit(tx)
      throw new Stale(current.values, current.version)
    }
    await audit(tx, actor, 'settings.edit', { type: 'settings', details: limits })
  })
}

/** The limits as their form has them. */
export async function limitsToEdit(
  tx: Tx = db,
): Promise<{ values: Record<string, string>; version: number }> {
  const { version, uploadMegabytes, uploadDailyMegabytes } = await tx.hospitalSettings.findUniqueOrThrow({
    where: { id: 1 },
    select: { version: true, uploadMegabytes: true, uploadDailyMegabytes: true },
  })
  const values = {
    uploadMegabytes: String(uploadMegabytes),
    uploadDailyMegabytes: String(uploadDailyMegabytes),
  }
  return { values, version }
}
