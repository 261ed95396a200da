import type { VisitPlace } from '../appointments/place-rules.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { DeadLink } from './link-rules.js'

export interface LinkedVisitOnPage {
  status: AppointmentStatus
  startsAt: Date
  doctor: string
  /** The first name, and no more: the page opens without log-in. */
  patient: string
  place: VisitPlace
  /** Its time fell away, and another one is looked for. */
  stranded: boolean
}

export const visitLinkPage = page<{
  visit: LinkedVisitOnPage
  /** The address of this page. */
  here: string
  /** Why it can be neither moved nor cancelled here, in the reader's words. */
  tooLate: string | null
  /** Behind log-in; null for who has no account. */
  move: string | null
}>('booking/link', ({ visit }, t) => t('Visit to {{doctor}}', { doctor: visit.doctor }), {
  layout: 'public',
})

export const cancelByLinkPage = page<{ form: Form; visit: LinkedVisitOnPage; here: string }>(
  'booking/link-cancel',
  'Cancel the visit',
  { layout: 'public' },
)

export const deadVisitLinkPage = page<{
  why: DeadLink
  /** Where to look for another time with the same doctor. */
  doctorId: string | null
}>('booking/link-dead', ({ why }, t) => t(titles[why]), { layout: 'public' })

const titles: Record<DeadLink, string> = {
  unknown: 'We do not know this link',
  revoked: 'This link does not work any longer',
  cancelled: 'This visit was cancelled',
  declined: 'This request was declined',
  past: 'This visit is over',
}
