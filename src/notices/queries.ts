import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { MessageStatus } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'

export const PAGE_ROWS = 50

export interface OutboxFilter {
  status: MessageStatus | null
  /** The message after (older) or before (newer) which the page begins. */
  after: string | null
  before: string | null
}

/** A page of the outbox, newest first. */
export async function listMessages(actor: Actor, { status, after, before }: OutboxFilter) {
  authorize(actor, 'outbox.view')
  const backwards = after === null && before !== null
  const direction = backwards ? 'asc' : 'desc'
  const found = await db.message.findMany({
    where: { channel: 'MAIL', AND: [status ? { status } : {}, await beyond(after ?? before, backwards)] },
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: PAGE_ROWS + 1,
    select: {
      id: true,
      recipientName: true,
      recipientAddress: true,
      calendarMethod: true,
      subject: true,
      status: true,
      createdAt: true,
      sentAt: true,
      lastError: true,
    },
  })
  const more = found.length > PAGE_ROWS
  const rows = found.slice(0, PAGE_ROWS).map(addressed)
  if (backwards) return { rows: rows.reverse(), newer: more, older: true }
  return { rows, newer: after !== null, older: more }
}

/** How many messages there are of each status. */
export async function countMessages(actor: Actor): Promise<Partial<Record<MessageStatus, number>>> {
  authorize(actor, 'outbox.view')
  const counted = await db.message.groupBy({ by: ['status'], where: { channel: 'MAIL' }, _count: true })
  return Object.fromEntries(counted.map(({ status, _count }) => [status, _count]))
}

export async function findMessage(actor: Actor, id: string) {
  authorize(actor, 'outbox.view')
  const message = await db.message.findUnique({ where: { id, channel: 'MAIL' } })
  if (!message) throw new NotFound()
  return addressed(message)
}

/** Every mail has an address: the table sees to that, its type does not say it. */
const addressed = <Row extends { recipientAddress: string | null }>(row: Row) => ({
  ...row,
  recipientAddress: row.recipientAddress ?? '',
})

async function beyond(edge: string | null, backwards: boolean): Promise<Prisma.MessageWhereInput> {
  const message =
    edge && (await db.message.findUnique({ where: { id: edge }, select: { createdAt: true, id: true } }))
  if (!message) return {}
  const { createdAt, id } = message
  return backwards
    ? { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] }
    : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
}
