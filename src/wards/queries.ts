import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { BedCondition } from '../generated/prisma/enums.js'
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

/** Every ward with the state of each of its beds, in one statement; a hospital has a few hundred beds at most. */
export async function wardsNow() {
  const wards = await db.$queryRaw<WardRow[]>`
    SELECT w.id, w.name, w.code, w.floor, w.level, w.isolation, w.oxygen, w.daily_rate_minor AS "dailyRateMinor",
      w.version, to_json(ARRAY(
        SELECT json_build_object('id', b.id, 'number', b.number, 'condition', b.condition,
          'occupied', EXISTS (SELECT FROM bed_stay s WHERE s.bed_id = b.id AND s.ended_at IS NULL),
          'leftAt', CASE WHEN b.condition = 'CLEANING' THEN (
            SELECT max(s.ended_at) FROM bed_stay s WHERE s.bed_id = b.id) END)
        FROM bed b WHERE b.ward_id = w.id)) AS beds
    FROM ward w ORDER BY w.name`
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

/** Beds of these wards that wait for cleaning, those that wait longest first. */
export function bedsToClean(wards: readonly WardNow[]) {
  return wards
    .flatMap(({ id, name, beds }) =>
      beds.filter(({ state }) => state === 'CLEANING').map((bed) => ({ ...bed, ward: { id, name } })),
    )
    .sort((one, other) => (one.leftAt?.getTime() ?? 0) - (other.leftAt?.getTime() ?? 0))
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

type WardRow = Prisma.WardGetPayload<{ select: typeof wardFields }> & { beds: BedRow[] }

interface BedRow {
  id: string
  number: string
  condition: BedCondition
  occupied: boolean
  /** As JSON writes instants; of a bed that waits for cleaning. */
  leftAt: string | null
}

const bedNow = ({ id, number, condition, occupied, leftAt }: BedRow) => ({
  ...{ id, number, state: bedState(condition, occupied) },
  leftAt: leftAt === null ? null : new Date(leftAt),
})

const byLevel = (one: { level: 'WARD' | 'HDU' | 'ICU' }, other: { level: 'WARD' | 'HDU' | 'ICU' }) =>
  wardLevels.indexOf(one.level) - wardLevels.indexOf(other.level)
