import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'

export const PAGE_ROWS = 50

/** The notices of this person themselves. */
export const noticesOf = (actor: Actor) =>
  ({ accountId: actor.id, channel: 'IN_APP' }) satisfies Prisma.MessageWhereInput

/** A page of one's notices, newest first, before (older) or after (newer) the notice with that id. */
export async function listNotices(
  actor: Actor,
  { after, before }: { after: string | null; before: string | null },
) {
  authorize(actor, 'notice.own')
  const backwards = after === null && before !== null
  const direction = backwards ? 'asc' : 'desc'
  const found = await db.message.findMany({
    where: { ...noticesOf(actor), AND: [await beyond(actor, after ?? before, backwards)] },
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: PAGE_ROWS + 1,
    select: { id: true, subject: true, body: true, createdAt: true, readAt: true },
  })
  const more = found.length > PAGE_ROWS
  const rows = found.slice(0, PAGE_ROWS)
  if (backwards) return { rows: rows.reverse(), newer: more, older: true }
  return { rows, newer: after !== null, older: more }
}

async function beyond(
  actor: Actor,
  edge: string | null,
  backwards: boolean,
): Promise<Prisma.MessageWhereInput> {
  const notice =
    edge &&
    (await db.message.findUnique({
      where: { id: edge, ...noticesOf(actor) },
      select: { createdAt: true, id: true },
    }))
  if (!notice) return {}
  const { createdAt, id } = notice
  return backwards
    ? { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] }
    : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
}
