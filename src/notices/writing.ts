import { randomUUID } from 'node:crypto'
import { config } from '../config.js'
import { announcementsInSql, type Topic } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { MessageChannel } from '../generated/prisma/enums.js'
import { type Job, jobsInSql } from '../jobs/queue.js'
import { newId } from '../shared/ids.js'

/** A message as it is written; one without an address is a notice in the portal, which needs no delivery. */
export interface Written {
  kind: string
  channel: MessageChannel
  accountId: string | null
  recipientName: string
  recipientAddress?: string
  replyTo?: string
  subject: string
  body: string
  link?: string
  calendar?: string
  calendarMethod?: string
  /** A file that is made when the mail is delivered: what of, and of which record. */
  enclosure?: string
  /** What is told once for good: a second message of this key is not written. */
  dedupeKey?: string
}

/**
 * Writes messages, and in the same transaction the jobs that deliver the mails among them and the word to who sees
 * the notices; with them what else is to be done and announced, and the insert that keeps the links in them. Each has a Message-ID of its own that never changes.
 * Gives how many were written: of two of one key at the same instant the second waits for the first, and then leaves
 * it at that.
 */
export async function writeMessages(
  tx: Tx,
  messages: Written[],
  also: { jobs?: Job[]; topics?: Topic[]; links?: Prisma.Sql } = {},
): Promise<number> {
  const written = messages.length > 0 ? await insert(tx, messages, also.links) : []
  const mails = written.filter(({ channel }) => channel === 'MAIL')
  const notices = written.filter(({ channel }) => channel === 'IN_APP')
  const jobs = [
    ...mails.map(({ id }): Job => ({ task: 'notices.deliver', payload: { messageId: id } })),
    ...(also.jobs ?? []),
  ]
  const topics = [...notices.map(({ accountId }): Topic => `account:${accountId}`), ...(also.topics ?? [])]
  if (jobs.length + topics.length > 0)
    await tx.$queryRaw`${jobsInSql(jobs)} UNION ALL ${announcementsInSql(topics)}`
  return written.length
}

/** One statement, whose text does not depend on how many there are. */
function insert(tx: Tx, messages: Written[], links?: Prisma.Sql) {
  const { hostname } = new URL(config.baseUrl)
  const now = new Date()
  const rows = messages.map((message) => ({
    ...message,
    id: newId(),
    messageId: `<${randomUUID()}@${hostname}>`,
    subject: oneLine(message.subject),
    ...(message.channel === 'MAIL' ? { status: 'WAITING' } : { status: 'SENT', sentAt: now }),
  }))
  return tx.$queryRaw<{ id: string; channel: MessageChannel; accountId: string | null }[]>`
    ${links ? Prisma.sql`WITH links AS (${links})` : Prisma.empty}
    INSERT INTO message (id, kind, channel, account_id, recipient_name, recipient_address, reply_to, subject, body,
      message_id, status, created_at, sent_at, link, calendar, calendar_method, enclosure,
      dedupe_key)
    SELECT id, kind, channel, "accountId", "recipientName", "recipientAddress", "replyTo", subject, body,
      "messageId", status, ${now}, "sentAt", link, calendar, "calendarMethod", enclosure, "dedupeKey"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) row(id uuid, kind text, channel "MessageChannel",
      "accountId" uuid, "recipientName" text, "recipientAddress" text, "replyTo" text, subject text, body text,
      "messageId" text, status "MessageStatus", "sentAt" timestamptz, link text, calendar text,
      "calendarMethod" text, enclosure text, "dedupeKey" text)
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id, channel, account_id AS "accountId"`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200)
