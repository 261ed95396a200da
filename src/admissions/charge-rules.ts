import { type BedStretch, type RoomCharge, roomCharges, stayDays } from '../invoices/rules.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { ratedStretches } from '../wards/rate-rules.js'

export interface BedStayRecord {
  id?: string
  startedAt: Date
  endedAt: Date | null
  bed: { number: string; ward: { name: string; rates: { fromDay: Date; dailyRateMinor: bigint }[] } }
}

/**
 * What the room has cost until `until`, which for a stay that has ended is its end; days in the hospital's zone, each
 * at the rate that its ward had on that day.
 */
export function roomOf(stays: readonly BedStayRecord[], until: Date, zone: string): RoomCharge[] {
  return roomCharges(stays.flatMap((stay) => stretchesOf(stay, until, zone)))
}

/** The days of a stay so far, or until it ended. */
export function daysOf(
  stay: { admittedAt: Date; dischargedAt: Date | null },
  until: Date,
  zone: string,
): number {
  return stayDays(dayIn(stay.admittedAt, zone), dayIn(stay.dischargedAt ?? until, zone))
}

function stretchesOf(
  { id, startedAt, endedAt, bed }: BedStayRecord,
  until: Date,
  zone: string,
): BedStretch[] {
  const rates = bed.ward.rates.map(({ fromDay, dailyRateMinor }) => ({
    from: dayFromColumn(fromDay),
    dailyRateMinor,
  }))
  return ratedStretches(rates, dayIn(startedAt, zone), dayIn(endedAt ?? until, zone)).map((piece) => ({
    wardName: bed.ward.name,
    bedNumber: bed.number,
    bedStayId: id,
    ...piece,
  }))
}
