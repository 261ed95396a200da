import { type BedStretch, type RoomCharge, roomCharges, stayDays } from '../invoices/rules.js'
import { dayIn } from '../shared/calendar.js'

export interface BedStayRecord {
  startedAt: Date
  endedAt: Date | null
  dailyRateMinor: bigint
  bed: { number: string; ward: { name: string } }
}

/** What the room has cost until `until`, which for a stay that has ended is its end; days in the hospital's zone. */
export function roomOf(stays: readonly BedStayRecord[], until: Date, zone: string): RoomCharge[] {
  return roomCharges(stays.map((stay) => stretchOf(stay, until, zone)))
}

/** The days of a stay so far, or until it ended. */
export function daysOf(
  stay: { admittedAt: Date; dischargedAt: Date | null },
  until: Date,
  zone: string,
): number {
  return stayDays(dayIn(stay.admittedAt, zone), dayIn(stay.dischargedAt ?? until, zone))
}

const stretchOf = (stay: BedStayRecord, until: Date, zone: string): BedStretch => ({
  wardName: stay.bed.ward.name,
  bedNumber: stay.bed.number,
  dailyRateMinor: stay.dailyRateMinor,
  from: dayIn(stay.startedAt, zone),
  to: dayIn(stay.endedAt ?? until, zone),
})
