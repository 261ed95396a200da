import nodemailer, { type Transporter } from 'nodemailer'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { MessageStatus } from '../generated/prisma/enums.js'
import type { Attempt } from '../jobs/worker.js'
import { hospital } from '../settings/queries.js'

const TIMEOUT_MS = 30_000
const SECRET_LINK = /\/(invitations|password\/reset|visits|offers|calendar)\/[\w-]{20,}/g

/**
 * Sends one message. A refusal for good (5xx) or the last try ends in a dead letter that the outbox shows;
 * anything else throws, and the queue tries again later. Without a mail server the message is kept to be read.
 * Its Message-ID stays the same at every try: a mail that arrived twice, after a crash, can be recognised.
 */
export async function deliver(
  { messageId }: { messageId: string },
  attempt: Attempt,
  makers: EnclosureMakers = {},
): Promise<void> {
  const message = await db.message.findUnique({ where: { id: messageId } })
  if (message?.status !== 'WAITING' || message.recipientAddress === null) return
  if (!config.smtpUrl) return settle(message.id, { status: MessageStatus.KEPT })
  const { name } = await hospital()
  const file = await enclosed(message.enclosure, makers)
  try {
    await transport(config.smtpUrl).sendMail({
      from: { name, address: config.mailFrom },
      to: { name: message.recipientName, address: message.recipientAddress },
      envelope: { from: config.mailFrom, to: [message.recipientAddress] },
      ...(message.replyTo && { replyTo: { name: '', address: message.replyTo } }),
      subject: message.subject,
      text: message.body,
      ...(isUrgent(message.kind) && { priority: 'high' }),
      ...(file && { attachments: [{ filename: file.fileName, content: file.content }] }),
      ...(message.calendar && {
        icalEvent: {
          method: message.calendarMethod ?? 'PUBLISH',
          filename: 'invite.ics',
          content: message.calendar,
        },
      }),
      messageId: message.messageId,
      date: message.createdAt,
      // Nothing in a message may make this process read a file or an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  } catch (error) {
    const { failure, final } = failureOf(error)
    const dead = attempt.last || final
    const status = dead ? MessageStatus.FAILED : MessageStatus.WAITING
    await settle(message.id, { status, attempts: attempt.number, lastError: failure })
    if (!dead) throw new Error('The mail server did not take the message.')
    return
  }
  const sentAt = new Date()
  await settle(message.id, {
    status: MessageStatus.SENT,
    attempts: attempt.number,
    sentAt,
    lastError: null,
    // A link that lets somebody in is not kept once it is on its way to its owner.
    body: withoutSecrets(message.body),
    // Its lines are broken after 75 octets, in the middle of a link, too (RFC 5545, 3.1).
    calendar: message.calendar && withoutSecrets(message.calendar.replace(/\r?\n[ \t]/g, '')),
  })
}

/** Makes the file of an enclosure, by the id of the record that it is of; null where there is nothing any more. */
export type EnclosureMakers = Record<
  string,
  (id: string) => Promise<{ fileName: string; content: Buffer } | null>
>

/** 'test-report 0190…': what it is made by, and of which record. */
async function enclosed(enclosure: string | null, makers: EnclosureMakers) {
  const [kind = '', id = ''] = enclosure?.split(' ') ?? []
  return (await makers[kind]?.(id)) ?? null
}

/** Marked as such, so that mail programs show it first. */
const isUrgent = (kind: string) => kind.startsWith('urgent-')

const withoutSecrets = (text: string) => text.replace(SECRET_LINK, '/$1/…')

interface Outcome {
  status: MessageStatus
  attempts?: number
  sentAt?: Date
  lastError?: string | null
  body?: string
  calendar?: string | null
}

async function settle(id: string, data: Outcome): Promise<void> {
  await db.message.updateMany({ where: { id }, data })
}

let open: { url: string; transporter: Transporter } | undefined

function transport(url: string): Transporter {
  if (open?.url !== url) {
    const transporter = nodemailer.createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    })
    open = { url, transporter }
  }
  return open.transporter
}

/**
 * What failed, as `failureSentence` reads it: never the server's own text, which may quote the address. A 5xx is
 * about this message and final; one about our own log-in is about every message, and cured by who runs this.
 */
function failureOf(error: unknown): { failure: string; final: boolean } {
  const { responseCode = 0, code = '' } = error as { responseCode?: number; code?: string }
  if (code === 'EAUTH') return { failure: `EAUTH ${responseCode}`, final: false }
  if (responseCode === 0) return { failure: code, final: false }
  return { failure: String(responseCode), final: responseCode >= 500 && responseCode < 600 }
}
