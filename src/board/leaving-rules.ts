import type { WardLevel } from '../generated/prisma/enums.js'

/** How many stays at a level lasted so many nights; `left` false: those that last still, at so many by now. */
export interface LengthCount {
  nights: number
  left: boolean
  stays: number
}

/** The chance that a stay of so many nights ends on the day after them. */
export type Leaving = (nights: number) => number

/**
 * How long a stay at a level lasts where the hospital's own stays say nothing: nights on average. Our assumption, set
 * so that it errs towards full beds; it gives way to the hospital's own figures within weeks.
 */
export const USUAL_NIGHTS: Record<WardLevel, number> = { WARD: 6, HDU: 5, ICU: 8 }

/** How many stays our assumption counts for, at each night. */
export const PRIOR_STAYS = 5

/**
 * The chance of leaving after each night, from stays that ended and those that last (which count only for the nights
 * that they have lasted: Kaplan and Meier, 1958), drawn towards the usual length by `PRIOR_STAYS` imagined stays.
 */
export function leavingAfter(lengths: readonly LengthCount[], usualNights: number): Leaving {
  const longest = Math.max(0, ...lengths.map(({ nights }) => nights))
  const usual = 1 / (usualNights + 1)
  const chances = Array.from({ length: longest + 1 }, (_, nights) => {
    const ended = sum(lengths, (one) => one.left && one.nights === nights)
    const atRisk = sum(lengths, (one) => (one.left ? one.nights >= nights : one.nights > nights))
    return (ended + PRIOR_STAYS * usual) / (atRisk + PRIOR_STAYS)
  })
  return (nights) => chances[nights] ?? usual
}

/** How many nights a stay lasts on average by these chances. */
export function nightsOnAverage(leaving: Leaving): number {
  let nights = 0
  let there = 1
  for (let night = 0; night < LONGEST; night++) {
    there *= 1 - leaving(night)
    nights += there
  }
  return nights
}

/** Nobody's stay is counted for more nights. */
const LONGEST = 1000

/**
 * The chance that somebody who was to go today goes: seven in ten do, two go the day after, one on the third. Our
 * assumption. From then on the plan says nothing any more.
 */
export const PLAN_KEPT = [0.7, 2 / 3, 1] as const

/** Somebody in a bed. */
export interface BedTaken {
  /** Nights that they have been at this level by now. */
  nights: number
  /** Days from today until they are to go; negative: the day has passed; null: nobody has said when. */
  leavesIn: number | null
}

/**
 * The chance that the bed is still theirs when today ends, and when each day after it does. `restOfDay`: the share of
 * today that is still to come, 0 to 1. Whoever is to go on a day does not go before it.
 */
export function stillThere(taken: BedTaken, leaving: Leaving, days: number, restOfDay: number): number[] {
  const chances: number[] = []
  let there = 1
  for (let ahead = 0; ahead <= days; ahead++) {
    const ofWholeDay = leavesOn(taken, leaving, ahead)
    there *= ahead === 0 ? (1 - ofWholeDay) ** restOfDay : 1 - ofWholeDay
    chances.push(there)
  }
  return chances
}

/** The same of somebody who comes today: the first chance is that they stay the night. */
export const staysOn = (leaving: Leaving, days: number): number[] =>
  stillThere({ nights: 0, leavesIn: null }, leaving, days, 1)

function leavesOn({ nights, leavesIn }: BedTaken, leaving: Leaving, ahead: number): number {
  const late = leavesIn === null ? null : ahead - leavesIn
  if (late !== null && late < 0) return 0
  return (late === null ? undefined : PLAN_KEPT[late]) ?? leaving(nights + ahead)
}

const sum = (lengths: readonly LengthCount[], counts: (one: LengthCount) => boolean) =>
  lengths.reduce((total, one) => total + (counts(one) ? one.stays : 0), 0)
