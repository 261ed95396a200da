import { visitKindLabels, visitKinds } from '../appointments/rules.js'
import type { Session } from '../availability/slot-rules.js'
import { weekdayLabels, weekdays } from '../doctors/rules.js'
import { formatTimeOfDay, type Weekday } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import type { T } from '../web/words.js'
import { sessionNumbers, visitsIn } from './rules.js'

export interface SessionLine {
  times: string
  about: string
}

export interface SessionRow {
  number: number
  /** Stands open; the others are opened one after the other by whoever needs them. */
  open: boolean
}

/** Open up to the last row that is filled in or wrong, and at least one; the others wait to be needed. */
export function sessionRows({ values, errors }: Form): SessionRow[] {
  const used = (number: number) =>
    ['from', 'until'].some((name) => values[`${name}${number}`]) ||
    Object.keys(errors).some((name) => name.endsWith(String(number)))
  const last = Math.max(1, ...sessionNumbers.filter(used))
  return sessionNumbers.map((number) => ({ number, open: number <= last }))
}

export const kindOptions = (t: T): Option[] =>
  visitKinds.map((value) => ({ value, label: t(visitKindLabels[value]) }))

export const dayOptions = (t: T): Option[] =>
  weekdays.map((weekday) => ({ value: String(weekday), label: t(weekdayLabels[weekday]) }))

export const weekdayLabel = (weekday: number, t: T) => t(weekdayLabels[weekday as Weekday])

/** Labels of the rows, for two versions side by side. */
export function sessionLabels(t: T): Record<string, string> {
  const names = {
    from: t('from'),
    until: t('until'),
    slot: t('length of a visit'),
    buffer: t('pause between visits'),
    urgent: t('kept for urgent visits'),
    room: t('room'),
    kind: t('kind of visit'),
  }
  return Object.fromEntries(
    sessionNumbers.flatMap((number) =>
      Object.entries(names).map(([name, label]) => [
        `${name}${number}`,
        t('Session {{number}}, {{what}}', { number, what: label }),
      ]),
    ),
  )
}

/** '9:00 am – 1:00 pm', and below it '15 minutes each · Room 204 · 2 kept for urgent visits'. */
export function sessionLine(session: Session, chamber: string | null, t: T): SessionLine {
  const { startsAt, endsAt, slotMinutes, bufferMinutes, urgentSlots, visitKind } = session
  const room = session.room ?? chamber
  const about = [
    t('{{count}} visits of {{minutes}} minutes', { count: visitsIn(session), minutes: slotMinutes }),
    bufferMinutes > 0 ? t('{{minutes}} minutes between them', { minutes: bufferMinutes }) : '',
    urgentSlots > 0 ? t('{{count}} kept for urgent visits', { count: urgentSlots }) : '',
    visitKind === 'VIDEO' ? t(visitKindLabels.VIDEO) : room ? t('Room {{room}}', { room }) : '',
  ]
  return { times: timesOf(startsAt, endsAt), about: about.filter((part) => part !== '').join(' · ') }
}

export const clock = (time: Session['startsAt']) => formatTimeOfDay(time, 'en-IN')

export const timesOf = (from: Session['startsAt'], until: Session['endsAt']) =>
  `${clock(from)} – ${clock(until)}`
