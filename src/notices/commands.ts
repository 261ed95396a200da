import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { NotFound, Refusal } from '../shared/errors.js'

/** Puts a dead letter back into the queue, once: of two clicks the second finds it waiting. */
export async function sendAgain(actor: Actor, id: string): Promise<{ recipientName: string }> {
  authorize(actor, 'outbox.send-again')
  return transaction(async (tx) => {
    const message = await tx.message.findUnique({
      where: { id, channel: 'MAIL' },
      select: { recipientName: true },
    })
    if (!message) throw new NotFound()
    const { count } = await tx.message.updateMany({
      where: { id, status: 'FAILED' },
      data: { status: 'WAITING', attempts: 0, lastError: null },
    })
    if (count === 0) throw new Refusal('Only a mail that failed can be sent again.')
    await addJob(tx, 'notices.deliver', { messageId: id })
    await audit(tx, actor, 'outbox.send-again', { type: 'message', id })
    return message
  })
}
