import { type Day, daysBetween } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { multiply, sum } from '../shared/money.js'

/** One bed for one stretch of a stay. `to` is the day on which the patient left the bed. */
export interface BedStretch {
  wardName: string
  bedNumber: string
  dailyRateMinor: bigint
  from: Day
  to: Day
  /** The row of the records that says so. */
  bedStayId?: string | undefined
}

/** Days in a row in one ward at one rate, whichever beds they were spent in. */
export interface RoomCharge {
  wardName: string
  bedNumbers: string[]
  dailyRateMinor: bigint
  days: number
  /** The first of these days, and the stay in a bed that it began with. */
  from: Day
  bedStayId?: string | undefined
}

export const lineKinds = [
  'ROOM',
  'OXYGEN',
  'DOCTOR',
  'TEST',
  'TREATMENT',
  'MEDICINE',
  'SERVICE',
  'OTHER',
] as const
export type LineKind = (typeof lineKinds)[number]

export interface Charge {
  kind: LineKind
  description: string
  quantity: number
  unitPriceMinor: bigint
}

export interface InvoiceLine extends Charge {
  amountMinor: bigint
}

/** More of one thing than this on one line is a slip of the finger. */
export const MOST_OF_ONE = 9_999

/** Far above any bill, far below what a 64-bit column holds: 100 million crore paise. */
const HIGHEST_PRICE_MINOR = 10n ** 12n

/**
 * The days of a stay: calendar days in the hospital's zone, the day of admission counts, the day of discharge
 * does not, and a stay that ends on the day it began counts one. Refused when discharge comes before admission.
 */
export function stayDays(admittedOn: Day, dischargedOn: Day): number {
  const nights = daysBetween(admittedOn, dischargedOn)
  if (nights < 0) throw new Refusal('The day of discharge is before the day of admission.')
  return Math.max(nights, 1)
}

/**
 * What the room costs. Each day of the stay (as `stayDays` counts them) is billed once, to the bed in which
 * the patient was when that day ended; a bed that was left again on the same day costs nothing. A stay of a
 * single day without a night is billed to its last bed. The stretches follow one another: each begins on the day the one
 * before it ended. Throws RangeError where they do not, because then the record itself is wrong.
 */
export function roomCharges(stretches: readonly BedStretch[]): RoomCharge[] {
  requireOneAfterAnother(stretches)
  const first = stretches.at(0)
  const last = stretches.at(-1)
  if (!first || !last) return []
  if (stayDays(first.from, last.to) !== daysBetween(first.from, last.to)) return [chargeOf(last, 1)]
  return stretches
    .map((stretch) => chargeOf(stretch, daysBetween(stretch.from, stretch.to)))
    .filter((charge) => charge.days > 0)
    .reduce(joined, [])
}

/** The lines in the order of `lineKinds`, each with its amount: quantity times price, which never needs rounding. */
export function invoiceLines<Line extends Charge>(
  charges: readonly Line[],
): (Line & Pick<InvoiceLine, 'amountMinor'>)[] {
  charges.forEach(requirePlausible)
  return lineKinds.flatMap((kind) =>
    charges
      .filter((charge) => charge.kind === kind)
      .map((charge) => ({ ...charge, amountMinor: multiply(charge.unitPriceMinor, charge.quantity) })),
  )
}

/** What the lines come to before anything is taken off or added. */
export function invoiceTotal(lines: readonly Pick<InvoiceLine, 'amountMinor'>[]): bigint {
  return sum(lines.map((line) => line.amountMinor))
}

/** What the lines of each kind come to, for the kinds that have any. */
export function totalsByKind(lines: readonly InvoiceLine[]): { kind: LineKind; totalMinor: bigint }[] {
  return lineKinds
    .map((kind) => ({ kind, own: lines.filter((line) => line.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => ({ kind, totalMinor: invoiceTotal(own) }))
}

/**
 * 'INV-2026-000123': the series, the year in which the financial year starts (`financialYearOf`), and the
 * number within that series and year, counted from 1 without gaps. Beyond 999,999 it grows longer.
 */
export function invoiceNumber(series: string, financialYear: number, n: number): string {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`invoice numbers start at 1, not ${n}`)
  return `${series}-${financialYear}-${String(n).padStart(6, '0')}`
}

function requireOneAfterAnother(stretches: readonly BedStretch[]) {
  stretches.forEach((stretch, index) => {
    const before = stretches[index - 1]
    if (daysBetween(stretch.from, stretch.to) < 0) throw new RangeError('a bed is left before it is taken')
    if (before && before.to !== stretch.from)
      throw new RangeError('between two beds a patient was nowhere, or in both')
  })
}

function chargeOf(stretch: BedStretch, days: number): RoomCharge {
  const { wardName, bedNumber, dailyRateMinor, from, bedStayId } = stretch
  return { wardName, bedNumbers: [bedNumber], dailyRateMinor, days, from, bedStayId }
}

/** Another bed in the same ward at the same rate is the same charge, going on. */
function joined(charges: RoomCharge[], next: RoomCharge): RoomCharge[] {
  const last = charges.at(-1)
  if (last?.wardName !== next.wardName || last.dailyRateMinor !== next.dailyRateMinor)
    return [...charges, next]
  const bedNumbers = [...new Set([...last.bedNumbers, ...next.bedNumbers])]
  return [...charges.slice(0, -1), { ...last, bedNumbers, days: last.days + next.days }]
}

function requirePlausible(charge: Charge) {
  if (!Number.isInteger(charge.quantity) || charge.quantity < 1 || charge.quantity > MOST_OF_ONE)
    throw new Refusal('The quantity of each line is a whole number from 1 to {{most}}.', {
      values: { most: MOST_OF_ONE },
    })
  if (charge.unitPriceMinor < 0n || charge.unitPriceMinor > HIGHEST_PRICE_MINOR)
    throw new Refusal('The price of each line is zero or more, and below ten billion.')
  if (charge.description.trim() === '') throw new Refusal('Say on each line what it is for.')
}
