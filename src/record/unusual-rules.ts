import type { Role } from '../generated/prisma/enums.js'

/**
 * From how many different patients within an hour on somebody's looking is unusual, by what they do here: a desk sees
 * many, a doctor's round fewer. Somebody asks why; nothing is closed by it. The hospital's own figures, not a standard.
 */
export const unusualFrom: Record<Role, number> = {
  ADMIN: 30,
  RECEPTIONIST: 60,
  DOCTOR: 30,
  DATA_ENTRY: 60,
  PATIENT: 10,
}

export const lowestUnusual = Math.min(...Object.values(unusualFrom))

export const UNUSUAL_DAYS = 7
