import nodemailer, { type Transporter } from 'nodemailer'
import { authorize } from '../access/policy.js'
import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, transaction } from '../db/client.js'
import { MessageStatus } from '../generated/prisma/enums.js'
import { addJob } from '../jobs/queue.js'
import type { Attempt } from '../jobs/worker.js'
import { NotFound } from '../shared/errors.js'

const TIMEOUT = 30_000
const SECRET_LINK = /\/(invitations|password\/reset)\/[\w-]+/g

/**
 * Sends one message. A refusal for good (5xx) or the last try ends in a dead letter that the outbox shows;
 * anything else throws, and the queue tries again later. Without a mail server the message is kept to be read.
 */
export async function deliver({ messageId }: { messageId: string }, attempt: Attempt): Promise<void> {
  const message = await db.message.findUnique({ where: { id: messageId } })
  if (!message || message.status !== 'WAITING') return
  if (!config.smtpUrl) return settle(message.id, { status: MessageStatus.KEPT })
  try {
    await transport(config.smtpUrl).sendMail({
      from: config.mailFrom,
      to: { name: message.recipientName, address: message.recipientAddress },
      envelope: { from: config.mailFrom, to: [message.recipientAddress] },
      ...(message.replyTo && { replyTo: message.replyTo }),
      subject: message.subject,
      text: message.body,
      messageId: message.messageId,
      date: message.createdAt,
    })
  } catch (error) {
    const answer = answerOf(error)
    const dead = attempt.last || (answer.code >= 500 && answer.code < 600)
    await settle(message.id, { status: dead ? MessageStatus.FAILED : MessageStatus.WAITING, attempts: attempt.number, lastError: answer.text })
    if (!dead) throw new Error('The mail server did not take the message.')
    return
  }
  // A link that lets somebody in is not kept once it is on its way to its owner.
  const body = message.body.replace(SECRET_LINK, '/$1/…')
  await settle(message.id, { status: MessageStatus.SENT, attempts: attempt.number, sentAt: new Date(), lastError: null, body })
}

/** Puts a dead letter back into the queue. */
export async function sendAgain(actor: Actor, id: string): Promise<void> {
  authorize(actor, 'outbox.view')
  await transaction(async (tx) => {
    const { count } = await tx.message.updateMany({ where: { id, status: 'FAILED' }, data: { status: 'WAITING', attempts: 0 } })
    if (count === 0) throw new NotFound()
    await addJob(tx, 'notices.deliver', { messageId: id })
    await audit(tx, actor, 'outbox.view', { type: 'message', id, details: { sentAgain: true } })
  })
}

async function settle(id: string, data: { status: MessageStatus; attempts?: number; sentAt?: Date; lastError?: string | null; body?: string }) {
  await db.message.updateMany({ where: { id }, data })
}

let open: { url: string; transporter: Transporter } | undefined

function transport(url: string): Transporter {
  if (open?.url !== url) {
    const transporter = nodemailer.createTransport({ url, connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT })
    open = { url, transporter }
  }
  return open.transporter
}

function answerOf(error: unknown): { code: number; text: string } {
  const { responseCode = 0, code = '' } = error as { responseCode?: number; code?: string }
  return { code: responseCode, text: responseCode ? `The mail server answered ${responseCode}.` : `The mail server could not be reached (${code}).` }
}
