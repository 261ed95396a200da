import type { AppointmentStatus } from '../generated/prisma/enums.js'

/** Why a link to a visit opens nothing any more; 'unknown' was never one of ours, or was cut off on the way. */
export type DeadLink = 'unknown' | 'revoked' | 'cancelled' | 'declined' | 'past'

interface Linked {
  revokedAt: Date | null
  appointment: { status: AppointmentStatus; endsAt: Date; strandedAt: Date | null }
}

/** How a link stands that we did send: it works until the visit is over, or will not be. */
export function standingOf({ revokedAt, appointment }: Linked, now: Date): DeadLink | null {
  if (revokedAt) return 'revoked'
  switch (appointment.status) {
    case 'CANCELLED':
      return 'cancelled'
    case 'REJECTED':
      return 'declined'
    case 'COMPLETED':
    case 'NO_SHOW':
      return 'past'
    case 'CHECKED_IN':
    case 'IN_CONSULTATION':
      return null
    default:
      // A visit whose time fell away is still to come, whatever its old time says.
      return appointment.strandedAt === null && appointment.endsAt <= now ? 'past' : null
  }
}
