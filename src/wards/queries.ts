import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { NotFound } from '../shared/errors.js'
import { type BedState, bedState, byBedNumber, wardLevels } from './rules.js'

const wardFields = {
  id: true,
  name: true,
  code: true,
  floor: true,
  level: true,
  isolation: true,
  oxygen: true,
  dailyRateMinor: true,
  version: true,
} satisfies Prisma.WardSelect

/** Every ward with the state of each of its beds; a hospital has a few hundred beds at most. */
export async function wardsNow() {
  const wards = await db.ward.findMany({
    orderBy: { name: 'asc' },
    select: {
      ...wardFields,
      beds: {
        select: {
          id: true,
          number: true,
          condition: true,
          stays: { where: { endedAt: null }, select: { id: true } },
        },
      },
    },
  })
  return wards
    .map(({ beds, ...ward }) => ({ ...ward, beds: beds.map(bedNow).sort(byBedNumber) }))
    .sort(byLevel)
}

export type WardNow = Awaited<ReturnType<typeof wardsNow>>[number]

/** One ward with who lies where, and since when. */
export async function wardWithPatients(id: string) {
  const ward = await db.ward.findUnique({
    where: { id },
    select: {
      ...wardFields,
      beds: {
        select: {
          id: true,
          number: true,
          condition: true,
          stays: {
            where: { endedAt: null },
            select: {
              startedAt: true,
              admission: {
                select: {
                  id: true,
                  patient: { select: { id: true, name: true, localName: true, number: true } },
                },
              },
            },
          },
        },
      },
    },
  })
  if (!ward) throw new NotFound()
  const { beds, ...about } = ward
  const rows = beds.map(({ stays, ...bed }) => ({
    ...bed,
    state: bedState(bed.condition, stays.length > 0),
    occupant: stays[0] ?? null,
  }))
  return { ...about, beds: rows.sort(byBedNumber) }
}

/** Beds that wait for cleaning, those that wait longest first. */
export async function bedsToClean() {
  const beds = await db.bed.findMany({
    where: { condition: 'CLEANING', stays: { none: { endedAt: null } } },
    select: {
      id: true,
      number: true,
      ward: { select: { id: true, name: true } },
      stays: { orderBy: { endedAt: 'desc' }, take: 1, select: { endedAt: true } },
    },
  })
  return beds
    .map(({ stays, ...bed }) => ({ ...bed, since: stays[0]?.endedAt ?? null }))
    .sort((one, other) => (one.since?.getTime() ?? 0) - (other.since?.getTime() ?? 0))
}

export async function findWard(id: string, client: Tx = db) {
  const ward = await client.ward.findUnique({ where: { id }, select: wardFields })
  if (!ward) throw new NotFound()
  return ward
}

/** How many beds are in each state. */
export function countStates(beds: readonly { state: BedState }[]): Record<BedState, number> {
  const counts = { FREE: 0, OCCUPIED: 0, CLEANING: 0, BLOCKED: 0 }
  for (const { state } of beds) counts[state] += 1
  return counts
}

type BedRow = { id: string; number: string; condition: 'READY' | 'CLEANING' | 'BLOCKED'; stays: unknown[] }

const bedNow = ({ id, number, condition, stays }: BedRow) => ({
  id,
  number,
  state: bedState(condition, stays.length > 0),
})

const byLevel = (one: { level: 'WARD' | 'HDU' | 'ICU' }, other: { level: 'WARD' | 'HDU' | 'ICU' }) =>
  wardLevels.indexOf(one.level) - wardLevels.indexOf(other.level)
