import type { BreathingSupport } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'

/** What a day of oxygen or of a ventilator costs from a day on, until the next row of the same; minor units. */
export interface SupportRate {
  support: BreathingSupport
  from: Day
  dailyRateMinor: bigint
}

/** The rate that holds on a day, of all rates in any order; null where none does: then nothing is charged. */
export function supportRateAt(
  rates: readonly SupportRate[],
  support: BreathingSupport,
  day: Day,
): bigint | null {
  const holding = rates
    .filter((rate) => rate.support === support && rate.from <= day)
    .reduce<SupportRate | null>((last, rate) => (last && last.from > rate.from ? last : rate), null)
  return holding?.dailyRateMinor ?? null
}
