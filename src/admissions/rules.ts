import type { AdmissionStatus } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'
import { bedNeeds } from '../triage/bed-rules.js'
import type { TriageResult } from '../triage/outcome-rules.js'
import { wardLevels } from '../wards/rules.js'

export const admissionStatusLabels: Record<AdmissionStatus, string> = {
  ADMITTED: 'Admitted',
  DISCHARGED: 'Discharged',
}

export type AdmissionDeed = 'discharge'

/** What is done to an admission, and what it then is. A stay that has ended is read, and never changed. */
export const admissionTransitions: Record<
  AdmissionStatus,
  Partial<Record<AdmissionDeed, AdmissionStatus>>
> = {
  ADMITTED: { discharge: 'DISCHARGED' },
  DISCHARGED: {},
}

/** The statuses in which a deed is possible: the WHERE of its command. */
export function statusesFor(deed: AdmissionDeed): AdmissionStatus[] {
  const statuses: AdmissionStatus[] = ['ADMITTED', 'DISCHARGED']
  return statuses.filter((status) => admissionTransitions[status][deed])
}

/**
 * The bed that a patient needs, by the newest triage; null without one. Whoever was triaged here had tested
 * positive, and lies in isolation even where the rule asks for no bed.
 */
export function needOf(triage: Pick<TriageResult, 'severity' | 'site' | 'atLeast'> | null): BedNeeds | null {
  return triage && (bedNeeds(triage) ?? { isolation: true, oxygen: false, levels: wardLevels })
}
