import { randomUUID } from 'node:crypto'
import { config } from '../config.js'
import { announcedInSql, announcementsInSql, type Topic } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { MessageChannel } from '../generated/prisma/enums.js'
import { type Job, jobSpec, jobsInSql, type TaskName } from '../jobs/queue.js'
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
 * Writes messages, and in the same statement the jobs that deliver the mails among them and the word to who sees the
 * notices; with them what else is to be done and announced, and the insert that keeps the links in them. Each has a
 * Message-ID of its own that never changes. Gives how many were written: of two of one key at the same instant the
 * second waits for the first, and then leaves it at that.
 */
export async function writeMessages(
  tx: Tx,
  messages: Written[],
  { jobs = [], topics = [], links }: { jobs?: Job[]; topics?: Topic[]; links?: Prisma.Sql } = {},
): Promise<number> {
  if (messages.length + jobs.length + topics.length === 0) return 0
  const [done] = await tx.$queryRaw<{ written: number }[]>`
    WITH ${links ? Prisma.sql`links AS (${links}),` : Prisma.empty} written AS (${insertOf(messages)}),
    queued AS (${jobsInSql(jobs, deliveries)}),
    announced AS (${announcementsInSql(topics)}
      UNION ALL
      SELECT ${announcedInSql(Prisma.sql`'account:' || account_id`)} FROM written WHERE channel = 'IN_APP')
    SELECT (SELECT count(*)::int FROM written) AS written,
      (SELECT count(*) FROM queued)::text, (SELECT count(*) FROM announced)::text`
  return done?.written ?? 0
}

const deliver: TaskName = 'notices.deliver'
const deliveries = Prisma.sql`UNION ALL
  SELECT ${jobSpec(Prisma.sql`${deliver}`, Prisma.sql`json_build_object('messageId', id)`)}
  FROM written WHERE channel = 'MAIL'`

/** Its text does not depend on how many there are. */
function insertOf(messages: Written[]): Prisma.Sql {
  const { hostname } = new URL(config.baseUrl)
  const now = new Date()
  const rows = messages.map((message) => ({
    ...message,
    id: newId(),
    messageId: `<${randomUUID()}@${hostname}>`,
    subject: oneLine(message.subject),
    ...(message.channel === 'MAIL' ? { status: 'WAITING' } : { status: 'SENT', sentAt: now }),
  }))
  return Prisma.sql`
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
    RETURNING id, channel, account_id`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200)
