import { db, type Tx } from '../db/client.js'
import type { BreathingSupport, InvoiceLineKind } from '../generated/prisma/enums.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import type { BillingSettings } from './rules.js'

/** The tax on lines of each kind on a day, in hundredths of a per cent; a kind that is not there is not taxed. */
export async function taxRatesOn(tx: Tx, day: Day): Promise<ReadonlyMap<InvoiceLineKind, number>> {
  const rows = await tx.$queryRaw<{ kind: InvoiceLineKind; basisPoints: number }[]>`
    SELECT DISTINCT ON (kind) kind, basis_points AS "basisPoints" FROM tax_rate
    WHERE from_day <= ${dayToColumn(day)}::date ORDER BY kind, from_day DESC`
  return new Map(rows.map(({ kind, basisPoints }) => [kind, basisPoints]))
}

/** What a day of oxygen and of a ventilator costs on a day, in minor units; what is not there is not charged. */
export async function supportRatesOn(tx: Tx, day: Day): Promise<ReadonlyMap<BreathingSupport, bigint>> {
  const rows = await tx.$queryRaw<{ support: BreathingSupport; dailyRateMinor: bigint }[]>`
    SELECT DISTINCT ON (support) support, daily_rate_minor AS "dailyRateMinor" FROM support_rate
    WHERE from_day <= ${dayToColumn(day)}::date ORDER BY support, from_day DESC`
  return new Map(rows.map(({ support, dailyRateMinor }) => [support, dailyRateMinor]))
}

export function billingSettings(tx: Tx = db): Promise<BillingSettings> {
  return tx.billingSettings.findUniqueOrThrow({ where: { id: 1 }, omit: { id: true } })
}
