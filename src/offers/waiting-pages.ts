import { visitNumber } from '../appointments/rules.js'
import type { PartOfDay, Priority } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { PatientPick } from '../web/components/people.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { partOfDayLabels } from './hold-rules.js'

/** Something a patient waits for, in plain words. */
export interface ShownWish {
  id: string
  /** 'Dr. Anjali Rao', or 'Any doctor of Cardiology'. */
  whom: string
  specialisation: string
  /** 'Sat 21 Nov 2026 to Sat 19 Dec 2026, mornings' */
  when: string
  since: Date
  priority: StatusName | null
  reason: string
  /** The visit that is to become earlier. */
  visit: { id: string; number: string; startsAt: Date } | null
  /** What is held for them now. */
  offer: { id: string; startsAt: Date; heldUntil: Date } | null
}

interface Wish {
  id: string
  doctor: string | null
  specialisation: string
  earliestOn: Day
  latestOn: Day
  partOfDay: PartOfDay
  priority: Priority
  reason: string
  createdAt: Date
  appointment: { id: string; number: number; startsAt: Date } | null
  offer: ShownWish['offer']
}

export function shownWish(wish: Wish, { t, format }: { t: T; format: Format }): ShownWish {
  const { id, doctor, specialisation, priority, reason, createdAt, appointment, offer } = wish
  const days = { from: format.day(wish.earliestOn), to: format.day(wish.latestOn) }
  return {
    ...{ id, specialisation, reason, offer, since: createdAt },
    whom: doctor ?? t('Any doctor of {{specialisation}}', { specialisation }),
    when: t('{{from}} to {{to}}, {{part}}', {
      ...days,
      part: t(partOfDayLabels[wish.partOfDay]).toLowerCase(),
    }),
    priority: priority === 'ROUTINE' ? null : `priority.${priority}`,
    visit: appointment && { ...appointment, number: visitNumber(appointment.number) },
  }
}

/** The desk's list. */
export const waitingPage = page<{
  rows: (ShownWish & {
    patient: { name: string; localName: string | null; about: string; href: string; photo: string | null }
    phone: string | null
  })[]
  form: Form
  specialisations: Option[]
  doctors: Option[]
  priorities: Option[]
  filtered: boolean
  newer: string | null
  older: string | null
}>('offers/waiting', 'Waiting list')

/** A patient's own list, and that of their family. */
export const ownWaitingPage = page<{ rows: (ShownWish & { patient: string | null })[] }>(
  'offers/own-waiting',
  'Your waiting list',
)

export interface WishModel {
  form: Form
  /** The desk finds the patient; a patient chooses among their family, if there is anybody to choose. */
  pick: PatientPick | null
  family: Option[]
  whom: Option[]
  partsOfDay: Option[]
  priorities: Option[]
}

export const newWishPage = page<WishModel>(
  'offers/wish',
  ({ pick }, t) => (pick ? t('Put a patient on the waiting list') : t('Wait for a free time')),
  { trail: (_page, t) => [{ label: t('Waiting list'), href: '/waiting' }] },
)

export const earlierPage = page<{
  form: Form
  action: string
  cancel: string
  patient: string
  doctor: string
  specialisation: string
  startsAt: Date
  number: string
  partsOfDay: Option[]
}>('offers/earlier', 'Tell me if an earlier time is free', {
  trail: ({ cancel, number }, t) => [
    { label: t('Waiting list'), href: '/waiting' },
    { label: number, href: cancel },
  ],
})

export const leaveWaitingPage = page<{
  form: Form
  wish: ShownWish
  /** The patient's name, where somebody else reads it. */
  patient: string | null
}>('offers/leave', 'Leave the waiting list', {
  trail: (_page, t) => [{ label: t('Waiting list'), href: '/waiting' }],
})
