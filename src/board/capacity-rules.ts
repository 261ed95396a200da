import { type BedTaken, type Leaving, staysOn, stillThere } from './leaving-rules.js'
import {
  allTogether,
  byChance,
  howMany,
  leftOf,
  mean,
  quantile,
  type Spread,
  together,
} from './spread-rules.js'

/** How many days ahead, after today. */
export const DAYS_AHEAD = 7

/** Over how many days those who came are counted, and over how many how long stays last. */
export const ARRIVAL_DAYS = 14
export const LENGTH_DAYS = 120

/** Times as many arrivals as there are now. */
export const SURGES = [1, 1.5, 2] as const
export type Surge = (typeof SURGES)[number]

/** From this chance on that no bed is left, a ward counts as full. */
export const FULL_FROM = 0.5

/** From this chance on somebody should know that a ward may be full. */
export const MAY_BE_FULL_FROM = 0.1

/** A ward at this instant, and who comes to it. */
export interface WardNow {
  /** Beds that are not blocked. */
  beds: number
  taken: readonly BedTaken[]
  /** Who waits for a bed and is expected to get one of these today; whose hold is on one of them, too. */
  coming: number
  /** Who comes in a day on average, from outside and from other wards. */
  arrivals: number
}

export interface WardDay {
  /** Beds that are free when the day ends: on average, and what eight times in ten it lies between. */
  free: number
  low: number
  high: number
  /** The chance that none is. */
  full: number
  /** How many find no bed, on average. */
  short: number
  spread: Spread
}

interface Ahead {
  leaving: Leaving
  days: number
  /** The share of today that is still to come, 0 to 1. */
  restOfDay: number
  surge: number
}

/**
 * The beds of a ward that are free when today ends, and when each of the days after it does. Beds in use empty by their
 * plan, or as stays of this length do; who waits comes today; others come by chance, `surge` times as many as lately,
 * and stay as long as others do. What is being cleaned is clean by then; what is blocked stays blocked.
 */
export function wardAhead(ward: WardNow, { leaving, days, restOfDay, surge }: Ahead): WardDay[] {
  const there = ward.taken.map((taken) => stillThere(taken, leaving, days, restOfDay))
  const stays = staysOn(leaving, days)
  return Array.from({ length: days + 1 }, (_, ahead) => {
    const chances = [
      ...there.map((chance) => chance[ahead] ?? 0),
      ...new Array<number>(ward.coming).fill(stays[ahead] ?? 0),
    ]
    const perDay = ward.arrivals * surge
    const came = Array.from({ length: ahead + 1 }, (_, on) =>
      on === 0 ? perDay * restOfDay * (stays[ahead] ?? 0) : perDay * (stays[ahead - on] ?? 0),
    )
    const wanted = together(howMany(chances), byChance(came.reduce((sum, one) => sum + one, 0)))
    const spread = leftOf(ward.beds, wanted)
    // Who is wanted but not there are more than the beds by as many as find none, and fewer by those that stay free.
    return dayOf(spread, mean(wanted) - ward.beds + mean(spread))
  })
}

/** Several wards as one: what is free in any of them. Who finds no bed in one does not go to another here. */
export function wardsTogether(wards: readonly WardDay[][], days: number): WardDay[] {
  return Array.from({ length: days + 1 }, (_, ahead) => {
    const them = wards.flatMap((ward) => ward[ahead] ?? [])
    const spread = allTogether(them.map((day) => day.spread))
    return dayOf(
      spread,
      them.reduce((sum, { short }) => sum + short, 0),
    )
  })
}

/** The day on which a ward is most likely full, in days from today, and that chance; the first of several. */
export function fullest(ahead: readonly WardDay[]): { ahead: number; chance: number } {
  return ahead.reduce((most, { full }, day) => (full > most.chance ? { ahead: day, chance: full } : most), {
    ahead: 0,
    chance: 0,
  })
}

/** How many days from today a ward is more likely full than not; null: not within these days. */
export function fullIn(ahead: readonly WardDay[]): number | null {
  const found = ahead.findIndex(({ full }) => full >= FULL_FROM)
  return found === -1 ? null : found
}

function dayOf(spread: Spread, short: number): WardDay {
  return {
    free: mean(spread),
    low: quantile(spread, 0.1),
    high: quantile(spread, 0.9),
    full: spread[0] ?? 0,
    short: Math.max(0, short),
    spread,
  }
}
