import { config } from '../config.js'
import { letter } from '../notices/mail.js'
import { formatter } from '../web/format.js'
import { english, type T } from '../web/words.js'
import { firstName, type VisitPlace, visitPlace } from './place-rules.js'
import type { VisitNews, VisitReader } from './told-queries.js'

/** What a mail says of a visit: with whom, when and where; never why. */
export interface VisitMail {
  when: string
  /** The first name of whom it is about, where that is not the reader. */
  forWhom: string | null
  doctor: string
  place: VisitPlace
  /** Opens the visit without log-in. */
  link: string
  /** Whether the reader can log in. */
  forAccount: boolean
  /** It waits to be confirmed. */
  requested: boolean
  /** The time before it was moved. */
  formerly: string | null
}

const about = (own: string, ofFamily: string) => (page: VisitMail, t: T) =>
  page.forWhom ? t(ofFamily, { patient: page.forWhom, when: page.when }) : t(own, { when: page.when })

export const visitRequested = letter<VisitMail>(
  'visit-requested',
  about('Your request for a visit on {{when}}', 'Your request for a visit of {{patient}} on {{when}}'),
)
export const visitConfirmed = letter<VisitMail>(
  'visit-confirmed',
  about('Your visit on {{when}} is confirmed', 'The visit of {{patient}} on {{when}} is confirmed'),
)
export const visitRejected = letter<VisitMail>(
  'visit-rejected',
  about('No visit on {{when}}', 'No visit of {{patient}} on {{when}}'),
)
export const visitChanged = letter<VisitMail>(
  'visit-changed',
  about('Your visit was moved to {{when}}', 'The visit of {{patient}} was moved to {{when}}'),
)
export const visitCancelled = letter<VisitMail>(
  'visit-cancelled',
  about('Your visit on {{when}} was cancelled', 'The visit of {{patient}} on {{when}} was cancelled'),
)
export const visitReminder = letter<VisitMail>(
  'visit-reminder',
  about('Your visit on {{when}}', 'The visit of {{patient}} on {{when}}'),
)

export function visitMail(
  visit: VisitNews,
  reader: VisitReader,
  link: string,
  formerly: Date | null = null,
): VisitMail {
  return {
    when: written(visit.startsAt),
    forWhom: reader.own ? null : firstName(visit.patient.name),
    doctor: visit.doctor.account.name,
    place: visitPlace(visit),
    link,
    forAccount: reader.accountId !== null,
    requested: visit.status === 'REQUESTED',
    formerly: formerly && written(formerly),
  }
}

/** As pages write it, in the hospital's zone. */
export const written = (instant: Date) =>
  formatter(english, 'en', config.zone, config.currency).instant(instant).replaceAll('\u00a0', ' ')
