import type { Day } from '../shared/calendar.js'

/** What a day in a ward costs from a day on, until the next one's first day. */
export interface Rate {
  from: Day
  dailyRateMinor: bigint
}

/**
 * The rate that holds on a day, of a ward's rates in any order; whole minor units. A day before the first of them costs
 * what the first says: a ward has a rate from the day on which it was opened. Throws RangeError where there is none.
 */
export function rateAt<R extends Rate>(rates: readonly R[], day: Day): R {
  const sorted = inOrder(rates)
  const rate = sorted.findLast(({ from }) => from <= day) ?? sorted[0]
  if (!rate) throw new RangeError('this ward has no rate')
  return rate
}

/**
 * The days from `from` to before `to`, cut where a rate ends; each piece with its rate. A stretch without a night is
 * one piece, at the rate of its day. The pieces follow one another without a gap.
 */
export function ratedStretches(rates: readonly Rate[], from: Day, to: Day): (Rate & { to: Day })[] {
  const cuts = inOrder(rates)
    .map((rate) => rate.from)
    .filter((day) => day > from && day < to)
  return [from, ...cuts].map((start, index) => ({
    from: start,
    to: cuts[index] ?? to,
    dailyRateMinor: rateAt(rates, start).dailyRateMinor,
  }))
}

function inOrder<R extends Rate>(rates: readonly R[]): R[] {
  return [...rates].sort((one, other) => (one.from < other.from ? -1 : 1))
}
