import type { AdmissionStatus } from '../generated/prisma/enums.js'
import { multiply, sum } from '../shared/money.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { daysOf } from './charge-rules.js'
import type { ChargeLine, Stay } from './pages.js'

interface StayRecord {
  id: string
  status: AdmissionStatus
  reason: string
  admittedAt: Date
  admittedById: string
  dischargedAt: Date | null
  dischargedById: string | null
  dischargeNote: string | null
  stays: { bed: { number: string; ward: { id: string; name: string } } }[]
  invoice: { id: string; number: string } | null
}

export const inBed = ({ bed }: { bed: { number: string; ward: { name: string } } }, t: T) =>
  t('{{ward}}, bed {{bed}}', { ward: bed.ward.name, bed: bed.number })

/** A stay in the words of its pages; `names` are those of the people who admitted and discharged. */
export function shownStay(stay: StayRecord, names: Map<string, string>, now: Date, zone: string, t: T): Stay {
  const last = stay.stays.at(-1)
  return {
    id: stay.id,
    status: stay.status,
    reason: stay.reason,
    admittedAt: stay.admittedAt,
    admittedBy: names.get(stay.admittedById) ?? null,
    dischargedAt: stay.dischargedAt,
    dischargedBy: names.get(stay.dischargedById ?? '') ?? null,
    dischargeNote: stay.dischargeNote,
    days: daysOf(stay, now, zone),
    wardId: last?.bed.ward.id ?? null,
    where: last ? inBed(last, t) : '',
    invoice: stay.invoice,
  }
}

/** What the records say that a part of a stay costs, line by line. */
export const shownCharges = (
  lines: readonly { description: string; quantity: number; unitPriceMinor: bigint }[],
  format: Format,
): { lines: ChargeLine[]; total: string } => ({
  lines: lines.map(({ description, quantity, unitPriceMinor }) => ({
    description,
    quantity: format.number(quantity),
    unitPrice: format.money(unitPriceMinor),
    amount: format.money(multiply(unitPriceMinor, quantity)),
  })),
  total: format.money(sum(lines.map(({ unitPriceMinor, quantity }) => multiply(unitPriceMinor, quantity)))),
})
