import type { BedNeeds } from '../requests/rules.js'
import { preference, type WardOffer, wardFits } from '../wards/rules.js'

/** Somebody who waits for a bed, and what it must have. */
export interface Waiting {
  need: BedNeeds
  /** The ward in which a bed is held for them. */
  heldIn: string | null
}

interface Offer extends WardOffer {
  id: string
  free: number
}

/**
 * In which ward each of those who wait will lie, the first first: where a bed is held; else where one is free that fits,
 * by the level they need most and then where most are free; where none is, they wait for the ward that fits best. Who
 * fits nowhere is `nowhere`.
 */
export function placed(waiting: readonly Waiting[], wards: readonly Offer[]) {
  const coming = new Map(wards.map(({ id }) => [id, 0]))
  const left = new Map(wards.map(({ id, free }) => [id, free]))
  const add = (to: Map<string, number>, id: string, count: number) => to.set(id, (to.get(id) ?? 0) + count)
  let nowhere = 0
  for (const { need, heldIn } of waiting) {
    const ward = heldIn ?? bestFor(need, wards, ({ id }) => left.get(id) ?? 0)
    if (ward === null) nowhere++
    else add(coming, ward, 1)
    // A bed that is held is not among the free ones.
    if (ward !== null && heldIn === null) add(left, ward, -1)
  }
  return { coming, nowhere }
}

function bestFor(need: BedNeeds, wards: readonly Offer[], left: (ward: Offer) => number): string | null {
  const [best] = wards
    .filter((ward) => wardFits(need, ward))
    .sort(
      (one, other) =>
        Number(left(other) > 0) - Number(left(one) > 0) ||
        preference(need, one.level) - preference(need, other.level) ||
        left(other) - left(one),
    )
  return best?.id ?? null
}
