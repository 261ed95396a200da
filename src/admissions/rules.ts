import type { AdmissionStatus, WardLevel } from '../generated/prisma/enums.js'
import { type BedNeeds, bedNeeds } from '../triage/bed-rules.js'
import type { TriageResult } from '../triage/outcome-rules.js'
import { misfits, preference, type WardOffer, wardLevels } from '../wards/rules.js'

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

export interface Offer<Ward> {
  /** With a free bed, the level that the need prefers first. */
  fitting: Ward[]
  /** With a free bed, but not what the patient needs, and why not. They are taken only knowingly. */
  others: (Ward & { reasons: string[] })[]
  /** Without a free bed. */
  full: Ward[]
}

export function offer<Ward extends WardOffer & { name: string; level: WardLevel; free: readonly unknown[] }>(
  need: BedNeeds | null,
  wards: readonly Ward[],
): Offer<Ward> {
  const sorted = [...wards].sort(
    (one, other) =>
      preference(need, one.level) - preference(need, other.level) || one.name.localeCompare(other.name, 'en'),
  )
  const withBed = sorted
    .filter((ward) => ward.free.length > 0)
    .map((ward) => ({ ...ward, reasons: misfits(need, ward) }))
  return {
    fitting: withBed.filter(({ reasons }) => reasons.length === 0),
    others: withBed.filter(({ reasons }) => reasons.length > 0),
    full: sorted.filter((ward) => ward.free.length === 0),
  }
}
