import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { announce } from '../db/announce.js'
import { transaction } from '../db/client.js'
import { NotFound } from '../shared/errors.js'
import { noticesOf } from './own-queries.js'

/** Marks one of one's own notices as read, and gives the page that it leads to. */
export async function readNotice(actor: Actor, id: string, now: Date): Promise<string> {
  authorize(actor, 'notice.own')
  return transaction(async (tx) => {
    const where = { id, ...noticesOf(actor) }
    const notice = await tx.message.findUnique({ where, select: { link: true } })
    if (!notice) throw new NotFound()
    const { count } = await tx.message.updateMany({
      where: { ...where, readAt: null },
      data: { readAt: now },
    })
    if (count > 0) await announce(tx, [`account:${actor.id}`])
    return notice.link ?? '/'
  })
}

/** Marks as read what has been there until now: not what comes while the button is pressed. Gives how many. */
export async function readAllNotices(actor: Actor, now: Date): Promise<number> {
  authorize(actor, 'notice.own')
  return transaction(async (tx) => {
    const { count } = await tx.message.updateMany({
      where: { ...noticesOf(actor), readAt: null, createdAt: { lte: now } },
      data: { readAt: now },
    })
    if (count > 0) await announce(tx, [`account:${actor.id}`])
    return count
  })
}
