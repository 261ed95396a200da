import type {
  AppointmentEventKind as EventKind,
  Role,
  AppointmentStatus as Status,
} from '../generated/prisma/enums.js'
import { type Day, daysBetween } from '../shared/calendar.js'

/** The states in which a visit holds its doctor's and its patient's time. */
export const holdingStates = ['REQUESTED', 'CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION'] as const

/** The states in which a visit can still be moved. */
export const movableStates = ['REQUESTED', 'CONFIRMED'] as const

/** The states in which a visit has its doctor still before it: where the doctor goes away, it needs another time. */
export const unseenStates = [...movableStates, 'CHECKED_IN'] as const

/** Whether the time of a visit fell away, and it waits for another one. */
export const needsAnotherTime = ({ status, strandedAt }: Stranding): boolean =>
  strandedAt !== null && unseenStates.some((state) => state === status)

/** Whether staff may move it: of those who have arrived, only who waits for a doctor who has gone. */
export const canBeMoved = (visit: Stranding & { walkIn: boolean }): boolean =>
  !visit.walkIn && (movableStates.some((state) => state === visit.status) || needsAnotherTime(visit))

interface Stranding {
  status: Status
  strandedAt: Date | null
}

/** Whether its patient can wait for an earlier time for it. */
export const canComeEarlier = (
  visit: { status: Status; startsAt: Date; walkIn: boolean },
  now: Date,
): boolean => movableStates.some((state) => state === visit.status) && !visit.walkIn && visit.startsAt > now

/** What people do with a visit besides moving it. */
export type Change =
  | 'confirm'
  | 'reject'
  | 'cancel'
  | 'check-in'
  | 'call'
  | 'complete'
  | 'no-show'
  | 'undo-check-in'
  | 'undo-call'
  | 'undo-completion'
  | 'undo-no-show'

interface Transition {
  from: readonly Status[]
  to: Status
  /** The row of the policy that says who may. */
  action: `appointment.${'confirm' | 'reject' | 'cancel' | 'check-in' | 'call' | 'complete' | 'no-show' | 'undo'}`
  event: EventKind
  needsReason?: true
  /** When it may be done, by the visit's own time. */
  when?: 'itsDay' | 'begun' | 'beforeCutoff'
  /** Only for a visit that has a time of its own to go back to. */
  booked?: true
}

/** Which change leads from which state to which; everything else is refused, here and by the database. */
export const transitions: Record<Change, Transition> = {
  confirm: { from: ['REQUESTED'], to: 'CONFIRMED', action: 'appointment.confirm', event: 'CONFIRMED' },
  reject: {
    from: ['REQUESTED'],
    to: 'REJECTED',
    action: 'appointment.reject',
    event: 'REJECTED',
    needsReason: true,
  },
  cancel: {
    from: ['REQUESTED', 'CONFIRMED', 'CHECKED_IN'],
    to: 'CANCELLED',
    action: 'appointment.cancel',
    event: 'CANCELLED',
    needsReason: true,
    when: 'beforeCutoff',
  },
  'check-in': {
    from: ['CONFIRMED'],
    to: 'CHECKED_IN',
    action: 'appointment.check-in',
    event: 'CHECKED_IN',
    when: 'itsDay',
  },
  call: {
    from: ['CHECKED_IN'],
    to: 'IN_CONSULTATION',
    action: 'appointment.call',
    event: 'CALLED',
    when: 'itsDay',
  },
  complete: {
    from: ['IN_CONSULTATION', 'CONFIRMED'],
    to: 'COMPLETED',
    action: 'appointment.complete',
    event: 'COMPLETED',
    when: 'begun',
  },
  'no-show': {
    from: ['CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION'],
    to: 'NO_SHOW',
    action: 'appointment.no-show',
    event: 'NO_SHOW',
    when: 'begun',
  },
  'undo-check-in': {
    from: ['CHECKED_IN'],
    to: 'CONFIRMED',
    action: 'appointment.undo',
    event: 'UNDONE',
    when: 'itsDay',
    booked: true,
  },
  'undo-call': {
    from: ['IN_CONSULTATION'],
    to: 'CHECKED_IN',
    action: 'appointment.undo',
    event: 'UNDONE',
    when: 'itsDay',
  },
  'undo-completion': {
    from: ['COMPLETED'],
    to: 'IN_CONSULTATION',
    action: 'appointment.undo',
    event: 'UNDONE',
    when: 'itsDay',
  },
  'undo-no-show': {
    from: ['NO_SHOW'],
    to: 'CONFIRMED',
    action: 'appointment.undo',
    event: 'UNDONE',
    when: 'itsDay',
  },
}

