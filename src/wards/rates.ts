import { db, type Tx } from '../db/client.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { type Rate, rateAt } from './rate-rules.js'

/** The rates of these wards by ward, the first day first. */
export async function ratesOf(wardIds: readonly string[], client: Tx = db): Promise<Map<string, Rate[]>> {
  const rows = await client.wardRate.findMany({
    where: { wardId: { in: [...wardIds] } },
    orderBy: { fromDay: 'asc' },
    select: { wardId: true, ...rateFields },
  })
  const rates = new Map<string, Rate[]>(wardIds.map((id) => [id, []]))
  for (const { wardId, ...row } of rows) rates.get(wardId)?.push(asRate(row))
  return rates
}

/** What a day in a ward costs on a day, in minor units. */
export async function rateOn(wardId: string, day: Day, client: Tx = db): Promise<bigint> {
  const rates = await ratesOf([wardId], client)
  return rateAt(rates.get(wardId) ?? [], day).dailyRateMinor
}

/** Of a select of `ward.rates`. */
export const rateFields = { fromDay: true, dailyRateMinor: true } as const

export const asRate = ({ fromDay, dailyRateMinor }: { fromDay: Date; dailyRateMinor: bigint }): Rate => ({
  from: dayFromColumn(fromDay),
  dailyRateMinor,
})

/** The rates of a ward with who set them, the last day first. */
export function ratesWithPeople(wardId: string) {
  return db.$queryRaw<{ id: string; fromDay: Date; dailyRateMinor: bigint; by: string | null }[]>`
    SELECT r.id, r.from_day AS "fromDay", r.daily_rate_minor AS "dailyRateMinor", a.name AS by
    FROM ward_rate r LEFT JOIN account a ON a.id = r.set_by_id
    WHERE r.ward_id = ${wardId}::uuid ORDER BY r.from_day DESC LIMIT 100`
}
