import { occupancyAt } from '../wards/queries.js'

/** The wards with what a day costs today, for the public price list; the least dear first. */
export async function wardPrices(now: Date) {
  const { wards } = await occupancyAt(now)
  return wards.sort((one, other) => Number(one.dailyRateMinor - other.dailyRateMinor))
}
