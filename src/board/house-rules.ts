import type { Sex, SexPolicy, WardLevel } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'
import { type MayLie, whoMayLie } from '../wards/kind-rules.js'
import type { BedState, WardOffer } from '../wards/rules.js'
import {
  DAYS_AHEAD,
  SURGES,
  type Surge,
  type WardDay,
  type WardNow,
  wardAhead,
  wardsTogether,
} from './capacity-rules.js'
import { type BedTaken, type Leaving, type LengthCount, leavingAfter, USUAL_NIGHTS } from './leaving-rules.js'
import { type BedsFor, placed } from './placing-rules.js'

/** The hospital at an instant, and what is known of how its stays go. */
export interface House {
  wards: readonly (WardOffer & { id: string; name: string; sexPolicy: SexPolicy; beds: readonly Bed[] })[]
  lengths: ReadonlyMap<WardLevel, LengthCount[]>
  /** By the stay. */
  taken: ReadonlyMap<string, BedTaken>
  /** Who comes in a day, by the ward. */
  arrivals: ReadonlyMap<string, number>
  /** The first first. */
  waiting: readonly (BedNeeds & { id: string; sex: Sex | null })[]
}

interface Bed {
  state: BedState
  room: { sexPolicy: SexPolicy } | null
  admissionId: string | null
  requestId: string | null
}

export interface WardOutlook {
  id: string
  name: string
  level: WardLevel
  /** By who may lie in them. */
  free: BedsFor
  now: WardNow
  ahead: Record<Surge, WardDay[]>
}

/** Every ward in the next days, all of them together, and what it was reckoned from; `restOfDay` as in `stillThere`. */
export function houseAhead(house: House, restOfDay: number) {
  const leavings = leavingsOf(house.lengths)
  const { wards, nowhere } = wardsNow(house)
  const outlooks = wards.map(({ level, ...ward }): WardOutlook => {
    const over = { leaving: leavings[level], days: DAYS_AHEAD, restOfDay }
    return { ...ward, level, ahead: bySurge((surge) => wardAhead(ward.now, { ...over, surge })) }
  })
  return {
    wards: outlooks,
    /** All wards as one, which takes a moment in a large hospital. */
    together: (surge: Surge) =>
      wardsTogether(
        outlooks.map(({ ahead }) => ahead[surge]),
        DAYS_AHEAD,
      ),
    ...{ leavings, nowhere },
  }
}

function wardsNow({ wards, taken, arrivals, waiting }: House) {
  const holds = new Map(
    wards.flatMap(({ id, beds }) =>
      beds.flatMap(({ requestId }): [string, string][] => (requestId ? [[requestId, id]] : [])),
    ),
  )
  const offers = wards.map(({ beds, ...ward }) => {
    const kinds = beds.map(({ state, room }) => ({
      state,
      who: whoMayLie(ward.sexPolicy, room?.sexPolicy ?? 'ANY'),
    }))
    const usable = kinds.filter(({ state }) => state !== 'BLOCKED')
    return {
      ...{ ...ward, all: beds, beds: byWho(usable) },
      free: byWho(usable.filter(({ state }) => state === 'FREE')),
    }
  })
  const { coming, nowhere } = placed(
    waiting.map(({ id, sex, ...need }) => ({ need, sex, heldIn: holds.get(id) ?? null })),
    offers,
  )
  return {
    nowhere,
    wards: offers.map(({ id, name, level, free, all: beds }) => ({
      ...{ id, name, level, free },
      now: {
        beds: beds.filter(({ state }) => state !== 'BLOCKED').length,
        taken: beds.flatMap(({ admissionId }) => (admissionId ? (taken.get(admissionId) ?? UNKNOWN) : [])),
        coming: coming.get(id) ?? 0,
        arrivals: arrivals.get(id) ?? 0,
      },
    })),
  }
}

function byWho(beds: readonly { who: MayLie }[]): BedsFor {
  const counts: Partial<Record<MayLie, number>> = {}
  for (const { who } of beds) counts[who] = (counts[who] ?? 0) + 1
  return counts
}

/** Somebody who came while this was being asked. */
const UNKNOWN: BedTaken = { nights: 0, leavesIn: null }

function leavingsOf(lengths: House['lengths']): Record<WardLevel, Leaving> {
  const of = (level: WardLevel) => leavingAfter(lengths.get(level) ?? [], USUAL_NIGHTS[level])
  return { WARD: of('WARD'), HDU: of('HDU'), ICU: of('ICU') }
}

function bySurge(of: (surge: Surge) => WardDay[]): Record<Surge, WardDay[]> {
  const [now, half, twice] = SURGES
  return { [now]: of(now), [half]: of(half), [twice]: of(twice) }
}
