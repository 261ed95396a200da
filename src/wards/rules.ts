import type { BedCondition, WardLevel } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../triage/bed-rules.js'

export const wardLevels = ['WARD', 'HDU', 'ICU'] as const

export const wardLevelLabels: Record<WardLevel, string> = {
  WARD: 'Ward',
  HDU: 'High dependency',
  ICU: 'Intensive care',
}

export const bedStates = ['FREE', 'OCCUPIED', 'CLEANING', 'BLOCKED'] as const

/** What people see of a bed. Only a free one can be given to a patient. */
export type BedState = (typeof bedStates)[number]

export const bedStateLabels: Record<BedState, string> = {
  FREE: 'Free',
  OCCUPIED: 'Occupied',
  CLEANING: 'Cleaning',
  BLOCKED: 'Blocked',
}

/** A bed is occupied while a stay in it is open; its condition says what it is fit for otherwise. */
export function bedState(condition: BedCondition, occupied: boolean): BedState {
  if (occupied) return 'OCCUPIED'
  return condition === 'READY' ? 'FREE' : condition
}

export type BedDeed = 'vacate' | 'clean' | 'block' | 'unblock'

/** What is done to a bed, and what it then is. Nobody lies in a bed that was not cleaned after the last one. */
export const bedTransitions: Record<BedCondition, Partial<Record<BedDeed, BedCondition>>> = {
  READY: { vacate: 'CLEANING', block: 'BLOCKED' },
  CLEANING: { clean: 'READY', block: 'BLOCKED' },
  BLOCKED: { unblock: 'CLEANING' },
}

/** What may be done now: a bed with somebody in it can only be vacated, and only an occupied one. */
export function bedDeeds(condition: BedCondition, occupied: boolean): BedDeed[] {
  const deeds: BedDeed[] = ['vacate', 'clean', 'block', 'unblock']
  return deeds.filter((deed) => bedTransitions[condition][deed] && (deed === 'vacate') === occupied)
}

export interface WardOffer {
  level: WardLevel
  isolation: boolean
  oxygen: boolean
}

/**
 * Why a ward does not fit what a patient needs, as sentence keys; an empty list means that it fits. Without
 * a need on record every ward fits.
 */
export function misfits(need: BedNeeds | null, ward: WardOffer): string[] {
  if (!need) return []
  const reasons: string[] = []
  if (need.isolation && !ward.isolation) reasons.push('It is not an isolation ward.')
  if (need.oxygen && !ward.oxygen) reasons.push('It has no oxygen at the bed.')
  if (!need.levels.includes(ward.level))
    reasons.push(
      ward.level === 'WARD'
        ? 'High dependency or intensive care is needed.'
        : 'It is kept for those who need high dependency or intensive care.',
    )
  return reasons
}

export function wardFits(need: BedNeeds | null, ward: WardOffer): boolean {
  return misfits(need, ward).length === 0
}

/** The levels as a need prefers them; without one, from the ward up. The order of an offer. */
export function preference(need: BedNeeds | null, level: WardLevel): number {
  const order: readonly WardLevel[] = need?.levels ?? wardLevels
  const place = order.indexOf(level)
  return place === -1 ? order.length + wardLevels.indexOf(level) : place
}

/** '2' before '10', 'A-2' before 'A-10'. */
export function byBedNumber(one: { number: string }, other: { number: string }): number {
  return one.number.localeCompare(other.number, 'en', { numeric: true })
}
