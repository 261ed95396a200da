import { config } from '../config.js'
import type { BreathingSupport } from '../generated/prisma/enums.js'
import { lineOf } from '../invoices/charges.js'
import { MANUAL_SOURCE } from '../invoices/manual-charges.js'
import type { BilledCharge } from '../invoices/reckoning-rules.js'
import type { LineKind } from '../invoices/rules.js'
import { type Day, formatDay, startOfDay } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
import { english } from '../web/words.js'
import type { BasisOfBill } from './bill-queries.js'
import { roomOf } from './charge-rules.js'
import type { DischargeForm } from './discharge-forms.js'
import { supportCharges } from './support-rules.js'

export type Priced = Pick<DischargeForm, 'medicines' | 'doctors' | 'others' | 'charges'>

/** What a line is charged for, where nothing was charged for it yet: the records say it, or somebody typed it. */
interface Source {
  type: 'bed_stay' | 'observation' | typeof MANUAL_SOURCE
  id: string
  at: Date
}

/** Sources whose charges are reckoned from the record of the stay whenever it is billed. */
export const RECKONED = ['bed_stay', 'observation'] as const

/** A line of the bill of a stay: of a charge that was noted where the work was done, or with what it comes from. */
export type StayLine = BilledCharge & { source?: Source }

/**
 * Every line of the bill. The doctors billed are those of the stay now, not those of when the form was opened. Of what
 * was noted to be paid, those lines are on it that the form ticks, and no other.
 */
export function linesOfStay(basis: BasisOfBill, form: Priced, now: Date): StayLine[] {
  const { doctors, noted } = basis
  const asked = new Map(form.doctors.map(({ doctorId, amountMinor }) => [doctorId, amountMinor]))
  if (asked.size !== doctors.length || !doctors.every(({ id }) => asked.has(id)))
    throw new Refusal(
      'The doctors in charge have changed meanwhile. Check their charges, and send the form again.',
    )
  const ticked = noted.filter(({ id }) => form.charges.includes(id))
  if (ticked.length !== form.charges.length)
    throw new Refusal(
      'What is to be paid has changed meanwhile. Look at the bill again, and send it once more.',
    )
  return [
    ...roomLines(basis, now),
    ...supportLines(basis),
    ...form.medicines.map(typed('MEDICINE', now)),
    ...doctors
      .map(({ id, name, specialisation }) => ({
        description: `${name}, ${specialisation}`,
        amountMinor: asked.get(id) ?? 0n,
      }))
      .filter(({ amountMinor }) => amountMinor > 0n)
      .map(typed('DOCTOR', now)),
    ...form.others.map(typed('OTHER', now)),
    ...ticked.map(lineOf),
  ]
}

/** The form as it is offered: each doctor by their fee, unless it was charged by a visit, and what was noted of the stay. */
export function offered({ doctors, noted }: BasisOfBill, admissionId: string): Priced {
  return {
    ...{ medicines: [], others: [] },
    doctors: doctors.map((doctor) => ({ doctorId: doctor.id, amountMinor: offeredFee(doctor) })),
    charges: noted.filter((charge) => charge.admissionId === admissionId).map(({ id }) => id),
  }
}

export const offeredFee = ({ feeMinor, isCharged }: BasisOfBill['doctors'][number]): bigint =>
  isCharged ? 0n : feeMinor

/** The days in beds until now. */
export const roomLines = ({ stays }: Pick<BasisOfBill, 'stays'>, now: Date): StayLine[] =>
  roomOf(stays, now, config.zone).map(({ wardName, bedNumbers, days, dailyRateMinor, from, bedStayId }) => {
    if (bedStayId === undefined) throw new RangeError('a day in no bed')
    return {
      kind: 'ROOM',
      description: english('{{ward}}, bed {{beds}}', { ward: wardName, beds: bedNumbers.join(', ') }),
      quantity: days,
      unitPriceMinor: dailyRateMinor,
      source: { type: 'bed_stay', id: bedStayId, at: startOfDay(from, config.zone) },
    }
  })

/** The days of oxygen and of ventilator. */
export const supportLines = ({ readings, rates }: Pick<BasisOfBill, 'readings' | 'rates'>): StayLine[] =>
  supportCharges(readings, rates, config.zone).map((charge) => ({
    kind: 'OXYGEN',
    description: english(supportWords[charge.support], { days: daysInWords(charge) }),
    quantity: charge.days,
    unitPriceMinor: charge.dailyRateMinor,
    source: { type: 'observation', id: charge.readingId, at: charge.readAt },
  }))

const supportWords: Record<BreathingSupport, string> = {
  OXYGEN: 'Oxygen, {{days}}',
  VENTILATOR: 'Ventilator, {{days}}',
}

function daysInWords({ from, until }: { from: Day; until: Day }): string {
  const locale = 'en-IN'
  if (from === until) return formatDay(from, locale)
  return english('{{from}} to {{until}}', {
    from: formatDay(from, locale),
    until: formatDay(until, locale),
  })
}

const typed =
  (kind: LineKind, now: Date) =>
  ({ description, amountMinor }: { description: string; amountMinor: bigint }): StayLine => ({
    ...{ kind, description, quantity: 1, unitPriceMinor: amountMinor },
    source: { type: MANUAL_SOURCE, id: newId(), at: now },
  })
