import { db } from '../db/client.js'
import { dayFromColumn } from '../shared/calendar.js'
import type { TariffRow } from './rules.js'

/** All that was set with a day on which it begins, the latest day of each first. */
export async function allTariffs(): Promise<TariffRow[]> {
  const rows = await db.$queryRaw<(Omit<TariffRow, 'from'> & { fromDay: Date })[]>`
    SELECT t.tariff, t.of, t.from_day AS "fromDay", t.value, a.name AS by FROM (
      SELECT 'tax' AS tariff, kind::text AS of, from_day, basis_points::bigint AS value, set_by_id FROM tax_rate
      UNION ALL
      SELECT 'support', support::text, from_day, daily_rate_minor, set_by_id FROM support_rate
      UNION ALL
      SELECT 'year', '', from_day, month::bigint, set_by_id FROM financial_year_start) t
    LEFT JOIN account a ON a.id = t.set_by_id
    ORDER BY t.tariff DESC, t.of, t.from_day DESC LIMIT 300`
  return rows.map(({ fromDay, ...row }) => ({ ...row, from: dayFromColumn(fromDay) }))
}
