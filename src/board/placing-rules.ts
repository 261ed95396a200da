import type { Sex } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'
import { type MayLie, mayLie } from '../wards/kind-rules.js'
import { preference, type WardOffer, wardFits } from '../wards/rules.js'

/** Somebody who waits for a bed, and what it must have. */
export interface Waiting {
  need: BedNeeds
  /** Null where it is not recorded: they lie only where everybody may. */
  sex: Sex | null
  /** The ward in which a bed is held for them. */
  heldIn: string | null
}

/** Beds by who may lie in them; what is left out is none. */
export type BedsFor = Readonly<Partial<Record<MayLie, number>>>

export interface Offer extends WardOffer {
  id: string
  /** Beds that are not blocked, and those of them that are free. */
  beds: BedsFor
  free: BedsFor
}

/**
 * In which ward each of those who wait will lie, the first first: where a bed is held; else where one is free that fits
 * and in which somebody of their sex may lie, by the level they need most and then where most are free; where none is,
 * they wait for the ward that fits best and has such a bed. Who fits nowhere is `nowhere`.
 */
export function placed(waiting: readonly Waiting[], wards: readonly Offer[]) {
  const coming = new Map(wards.map(({ id }) => [id, 0]))
  const places = new Map(wards.map(({ id, free }) => [id, { left: { ...free }, queue: 0 }]))
  let nowhere = 0
  for (const { need, sex, heldIn } of waiting) {
    const ward = heldIn ?? bestFor({ need, sex }, wards, places)
    if (ward === null) nowhere++
    else coming.set(ward, (coming.get(ward) ?? 0) + 1)
    // A bed that is held is not among the free ones.
    const place = heldIn === null && ward !== null && places.get(ward)
    if (place) take(place, sex)
  }
  return { coming, nowhere }
}

interface Place {
  left: Partial<Record<MayLie, number>>
  /** Who found none free. */
  queue: number
}

/** A bed in which only their sex lies, while there is one: others have fewer beds to choose from. */
function take(place: Place, sex: Sex | null): void {
  const own = sex === 'FEMALE' || sex === 'MALE' ? sex : 'ANY'
  const from = (place.left[own] ?? 0) > 0 ? own : 'ANY'
  const left = place.left[from] ?? 0
  if (left > 0) place.left[from] = left - 1
  else place.queue++
}

/** How many of these beds somebody of this sex may lie in. */
export function bedsFor(beds: BedsFor, sex: Sex | null): number {
  const kinds = ['ANY', 'FEMALE', 'MALE'] as const
  return kinds.reduce((sum, who) => sum + (mayLie(who, sex) ? (beds[who] ?? 0) : 0), 0)
}

function bestFor(
  { need, sex }: Omit<Waiting, 'heldIn'>,
  wards: readonly Offer[],
  places: ReadonlyMap<string, Place>,
): string | null {
  const left = ({ id }: Offer) => {
    const place = places.get(id)
    return place ? bedsFor(place.left, sex) || -place.queue : 0
  }
  const [best] = wards
    .filter((ward) => wardFits(need, ward) && bedsFor(ward.beds, sex) > 0)
    .sort(
      (one, other) =>
        Number(left(other) > 0) - Number(left(one) > 0) ||
        preference(need, one.level) - preference(need, other.level) ||
        left(other) - left(one),
    )
  return best?.id ?? null
}
