import type { BedStayKind, WardLevel } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'

export const wardLevels = ['WARD', 'HDU', 'ICU'] as const

export const wardLevelLabels: Record<WardLevel, string> = {
  WARD: 'Ward',
  HDU: 'High dependency',
  ICU: 'Intensive care',
}

export const bedStates = ['FREE', 'HELD', 'OCCUPIED', 'CLEANING', 'BLOCKED'] as const

/** What a bed is at an instant: the kind of the stay that holds it then, and free where none does. */
export type BedState = (typeof bedStates)[number]

export const bedStateLabels: Record<BedState, string> = {
  FREE: 'Free',
  HELD: 'Held',
  OCCUPIED: 'Occupied',
  CLEANING: 'Cleaning',
  BLOCKED: 'Blocked',
}

/**
 * The reason of the stretch in which a bed was away and which came back later: it was no bed of the house then, so it is
 * not counted. Nobody blocks a bed for this reason.
 */
export const TAKEN_AWAY = 'The bed was taken away.'

export const bedDeeds = ['hold', 'release', 'admit', 'vacate', 'clean', 'block', 'unblock'] as const

export type BedDeed = (typeof bedDeeds)[number]

/** What is done to a bed, and what it then is. Nobody lies in a bed that was not cleaned after the last one. */
export const bedTransitions: Record<BedState, Partial<Record<BedDeed, BedState>>> = {
  FREE: { hold: 'HELD', admit: 'OCCUPIED', block: 'BLOCKED' },
  HELD: { release: 'FREE', admit: 'OCCUPIED' },
  OCCUPIED: { vacate: 'CLEANING' },
  CLEANING: { clean: 'FREE', block: 'BLOCKED' },
  BLOCKED: { unblock: 'CLEANING' },
}

/** What somebody says of a bed itself; the rest is said of a patient or of a request. */
export function deedsByHand(state: BedState): BedDeed[] {
  const deeds: BedDeed[] = ['clean', 'block', 'unblock']
  return deeds.filter((deed) => bedTransitions[state][deed])
}

/** Whole hours and minutes from an instant to a later one. */
export function waitedFor(since: Date, now: Date): { hours: number; minutes: number } {
  const minutes = Math.max(Math.floor((now.getTime() - since.getTime()) / 60_000), 0)
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

/** A stretch of what a bed is. One that has no end goes on; the end of a hold is known when it begins. */
export interface Stretch {
  kind: BedStayKind
  startedAt: Date
  endedAt: Date | null
}

/** The one of a bed's stretches that holds at an instant: its beginning belongs to it, its end to the next. */
export function inForce<S extends Stretch>(stretches: readonly S[], at: Date): S | null {
  return (
    stretches.find(({ startedAt, endedAt }) => startedAt <= at && (endedAt === null || endedAt > at)) ?? null
  )
}

export function bedState(stretches: readonly Stretch[], at: Date): BedState {
  return inForce(stretches, at)?.kind ?? 'FREE'
}

/** How many beds are in each state; all of them together are the beds. */
export function countStates(beds: readonly { state: BedState }[]): Record<BedState, number> {
  const counts = { FREE: 0, HELD: 0, OCCUPIED: 0, CLEANING: 0, BLOCKED: 0 }
  for (const { state } of beds) counts[state] += 1
  return counts
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
  return numbers.compare(one.number, other.number)
}

/** Made once: `localeCompare` with options makes one at every comparison. */
const numbers = new Intl.Collator('en', { numeric: true })
