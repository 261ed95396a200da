import type { Sex, SexPolicy } from '../../src/generated/prisma/enums.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { chance, identify } from './chance.js'
import { type DemoWard, type WardCode, wards } from './data/wards.js'
import type { House } from './house.js'
import { later } from './moments.js'

/** A bed that was left is given to nobody for so long; it is clean before that, unless it was left just now. */
const CLEANING_MINUTES = 6 * 60

export interface Stretch {
  ward: WardCode
  /** For whom, so that the same bed is chosen at every start. */
  name: string
  sex: Sex | null
  from: Date
  to: Date | null
}

export interface Bed {
  id: string
  number: string
  wardName: string
  rates: { fromDay: Date; dailyRateMinor: bigint }[]
}

/** The wards and their beds, and which bed each stretch of a stay was spent in. */
export function makeBeds(house: House, stretches: readonly Stretch[]): Map<Stretch, Bed> {
  const { rows, moments } = house
  const opened = moments.at(96, '08:15')
  const taken = new Map<Stretch, Bed>()
  for (const [code, { beds: count, ...ward }] of Object.entries<DemoWard>(wards)) {
    const { name, floor, level, isolation, oxygen } = ward
    const wardId = identify('ward', code, opened)
    rows.wards.push({ id: wardId, code, name, floor, level, isolation, oxygen, openedAt: opened })
    const rates = ratesOf(house, ward)
    for (const [index, rate] of rates.entries()) {
      const setAt = index === 0 ? opened : moments.at(5 + 30 * index, '16:20')
      const id = identify(`rate ${index}`, code, setAt)
      rows.wardRates.push({ id, wardId, ...rate, setById: house.adminId, setAt })
    }
    const numbers = Array.from({ length: count }, (_, index) => String(index + 1))
    const rooms = roomsOf(house, wardId, ward)
    const beds = numbers.map((number, index) => ({
      id: identify(`bed ${number}`, code, opened),
      number,
      room: rooms[index] ?? null,
      wardName: name,
      rates,
      blocked: ward.blocked === number,
      free: new Date(0),
    }))
    for (const { id, number, room } of beds)
      rows.beds.push({
        ...{ id, wardId, number, roomId: room?.id ?? null, openedAt: opened },
        equipment: [...(oxygen ? equipment[level] : [])],
      })
    const inOrder = stretches
      .filter((stretch) => stretch.ward === code)
      .sort((a, b) => Number(a.from) - Number(b.from))
    for (const stretch of inOrder) {
      const possible = beds.filter(
        ({ blocked, free, room }) => !blocked && free <= stretch.from && suits(room, stretch.sex),
      )
      const bed = chance(`bed ${stretch.name} ${code}`).pick(possible)
      bed.free = stretch.to ? later(stretch.to, CLEANING_MINUTES) : FOREVER
      if (stretch.to) clean(house, bed, stretch.to)
      taken.set(stretch, bed)
    }
    for (const { id, number, blocked } of beds) if (blocked) block(house, { id, number, code })
  }
  return taken
}

type Prices = Pick<DemoWard, 'dailyRateMinor' | 'before' | 'next'>

/** What a day costs: from the opening on, and where it was or will be changed, from those days on. */
function ratesOf({ moments }: House, ward: Prices): Bed['rates'] {
  const { dailyRateMinor, before, next } = ward
  return [
    { fromDay: dayToColumn(moments.day(96)), dailyRateMinor: before ?? dailyRateMinor },
    ...(before ? [{ fromDay: dayToColumn(moments.day(30)), dailyRateMinor }] : []),
    ...(next ? [{ fromDay: dayToColumn(moments.day(-21)), dailyRateMinor: next }] : []),
  ]
}

/** For each bed the room that it stands in, by their order. */
function roomsOf(house: House, wardId: string, { rooms = [] }: Pick<DemoWard, 'rooms'>): Room[] {
  return rooms.flatMap(({ number, beds, sexPolicy = 'ANY' }) => {
    const id = identify(`room ${number}`, wardId, house.moments.at(96, '08:15'))
    house.rows.rooms.push({ id, wardId, number, sexPolicy })
    return Array.from({ length: beds }, () => ({ id, sexPolicy }))
  })
}

interface Room {
  id: string
  sexPolicy: SexPolicy
}

const suits = (room: Room | null, sex: Sex | null) =>
  room === null || room.sexPolicy === 'ANY' || room.sexPolicy === sex

function clean(house: House, { id, free }: { id: string; free: Date }, left: Date) {
  const clean = later(left, chance(`cleaning ${id} ${left.getTime()}`).whole(40, 170))
  house.rows.bedStays.push({
    ...{ id: identify('cleaning', id, left), bedId: id, kind: 'CLEANING', startedAt: left },
    endedAt: free > house.moments.now ? null : clean,
  })
}

function block(
  { rows, moments, adminId }: House,
  { id, number, code }: Record<'id' | 'number' | 'code', string>,
) {
  const since = moments.at(9, '10:40')
  rows.bedStays.push({
    ...{ id: identify(`block ${number}`, code, since), bedId: id, kind: 'BLOCKED', startedAt: since },
    ...{ reason: 'Its oxygen outlet leaks. The engineer was called.', startedById: adminId },
  })
}

const FOREVER = new Date(8.64e15)

/** What belongs to every bed of a level. */
const equipment = {
  WARD: ['OXYGEN'],
  HDU: ['OXYGEN', 'MONITOR', 'SUCTION', 'NON_INVASIVE_VENTILATOR'],
  ICU: ['OXYGEN', 'MONITOR', 'SUCTION', 'INFUSION_PUMP', 'VENTILATOR'],
} as const
