import type { MessageStatus } from '../generated/prisma/enums.js'
import { page } from '../web/page.js'

interface ListedMessage {
  id: string
  recipientName: string
  recipientAddress: string
  /** Set where a calendar entry is attached: 'REQUEST'. */
  calendarMethod: string | null
  subject: string
  status: MessageStatus
  createdAt: Date
  sentAt: Date | null
  /** In the reader's words. */
  failure: string | null
}

export interface Outbox {
  tabs: { label: string; href: string; current: boolean; count: number }[]
  rows: ListedMessage[]
  /** Whether a mail server is configured at all. */
  sends: boolean
  newer: string | null
  older: string | null
}

export const outboxPage = page<Outbox>('notices/outbox', 'Outbox')

export const messagePage = page<{
  message: ListedMessage & {
    body: string
    attempts: number
    replyTo: string | null
    messageId: string
    /** The file that goes with it, in words. */
    enclosed: string | null
  }
}>('notices/message', ({ message }) => message.subject, {
  trail: (_page, t) => [{ label: t('Outbox'), href: '/outbox' }],
})

export const ownNoticesPage = page<{
  rows: { id: string; subject: string; body: string; createdAt: Date; readAt: Date | null }[]
  unread: boolean
  newer: string | null
  older: string | null
}>('notices/own', 'Notices')
