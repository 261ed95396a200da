import type { BreathingSupport, OxygenDevice, OxygenSupport } from '../generated/prisma/enums.js'
import { addDays, type Day, dayIn } from '../shared/calendar.js'
import { type SupportRate, supportRateAt } from '../tariffs/support-rules.js'

/** What a reading of the staff says about breathing. Those that were struck out are not handed in. */
export interface BreathingReading {
  id: string
  takenAt: Date
  oxygen: OxygenSupport | null
  oxygenDevice: OxygenDevice | null
}

/** Days in a row of one support at one rate. */
export interface SupportCharge {
  support: BreathingSupport
  from: Day
  /** The last day; it counts. */
  until: Day
  days: number
  dailyRateMinor: bigint
  /** The reading that showed it first. */
  readingId: string
  readAt: Date
}

/** As it stands on the page of the bill. */
export const supportRule =
  'How oxygen is counted: a calendar day on which a reading of the staff shows oxygen is one day of oxygen; one on which a reading shows a ventilator, CPAP or BiPAP is one day of ventilator instead. Each day is charged at the rate of that day.'

/**
 * What oxygen and ventilators cost in a stay, by its readings in any order; calendar days in `zone`. A day is charged
 * once, however many readings it has. Days without a rate, or with one of nothing, are not charged.
 */
export function supportCharges(
  readings: readonly BreathingReading[],
  rates: readonly SupportRate[],
  zone: string,
): SupportCharge[] {
  const days = new Map<Day, SupportCharge>()
  for (const reading of [...readings].sort((one, other) => Number(one.takenAt) - Number(other.takenAt))) {
    const support = supportShown(reading)
    if (!support) continue
    const day = dayIn(reading.takenAt, zone)
    const known = days.get(day)?.support
    if (known === support || known === 'VENTILATOR') continue
    const dailyRateMinor = supportRateAt(rates, support, day) ?? 0n
    days.set(day, {
      ...{ support, from: day, until: day, days: 1, dailyRateMinor },
      ...{ readingId: reading.id, readAt: reading.takenAt },
    })
  }
  return [...days.values()].filter(({ dailyRateMinor }) => dailyRateMinor > 0n).reduce(joined, [])
}

/** What a reading shows; high flow is oxygen, and so is support whose device nobody wrote down. */
export function supportShown({
  oxygen,
  oxygenDevice,
}: Pick<BreathingReading, 'oxygen' | 'oxygenDevice'>): BreathingSupport | null {
  if (oxygen === null || oxygen === 'ROOM_AIR') return null
  return oxygenDevice === 'VENTILATOR' || oxygenDevice === 'CPAP_BIPAP' ? 'VENTILATOR' : 'OXYGEN'
}

function joined(charges: SupportCharge[], next: SupportCharge): SupportCharge[] {
  const last = charges.at(-1)
  const goesOn =
    last?.support === next.support &&
    last.dailyRateMinor === next.dailyRateMinor &&
    addDays(last.until, 1) === next.from
  if (!goesOn || !last) return [...charges, next]
  return [...charges.slice(0, -1), { ...last, until: next.until, days: last.days + 1 }]
}
