import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { Tone } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { type Crumb, page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { SessionLine, SessionRow } from './session-pages.js'

/** Whose timetable a page belongs to, and where it stands. */
export interface OfTimetable {
  doctor: { id: string; name: string; chamber: string | null }
  /** Their own, as they see it themselves. */
  own: boolean
  here: string
}

export interface DayLine {
  day: Day
  today: boolean
  hours: string[]
  times: number
  keptBack: number
  booked: number
  remark: { text: string; tone: Tone } | null
}

export interface LeaveLine {
  id: string
  /** 'Mon 23 Nov 2026 – Fri 27 Nov 2026' */
  written: string
  reason: string | null
  cancelled: boolean
}

interface Timetable extends OfTimetable {
  week: { weekday: number; label: string; sessions: SessionLine[]; visits: number }[]
  days: DayLine[]
  earlier: string | null
  later: string | null
  leaves: LeaveLine[]
  formerLeaves: LeaveLine[]
  dates: { id: string; day: Day; note: string | null; sessions: SessionLine[] }[]
  holidays: { day: Day; name: string }[]
}

export const timetablePage = page<Timetable>(
  'timetables/show',
  ({ own, doctor }, t) => (own ? t('Your hours') : t('Hours of {{name}}', { name: doctor.name })),
  { trail: (model, t) => above(model, t) },
)

interface SessionsForm extends OfTimetable {
  form: Form
  rows: SessionRow[]
  kinds: Option[]
}

export const hoursPage = page<
  SessionsForm & { weekday: number; days: Option[]; labels: Record<string, string>; label: string }
>('timetables/hours', ({ label }, t) => t('Hours on {{day}}', { day: label }), {
  trail: (model, t) => inTimetable(model, t),
})

export const newDatePage = page<SessionsForm>('timetables/date-new', 'Other hours on one date', {
  trail: (model, t) => inTimetable(model, t),
})

export const datePage = page<SessionsForm & { id: string; written: string; labels: Record<string, string> }>(
  'timetables/date',
  ({ written }, t) => t('Hours on {{day}}', { day: written }),
  {
    trail: (model, t) => inTimetable(model, t),
  },
)

export const removeDatePage = page<OfTimetable & { form: Form; id: string; written: string }>(
  'timetables/date-remove',
  ({ written }, t) => t('Usual hours on {{day}}', { day: written }),
  { trail: (model, t) => inTimetable(model, t) },
)

export const leavePage = page<OfTimetable & { form: Form; today: Day }>('timetables/leave', 'Enter leave', {
  trail: (model, t) => inTimetable(model, t),
})

export const cancelLeavePage = page<OfTimetable & { form: Form; id: string; written: string }>(
  'timetables/leave-cancel',
  'Cancel leave',
  { trail: (model, t) => inTimetable(model, t) },
)

export const holidaysPage = page<{
  form: Form
  holidays: { id: string; day: Day; name: string }[]
  today: Day
}>('timetables/holidays', 'Holidays', { trail: (_page, t) => [{ label: t('Settings'), href: '/settings' }] })

export const removeHolidayPage = page<{ form: Form; id: string; name: string; written: string }>(
  'timetables/holiday-remove',
  ({ name }, t) => t('Remove {{name}}', { name }),
  { trail: (_page, t) => [{ label: t('Holidays'), href: '/settings/holidays' }] },
)

/** What a change costs, before it is made: the same form again, with every field hidden, and who is affected. */
export const costPage = page<{
  form: Form
  action: string
  fields: { name: string; value: string }[]
  losing: { patient: string; doctor: string | null; startsAt: Date; what: string }[]
  trail: Crumb[]
}>('timetables/cost', 'Visits lose their time', { trail: ({ trail }) => trail })

function above({ own, doctor }: OfTimetable, t: T): Crumb[] {
  if (own) return []
  return [
    { label: t('Doctors'), href: '/doctors' },
    { label: doctor.name, href: `/doctors/${doctor.id}` },
  ]
}

/** The pages above one that changes the timetable. */
export function inTimetable(model: OfTimetable, t: T): Crumb[] {
  return model.own
    ? [{ label: t('Your hours'), href: '/timetable' }]
    : [...above(model, t), { label: t('Hours'), href: `/doctors/${model.doctor.id}/timetable` }]
}
