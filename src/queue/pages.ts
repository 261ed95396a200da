import type { AppointmentStatus } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { PatientPick } from '../web/components/people.js'
import type { LeftOverVisit, ShownQueue } from '../web/components/queue.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

/** A visit in a list beside the queue. */
export interface ListedVisit {
  id: string
  /** 'V-004211' */
  number: string
  name: string
  localName: string | null
  about: string
  href: string
  startsAt: Date
  doctor: string
  /** Its time fell away: the doctor is not there. */
  isStranded: boolean
}

/** What somebody is to be told right after they came. */
export interface Arrived {
  id: string
  token: string
  name: string
  doctor: string
  room: string | null
}

export const doctorQueuePage = page<{
  form: Form
  today: Day
  /** Whose queue it is. */
  doctor: string
  queue: ShownQueue
  expected: ListedVisit[]
  more: boolean
  seen: (ListedVisit & { token: string; status: StatusName; undo: string })[]
  leftOver: LeftOverVisit[]
  rule: string[]
}>('queue/doctor', 'Your queue')

export const deskQueuePage = page<{
  form: Form
  today: Day
  arrived: Arrived | null
  queues: ShownQueue[]
  /** The doctor to whom the page is narrowed. */
  only: string | null
  expected: ListedVisit[]
  more: boolean
  leftOver: LeftOverVisit[]
  rule: string[]
}>('queue/desk', 'Queue')

export const walkInPage = page<{
  form: Form
  pick: PatientPick
  doctors: Option[]
  priorities: Option[]
}>('queue/walk-in', 'Add somebody without an appointment', {
  trail: (_page, t) => [{ label: t('Queue'), href: '/queue' }],
})

export const handOverPage = page<{
  form: Form
  visit: { id: string; number: string; name: string; token: string | null; doctor: string; reason: string }
  doctors: Option[]
}>('queue/hand-over', ({ visit }, t) => t('Another doctor for {{name}}', { name: visit.name }), {
  trail: ({ visit }, t) => [
    { label: t('Need another time'), href: '/stranded' },
    { label: visit.number, href: `/appointments/${visit.id}` },
  ],
})

export const slipPage = page<{
  token: string
  number: string
  doctor: string
  room: string | null
  checkedInAt: Date
}>('queue/slip', (slip, t) => t('Token {{token}}', { token: slip.token }), {
  trail: (_page, t) => [{ label: t('Queue'), href: '/queue' }],
})

/** Where somebody stands, in the words of the person who waits. */
export type Place =
  | { state: 'EXPECTED'; startsAt: Date }
  | { state: 'WAITING'; position: number; from: Date; to: Date; minutes: string; basis: string }
  | { state: 'CALLED'; at: Date }
  /** The doctor has gone. */
  | { state: 'STRANDED' }
  | { state: 'OVER'; status: AppointmentStatus }

export const placePage = page<{
  id: string
  number: string
  token: string | null
  doctor: string
  room: string | null
  byVideo: boolean
  place: Place
  rule: string[]
}>(
  'queue/place',
  ({ token }, t) =>
    token ? t('Your place in the queue: {{token}}', { token }) : t('Your place in the queue'),
  {
    trail: ({ id, number }, t) => [
      { label: t('Your visits'), href: '/appointments' },
      { label: number, href: `/appointments/${id}` },
    ],
  },
)

export const screenPage = page<{
  calls: { token: string; room: string | null; at: number; isNew: boolean }[]
  waiting: { room: string | null; tokens: string[]; more: number }[]
}>('queue/screen', 'Now calling', { layout: 'screen' })
