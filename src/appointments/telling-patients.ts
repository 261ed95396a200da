import type { Prisma } from '../generated/prisma/client.js'
import { noticeTo } from '../notices/notice.js'
import type { Written } from '../notices/writing.js'
import type { Values } from '../shared/errors.js'
import { english as t } from '../web/words.js'
import { invitation } from './calendar.js'
import { organizerOf, patientEntry } from './calendar-entries.js'
import { newVisitLink, type VisitLink, visitLinksInSql } from './link-tokens.js'
import {
  visitCancelled,
  visitChanged,
  visitConfirmed,
  visitMail,
  visitRejected,
  visitReminder,
  visitRequested,
  written,
} from './mails.js'
import { firstName } from './place-rules.js'
import { readersOf, type VisitNews, type VisitReader } from './told-queries.js'

/** What there is to tell about a visit to those whom it concerns. */
export type Told = 'requested' | 'confirmed' | 'rejected' | 'changed' | 'cancelled'

interface Telling {
  now: Date
  /** When the visit was to be, before it was moved. */
  formerly?: Date | null
  /** What is told once for good, to each reader. */
  dedupeKey?: string
}

/**
 * What the patient reads, or whoever books for them: by mail with the calendar entry as it is now, and in the portal.
 * The links in the mails are to be kept with them.
 */
export function messagesToPatient(
  visit: VisitNews,
  what: Told | 'reminder',
  { now, formerly = null, dedupeKey }: Telling,
): { messages: Written[]; links: Prisma.Sql } {
  const { hospital } = visit
  const messages: Written[] = []
  const links: VisitLink[] = []
  for (const reader of readersOf(visit)) {
    const { accountId, name, address } = reader
    const once = dedupeKey ? { dedupeKey: `${dedupeKey} ${accountId ?? address}` } : {}
    if (accountId) messages.push(noticeTo({ accountId, name }, { ...noticeOf(visit, what, reader), ...once }))
    if (!address) continue
    const to = { name, address, ...(accountId && { accountId }) }
    const link = newVisitLink()
    links.push(link)
    const news = visitMail(visit, reader, link.url, formerly)
    const calendar = invitation({
      entry: patientEntry(visit, { own: reader.own, page: accountId !== null, hospital, t }),
      organizer: organizerOf(hospital),
      attendee: { name, address },
      stamp: now,
    })
    messages.push(mails[what](to, news, { calendar, hospital, ...once }))
  }
  return { messages, links: visitLinksInSql(visit.id, links) }
}

const mails = {
  requested: visitRequested,
  confirmed: visitConfirmed,
  rejected: visitRejected,
  changed: visitChanged,
  cancelled: visitCancelled,
  reminder: visitReminder,
} as const

/** Behind the log-in a word of explanation may be quoted. */
function noticeOf(visit: VisitNews, what: Told | 'reminder', { own }: VisitReader) {
  const patient = firstName(visit.patient.name)
  const values: Values = { doctor: visit.doctor.account.name, when: written(visit.startsAt), patient }
  const sentence = notices[what]
  const reason = what === 'rejected' || what === 'cancelled' ? visit.statusReason : null
  return {
    kind: `visit-${what}`,
    subject: t(own ? sentence.own : sentence.ofFamily, values),
    link: `/patient/appointments/${visit.id}`,
    ...(reason && { body: reason }),
  }
}

const notices: Record<Told | 'reminder', { own: string; ofFamily: string }> = {
  requested: {
    own: 'You asked for a visit to {{doctor}} on {{when}}.',
    ofFamily: 'A visit of {{patient}} to {{doctor}} on {{when}} was asked for.',
  },
  confirmed: {
    own: 'Your visit to {{doctor}} on {{when}} is confirmed.',
    ofFamily: 'The visit of {{patient}} to {{doctor}} on {{when}} is confirmed.',
  },
  rejected: {
    own: 'Your request for {{when}} with {{doctor}} was declined.',
    ofFamily: 'The request of {{patient}} for {{when}} with {{doctor}} was declined.',
  },
  changed: {
    own: 'Your visit is now on {{when}}, with {{doctor}}.',
    ofFamily: 'The visit of {{patient}} is now on {{when}}, with {{doctor}}.',
  },
  cancelled: {
    own: 'Your visit to {{doctor}} on {{when}} was cancelled.',
    ofFamily: 'The visit of {{patient}} to {{doctor}} on {{when}} was cancelled.',
  },
  reminder: {
    own: 'A reminder: your visit to {{doctor}} is on {{when}}.',
    ofFamily: 'A reminder: the visit of {{patient}} to {{doctor}} is on {{when}}.',
  },
}
