import type { AppointmentStatus, Priority, VisitKind } from '../generated/prisma/enums.js'

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
