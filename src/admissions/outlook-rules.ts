import type { BedState } from '../wards/rules.js'
import {
  type BedThen,
  bedMisfits,
  offeredBeds,
  type Placed,
  type Wanting,
  type WardThen,
} from './matching-rules.js'

/** How things stand for somebody who waits. `but` is the free bed that fits least badly. */
export type Outlook<Ward, Bed> =
  | { is: 'HELD'; at: Placed<Ward, Bed> }
  | { is: 'FITS'; at: Placed<Ward, Bed> }
  /** All that are free and fit go to those before them in the list. */
  | { is: 'PROMISED'; beds: number; but: Placed<Ward, Bed> | null }
  /** None of those that fit is free. */
  | { is: 'TAKEN'; states: BedState[]; but: Placed<Ward, Bed> | null }
  /** There is no such bed in the house. */
  | { is: 'NONE'; but: Placed<Ward, Bed> | null }

/**
 * The outlook of everybody who waits, given in the order of their rank: each is promised the best bed that fits and that
 * nobody before them is promised.
 */
export function outlooks<Bed extends BedThen, Ward extends WardThen<Bed>>(
  waiting: readonly (Wanting & { requestId: string })[],
  wards: readonly Ward[],
): Map<string, Outlook<Ward, Bed>> {
  const promised = new Set<string>()
  const held = new Map(heldIn<Bed, Ward>(wards))
  // Many ask for the same, and a house has many beds.
  const offers = new Map<string, Offer<Ward, Bed>>()
  return new Map(
    waiting.map(({ requestId, need, sex }) => {
      const own = held.get(requestId)
      if (own) return [requestId, { is: 'HELD', at: own }]
      const kind = JSON.stringify([need, sex])
      const offer = offers.get(kind) ?? offerTo<Bed, Ward>({ need, sex, requestId: null }, wards)
      offers.set(kind, offer)
      const at = offer.fitting.find(({ bed }) => !promised.has(bed.id))
      if (!at) return [requestId, withoutBed(offer)]
      promised.add(at.bed.id)
      return [requestId, { is: 'FITS', at }]
    }),
  )
}

/** The bed that is held for a request now. */
export function heldFor<Bed extends BedThen, Ward extends WardThen<Bed>>(
  requestId: string,
  wards: readonly Ward[],
): Placed<Ward, Bed> | null {
  return new Map(heldIn<Bed, Ward>(wards)).get(requestId) ?? null
}

interface Offer<Ward, Bed> {
  fitting: Placed<Ward, Bed>[]
  but: Placed<Ward, Bed> | null
  /** Of all beds that would fit, free or not. */
  states: BedState[]
}

function offerTo<Bed extends BedThen, Ward extends WardThen<Bed>>(
  wanting: Wanting,
  wards: readonly Ward[],
): Offer<Ward, Bed> {
  const offered = offeredBeds<Bed, Ward>(wanting, wards)
  return {
    fitting: offered.filter(({ reasons }) => reasons.length === 0),
    but: offered.find(({ reasons }) => reasons.length > 0) ?? null,
    states: wards.flatMap((ward) =>
      ward.beds.filter((bed) => bedMisfits(wanting, ward, bed).length === 0).map(({ state }) => state),
    ),
  }
}

function withoutBed<Ward, Bed>({ fitting, but, states }: Offer<Ward, Bed>): Outlook<Ward, Bed> {
  if (fitting.length > 0) return { is: 'PROMISED', beds: fitting.length, but }
  return states.length > 0 ? { is: 'TAKEN', states, but } : { is: 'NONE', but }
}

function heldIn<Bed extends BedThen, Ward extends WardThen<Bed>>(
  wards: readonly Ward[],
): [string, Placed<Ward, Bed>][] {
  return wards.flatMap((ward) =>
    ward.beds.flatMap((bed): [string, Placed<Ward, Bed>][] =>
      bed.state === 'HELD' && bed.requestId !== null ? [[bed.requestId, { ward, bed, reasons: [] }]] : [],
    ),
  )
}
