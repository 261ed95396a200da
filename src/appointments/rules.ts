import type {
  AppointmentEventKind,
  AppointmentStatus,
  Priority,
  VisitKind,
} from '../generated/prisma/enums.js'

/** The number that people read aloud: 4211 → 'V-004211'. */
export const visitNumber = (number: number) => `V-${String(number).padStart(6, '0')}`

export const statuses = [
  'REQUESTED',
  'CONFIRMED',
  'CHECKED_IN',
  'IN_CONSULTATION',
  'COMPLETED',
  'REJECTED',
  'CANCELLED',
  'NO_SHOW',
] as const

export const statusLabels: Record<AppointmentStatus, string> = {
  REQUESTED: 'Requested',
  CONFIRMED: 'Confirmed',
  CHECKED_IN: 'Waiting',
  IN_CONSULTATION: 'With the doctor',
  COMPLETED: 'Completed',
  REJECTED: 'Declined',
  CANCELLED: 'Cancelled',
  NO_SHOW: 'Did not come',
}

export const priorities = ['ROUTINE', 'URGENT', 'EMERGENCY'] as const

export const priorityLabels: Record<Priority, string> = {
  ROUTINE: 'Routine',
  URGENT: 'Urgent',
  EMERGENCY: 'Emergency',
}

export const visitKinds = ['IN_PERSON', 'VIDEO'] as const

export const visitKindLabels: Record<VisitKind, string> = {
  IN_PERSON: 'In person',
  VIDEO: 'By video',
}

export type EventKind = AppointmentEventKind

/** What happened, as the first words of a line of a visit's history. */
export const eventLabels: Record<EventKind, string> = {
  REQUESTED: 'Asked for',
  BOOKED: 'Booked',
  CONFIRMED: 'Confirmed',
  REJECTED: 'Declined',
  CANCELLED: 'Cancelled',
  RESCHEDULED: 'Moved',
  EDITED: 'Changed',
  CHECKED_IN: 'Arrived',
  CALLED: 'Called in',
  RECALLED: 'Called again',
  COMPLETED: 'Completed',
  NO_SHOW: 'Did not come',
  UNDONE: 'Taken back',
  STRANDED: 'Its time fell away',
  OFFERED: 'Another time was offered',
  OFFER_ACCEPTED: 'The offered time was accepted',
  OFFER_DECLINED: 'The offered time was declined',
  OFFER_LAPSED: 'The offered time was not answered',
}
