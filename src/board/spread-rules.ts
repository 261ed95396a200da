/** The chances of 0, 1, 2 … of something; together they are 1. */
export type Spread = readonly number[]

/** So unlikely that it is left out. */
const NEVER = 1e-12

/** How many of independent things happen, each by its own chance. */
export function howMany(chances: readonly number[]): Spread {
  let spread = [1]
  for (const chance of chances) {
    if (chance === 0) continue
    const next = new Array<number>(spread.length + 1).fill(0)
    for (const [count, likely] of spread.entries()) {
      next[count] = (next[count] ?? 0) + likely * (1 - chance)
      next[count + 1] = likely * chance
    }
    spread = next
  }
  return spread
}

/** How many come of those who come by chance, `mean` of them on average (Poisson). */
export function byChance(mean: number): Spread {
  if (mean <= 0) return [1]
  const most = Math.ceil(mean + 10 * Math.sqrt(mean) + 20)
  let logarithm = -mean
  const spread = [Math.exp(logarithm)]
  for (let count = 1; count <= most; count++) {
    logarithm += Math.log(mean / count)
    spread.push(Math.exp(logarithm))
  }
  return whole(spread)
}

/** How many there are of both together. */
export function together(one: Spread, other: Spread): Spread {
  const spread = new Array<number>(one.length + other.length - 1).fill(0)
  for (const [first, likely] of one.entries()) {
    if (likely < NEVER) continue
    for (let second = 0; second < other.length; second++) {
      const likelyToo = other[second] ?? 0
      if (likelyToo >= NEVER) spread[first + second] = (spread[first + second] ?? 0) + likely * likelyToo
    }
  }
  return whole(spread)
}

/** How many there are of all together; two by two, which for many takes a small part of the time of one by one. */
export function allTogether(spreads: readonly Spread[]): Spread {
  const [one = [1], other, ...others] = spreads
  if (other === undefined) return one
  if (others.length === 0) return together(one, other)
  const half = Math.ceil(spreads.length / 2)
  return together(allTogether(spreads.slice(0, half)), allTogether(spreads.slice(half)))
}

/** How many of so many beds are left when so many are wanted; none where more are wanted than there are. */
export function leftOf(beds: number, wanted: Spread): Spread {
  const left = new Array<number>(beds + 1).fill(0)
  for (const [count, likely] of wanted.entries()) {
    const free = Math.max(0, beds - count)
    left[free] = (left[free] ?? 0) + likely
  }
  return left
}

export const mean = (spread: Spread): number =>
  spread.reduce((total, likely, count) => total + likely * count, 0)

/** The least count that is not exceeded with this chance. */
export function quantile(spread: Spread, chance: number): number {
  let below = 0
  for (const [count, likely] of spread.entries()) {
    below += likely
    if (below >= chance - NEVER) return count
  }
  return Math.max(0, spread.length - 1)
}

/** Without the long tail of what never happens, and 1 together again. */
function whole(spread: readonly number[]): Spread {
  let last = spread.length - 1
  while (last > 0 && (spread[last] ?? 0) < NEVER) last--
  const kept = spread.slice(0, last + 1)
  const total = kept.reduce((sum, likely) => sum + likely, 0)
  return kept.map((likely) => likely / total)
}
