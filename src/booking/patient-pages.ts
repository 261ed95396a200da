import type { VisitPlace } from '../appointments/place-rules.js'
import type { Priority } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { ActionLink } from '../web/components/pages.js'
import type { StatusName, Tone } from '../web/components/telling.js'
import type { SlotDay, SlotOnPage } from '../web/components/times.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { DoctorsTimes } from './browse-pages.js'

type TimelineItems = Components['components/timeline']['items']

/** A line of the list: when, with whom, for whom (where it is somebody else of the family). */
export type ListedVisit = Components['components/own-visits']['visits'][number]

export const ownVisitsPage = page<{
  /** Only the first page of the list begins with what is still to come. */
  isFirst: boolean
  upcoming: ListedVisit[]
  past: ListedVisit[]
  newer: string | null
  older: string | null
}>('booking/own-list', 'Your visits')

/** The doctor and the time that somebody is about to ask for. */
export interface Choice {
  doctor: { id: string; name: string; specialisation: string; chamber: string | null }
  /** Null where none is chosen, or the chosen one is gone. */
  slot: { startsAt: Date; endsAt: Date; byVideo: boolean; urgentOnly: boolean } | null
  heldUntil: Date | null
}

const visits = (t: T) => ({ label: t('Your visits'), href: '/appointments' })

export const bookPage = page<
  Choice & {
    form: Form
    /** A time was chosen that is not free any more. */
    isGone: boolean
    days: SlotDay[]
    people: Option[]
    priorities: Option[]
    emergencyPhone: string
  }
>('booking/book', ({ doctor }, t) => t('Book a visit with {{name}}', { name: doctor.name }), {
  trail: (_page, t) => [visits(t)],
})

/** The doctor who was chosen does not work here any more: who else does, and what was typed goes along. */
export const doctorLeftPage = page<{
  form: Form
  specialisation: string
  reason: string
  colleagues: { id: string; name: string; slots: SlotOnPage[] }[]
}>('booking/doctor-left', 'Choose another doctor', { trail: (_page, t) => [visits(t)] })

export const checkRequestPage = page<
  Choice & { form: Form; patient: string; priority: Priority; reason: string; fields: Record<string, string> }
>('booking/check', 'Check your request', { trail: (_page, t) => [visits(t)] })

export const requestedPage = page<{
  visit: ShownOwnVisit
  next: string[]
}>('booking/requested', 'Your visit is requested', { trail: (_page, t) => [visits(t)] })

export interface ShownOwnVisit {
  id: string
  number: string
  statuses: StatusName[]
  day: Day
  startsAt: Date
  endsAt: Date
  walkIn: boolean
  doctor: string
  specialisation: string
  patient: string
  reason: string
  priority: string
  place: VisitPlace
}

export interface Explained {
  tone: Tone
  heading: string
  text: string
  link?: { label: string; href: string }
}

export const ownVisitPage = page<{
  visit: ShownOwnVisit
  state: Explained
  actions: ActionLink[]
  /** To be expected at its time: neither over nor without a time. */
  isExpected: boolean
  /** Where to book anew, once this one is over. */
  again: string | null
  /** Why it cannot be moved or cancelled here any more. */
  tooLate: string | null
  history: TimelineItems
}>('booking/own-visit', ({ visit }, t) => t('Your visit to {{name}}', { name: visit.doctor }), {
  trail: (_page, t) => [visits(t)],
})

const below = ({ visit }: { visit: { id: string; doctor: string } }, t: T) => [
  visits(t),
  { label: visit.doctor, href: `/appointments/${visit.id}` },
]

export const cancelOwnPage = page<{ form: Form; visit: ShownOwnVisit; tooLate: string | null }>(
  'booking/own-cancel',
  'Cancel your visit',
  { trail: below },
)

export const moveOwnPage = page<{
  form: Form
  visit: ShownOwnVisit
  version: number
  labels: Record<string, string>
  tooLate: string | null
  doctorId: string
  doctors: { label: string; href: string; current: boolean }[]
  times: Pick<DoctorsTimes, 'earlier' | 'later' | 'soonest'>
  from: Day
  to: Day
  days: SlotDay[]
  confirmed: boolean
}>('booking/own-move', 'Move your visit', { trail: below })

export const remindersPage = page<{ form: Form; people: Option[]; hours: number[] }>(
  'booking/reminders',
  'Reminders',
  { trail: (_page, t) => [visits(t)] },
)
