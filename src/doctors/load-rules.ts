/** What a doctor has to do today. */
export interface Charge {
  /** Visits of today. */
  visits: number
  /** Patients in a bed who are in their charge. */
  stays: number
  /** Patients at home who are in their charge. */
  atHome: number
}

/** How much that is: every visit and every patient counts one. Our own measure, to compare doctors of one day. */
export const loadOf = ({ visits, stays, atHome }: Charge): number => visits + stays + atHome

export interface Candidate extends Charge {
  id: string
  specialisationId: string
  leaveUntil: Date | null
}

/** Far above the least: at least so many more, and at least so many times as much. */
export const FAR_ABOVE = { more: 5, times: 2 } as const

/**
 * Whom to take: of those who are not on leave the one with the least to do today, and of those the one with the fewest
 * patients in beds; null where nobody is left. The order of the list decides between equals.
 */
export function suggested<Doctor extends Candidate>(doctors: readonly Doctor[]): Doctor | null {
  const [best] = doctors
    .filter(({ leaveUntil }) => leaveUntil === null)
    .sort((one, other) => loadOf(one) - loadOf(other) || one.stays - other.stays)
  return best ?? null
}

export type Doubt = { why: 'ON_LEAVE'; until: Date } | { why: 'FAR_ABOVE'; load: number; least: number }

/**
 * Why a choice needs a reason: the doctor is on leave, or has far more to do today than another of the same
 * specialisation who could take the patient. Null for every other choice, the suggested one or not.
 */
export function doubt(chosen: Candidate, doctors: readonly Candidate[]): Doubt | null {
  if (chosen.leaveUntil) return { why: 'ON_LEAVE', until: chosen.leaveUntil }
  const best = suggested(
    doctors.filter(({ specialisationId }) => specialisationId === chosen.specialisationId),
  )
  if (!best) return null
  const [load, least] = [loadOf(chosen), loadOf(best)]
  return load - least >= FAR_ABOVE.more && load >= least * FAR_ABOVE.times
    ? { why: 'FAR_ABOVE', load, least }
    : null
}