export interface Visit {
  status: Status
  day: Day
  startsAt: Date
  /** When the doctor called the patient in, which may be before the time agreed. */
  calledAt: Date | null
  walkIn: boolean
}

/** The state that a change leads to. What is undone leads back to where the visit was before. */
export function stateAfter(
  change: Change,
  { checkedInAt, calledAt }: { checkedInAt: Date | null; calledAt: Date | null },
): Status {
  if (change === 'undo-completion' && !calledAt) return 'CONFIRMED'
  if (change === 'undo-no-show' && checkedInAt) return 'CHECKED_IN'
  return transitions[change].to
}

export interface Moment {
  now: Date
  today: Day
  /** How long before its beginning a patient can still cancel or move it, in minutes. */
  cancelCutoffMinutes: number
}

/** Why this change cannot be made to this visit now, or null. Who may make it at all is the policy's to say. */
export function refusalOf(change: Change, visit: Visit, role: Role, moment: Moment): string | null {
  const { from, when, booked } = transitions[change]
  if (!from.includes(visit.status)) return sentences[visit.status]
  if (booked && visit.walkIn)
    return 'Who came without an appointment has no time to go back to. Cancel the visit instead.'
  switch (when) {
    case 'itsDay':
      return visit.day === moment.today ? null : notItsDay(visit, moment)
    case 'begun':
      return begun(visit) <= moment.now ? null : 'This can only be said once the time of the visit has come.'
    case 'beforeCutoff':
      return role === 'PATIENT' ? tooLateToChange(visit, moment) : null
    default:
      return null
  }
}

/** Patients move and cancel by themselves up to a while before; then they call the desk. Null where they still can. */
export function tooLateToChange({ startsAt }: Pick<Visit, 'startsAt'>, moment: Moment): string | null {
  const until = startsAt.getTime() - moment.cancelCutoffMinutes * 60_000
  return moment.now.getTime() < until
    ? null
    : 'It is too late to change this visit here. Please call the hospital.'
}

/** The changes that are open to a visit now, in the order of the table: what the buttons of a page are made of. */
export function openChanges(visit: Visit, role: Role, moment: Moment): Change[] {
  return (Object.keys(transitions) as Change[]).filter(
    (change) => refusalOf(change, visit, role, moment) === null,
  )
}

const begun = ({ startsAt, calledAt }: Visit) => (calledAt && calledAt < startsAt ? calledAt : startsAt)

const notItsDay = (visit: Visit, { today }: Moment) =>
  daysBetween(today, visit.day) > 0
    ? 'This visit is on another day. Move it to today first.'
    : 'The day of this visit is over.'

/** What a visit is already, when it is too late for something else. */
const sentences: Record<Status, string> = {
  REQUESTED: 'This visit is not confirmed yet.',
  CONFIRMED: 'This visit is confirmed already.',
  CHECKED_IN: 'The patient has arrived already.',
  IN_CONSULTATION: 'The patient is with the doctor already.',
  COMPLETED: 'This visit is over.',
  REJECTED: 'This request was declined already.',
  CANCELLED: 'This visit was cancelled already.',
  NO_SHOW: 'This visit was marked as missed already.',
}
