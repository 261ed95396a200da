import type { ServiceStatus } from '../generated/prisma/enums.js'

/** What people do with a service after it was asked for, besides planning it anew. */
export const serviceChanges = ['allocate', 'release', 'finish', 'decline', 'cancel', 'strike'] as const
export type ServiceChange = (typeof serviceChanges)[number]

interface Transition {
  from: readonly ServiceStatus[]
  to: ServiceStatus
  /** The row of the policy that says who may. */
  action: 'service.allocate' | 'service.request'
  needsReason?: true
}

const open = ['REQUESTED', 'ALLOCATED'] as const

/** Which change leads from which state to which; everything else is refused, here and by the database. */
export const serviceTransitions: Record<ServiceChange, Transition> = {
  allocate: { from: ['REQUESTED'], to: 'ALLOCATED', action: 'service.allocate' },
  // Whoever was to come cannot: somebody else has to be found.
  release: { from: ['ALLOCATED'], to: 'REQUESTED', action: 'service.allocate', needsReason: true },
  finish: { from: ['ALLOCATED'], to: 'DONE', action: 'service.allocate' },
  // The hospital says no; whoever asked for it does not need it any more.
  decline: { from: open, to: 'DECLINED', action: 'service.allocate', needsReason: true },
  cancel: { from: open, to: 'CANCELLED', action: 'service.request', needsReason: true },
  // It was said to be done, and was not: what was written is kept.
  strike: { from: ['DONE'], to: 'CANCELLED', action: 'service.allocate', needsReason: true },
}

export const serviceStatusLabels: Record<ServiceStatus, string> = {
  REQUESTED: 'Requested',
  ALLOCATED: 'Planned',
  DONE: 'Done',
  DECLINED: 'Declined',
  CANCELLED: 'Cancelled',
}

export const isOpenService = (status: ServiceStatus): boolean =>
  status === 'REQUESTED' || status === 'ALLOCATED'

/** Why this change cannot be made to a service in this state, or null. Who may make it is the policy's to say. */
export function serviceRefusal(change: ServiceChange, status: ServiceStatus): string | null {
  const { from } = serviceTransitions[change]
  if (from.includes(status)) return null
  return status === 'REQUESTED' ? 'Nobody is allocated to this service yet.' : already[status]
}

/** The changes that are open in this state, in the order of the table: what the buttons of a page are made of. */
export const openServiceChanges = (status: ServiceStatus): ServiceChange[] =>
  serviceChanges.filter((change) => serviceRefusal(change, status) === null)

const already: Record<Exclude<ServiceStatus, 'REQUESTED'>, string> = {
  ALLOCATED: 'This service is planned already.',
  DONE: 'This service is done already.',
  DECLINED: 'This service was declined.',
  CANCELLED: 'This service was cancelled.',
}

/** What a service belongs to: a stay, or a home isolation. */
export interface Served {
  admissionId: string | null
  isolationId: string | null
}

/**
 * What a new service belongs to, by where the patient is now: in bed or in home isolation. In bed the ward asks for
 * what a patient needs, and not the patient. The refusal is a sentence.
 */
export function servedAt(
  { admissionId, isolationId }: Served,
  byPatient: boolean,
): { served: Served } | { refusal: string } {
  if (admissionId !== null)
    return byPatient
      ? { refusal: 'You are admitted now: please tell the nurses what you need.' }
      : { served: { admissionId, isolationId: null } }
  if (isolationId !== null) return { served: { admissionId: null, isolationId } }
  return {
    refusal: byPatient
      ? 'Services come to patients in home isolation. Please call the hospital.'
      : 'Services are for patients who are admitted or in home isolation. This patient is neither.',
  }
}

/** Furthest ahead that a service is planned, in days. */
export const FURTHEST_DAYS = 60

/** Why a service is not planned for that instant, or null. A little in the past is a clock that goes slow. */
export function planRefusal(at: Date, now: Date): string | null {
  const ahead = at.getTime() - now.getTime()
  if (ahead < -5 * 60_000) return 'This time is over. Enter one that is still to come.'
  return ahead > FURTHEST_DAYS * 86_400_000 ? 'Enter a day within two months.' : null
}

/** Planned for a time that is over, and not done. */
export const isLate = (
  { status, plannedAt }: { status: ServiceStatus; plannedAt: Date | null },
  now: Date,
): boolean => status === 'ALLOCATED' && plannedAt !== null && plannedAt < now
