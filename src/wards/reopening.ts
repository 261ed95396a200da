import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { lockWard } from './commands.js'
import type { ChangedBed } from './housekeeping.js'
import { TAKEN_AWAY } from './rules.js'
import { beginStay, lockBeds } from './stays.js'

/** Opens a closed ward again, with the beds that were taken away with it; those that went before stay away. */
export async function reopenWard(
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ name: string; beds: number }> {
  authorize(actor, 'ward.edit')
  return transaction(async (tx) => {
    const { name, closedAt } = await lockWard(tx, id)
    if (closedAt === null) return { name, beds: 0 }
    const beds = await tx.bed.findMany({ where: { wardId: id, closedAt }, select: { id: true } })
    const ids = beds.map((bed) => bed.id)
    await tx.ward.update({ where: { id }, data: { closedAt: null, version: { increment: 1 } } })
    for (const bed of await lockBeds(tx, ids, now)) await bringBack(tx, actor, bed, now)
    const details = { reopened: name, beds: ids.length }
    await audit(tx, actor, 'ward.edit', { type: 'ward', id, details })
    await announce(tx, ['beds'])
    return { name, beds: ids.length }
  })
}

/** Brings a bed back that was taken away, into a ward that is open. */
export async function reopenBed(actor: Actor, id: string, now: Date): Promise<ChangedBed> {
  authorize(actor, 'ward.edit')
  return transaction(async (tx) => {
    const found = await tx.bed.findUnique({ where: { id }, select: { wardId: true } })
    if (!found) throw new NotFound()
    // The ward first, as whoever closes it does.
    const ward = await lockWard(tx, found.wardId)
    const [bed] = await lockBeds(tx, [id], now)
    if (!bed) throw new NotFound()
    if (bed.closedAt === null) return bed
    if (ward.closedAt)
      throw new Refusal('{{name}} is closed. Open the ward again, and its beds come back with it.', {
        values: { name: ward.name },
      })
    await bringBack(tx, actor, bed, now)
    await audit(tx, actor, 'ward.edit', { type: 'bed', id, details: { reopened: bed.number } })
    await announce(tx, ['beds'])
    return bed
  })
}

/**
 * While it was away it was no bed of the house, and so it stays in all that is told of that time: a stretch of its own
 * says it. It is cleaned before anybody lies in it.
 */
async function bringBack(
  tx: Tx,
  actor: Actor,
  { id, closedAt }: { id: string; closedAt: Date | null },
  now: Date,
): Promise<void> {
  if (closedAt === null) return
  const from = closedAt > now ? closedAt : now
  await tx.bed.update({ where: { id }, data: { closedAt: null, version: { increment: 1 } } })
  await tx.bedStay.create({
    data: {
      ...{ kind: 'BLOCKED', reason: TAKEN_AWAY, bedId: id, startedAt: closedAt },
      ...{ endedAt: from, endedById: actor.id },
    },
    select: { id: true },
  })
  await beginStay(tx, { kind: 'CLEANING', bedId: id, from, byId: actor.id })
}
