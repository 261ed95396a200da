import { randomUUID } from 'node:crypto'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'

type Written = Omit<Prisma.MessageCreateManyInput, 'id' | 'messageId'>

/**
 * Writes a message under a Message-ID of its own that never changes. Null where one of the same key is there
 * already: of two that are written at the same instant the second waits for the first, and then leaves it at that.
 */
export async function writeMessage(tx: Tx, message: Written): Promise<string | null> {
  const messageId = `<${randomUUID()}@${new URL(config.baseUrl).hostname}>`
  const [written] = await tx.message.createManyAndReturn({
    data: [{ ...message, subject: oneLine(message.subject), messageId }],
    skipDuplicates: message.dedupeKey !== undefined,
    select: { id: true },
  })
  return written?.id ?? null
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200)
