import { chance, identify } from './chance.js'
import { type WardCode, wards } from './data/wards.js'
import type { House } from './house.js'
import { later } from './moments.js'

/** A bed that was left is cleaned for this long at most. */
const CLEANING_MINUTES = 6 * 60

export interface Stretch {
  ward: WardCode
  /** For whom, so that the same bed is chosen at every start. */
  name: string
  from: Date
  to: Date | null
}

export interface Bed {
  id: string
  number: string
  wardName: string
  dailyRateMinor: bigint
}

/** The wards and their beds, and which bed each stretch of a stay was spent in. */
export function makeBeds(house: House, stretches: readonly Stretch[]): Map<Stretch, Bed> {
  const opened = house.moments.at(96, '08:15')
  const taken = new Map<Stretch, Bed>()
  for (const [code, { beds: count, ...ward }] of Object.entries(wards)) {
    const { name, dailyRateMinor, floor, level, isolation, oxygen } = ward
    const wardId = identify('ward', code, opened)
    house.rows.wards.push({ id: wardId, code, name, floor, level, isolation, oxygen, dailyRateMinor })
    const numbers = Array.from({ length: count }, (_, index) => String(index + 1))
    const beds = numbers.map((number) => ({
      id: identify(`bed ${number}`, code, opened),
      number,
      wardName: name,
      dailyRateMinor,
      blocked: 'blocked' in ward && ward.blocked === number,
      free: new Date(0),
    }))
    const inOrder = stretches
      .filter((stretch) => stretch.ward === code)
      .sort((a, b) => Number(a.from) - Number(b.from))
    for (const stretch of inOrder) {
      const possible = beds.filter(({ blocked, free }) => !blocked && free <= stretch.from)
      const bed = chance(`bed ${stretch.name} ${code}`).pick(possible)
      bed.free = stretch.to ? later(stretch.to, CLEANING_MINUTES) : FOREVER
      taken.set(stretch, bed)
    }
    for (const { id, number, blocked, free } of beds) {
      const cleaning = free > house.moments.now && free < FOREVER
      const condition = blocked ? 'BLOCKED' : cleaning ? 'CLEANING' : 'READY'
      house.rows.beds.push({ id, wardId, number, condition })
    }
  }
  return taken
}

const FOREVER = new Date(8.64e15)
