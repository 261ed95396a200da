import { db } from '../db/client.js'

/** The wards with what a day costs, for the public price list. */
export function wardPrices() {
  return db.ward.findMany({
    orderBy: [{ dailyRateMinor: 'asc' }, { name: 'asc' }],
    select: { name: true, level: true, isolation: true, oxygen: true, dailyRateMinor: true },
  })
}
