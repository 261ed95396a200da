import type { Tx } from '../db/client.js'
import { dayFromColumn } from '../shared/calendar.js'
import type { SupportRate } from './support-rules.js'

/** Every rate of oxygen and of ventilators that was ever set, for bills that reach over many days. */
export async function supportRates(client: Tx): Promise<SupportRate[]> {
  const rows = await client.supportRate.findMany({
    select: { support: true, fromDay: true, dailyRateMinor: true },
  })
  return rows.map(({ support, fromDay, dailyRateMinor }) => ({
    ...{ support, dailyRateMinor },
    from: dayFromColumn(fromDay),
  }))
}
