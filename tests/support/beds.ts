import { randomInt } from 'node:crypto'
import { db } from '../../src/db/client.js'
import type { BedEquipment, BedStayKind, SexPolicy, WardLevel } from '../../src/generated/prisma/enums.js'

export interface WardOptions {
  beds?: number
  level?: WardLevel
  isolation?: boolean
  oxygen?: boolean
  sexPolicy?: SexPolicy
  dailyRateMinor?: bigint
  name?: string
}

/** A day long before any test, from which on wards and beds stand and cost what they cost. */
export const LONG_AGO = new Date('2000-01-01T00:00:00Z')

/** A ward with its price and free beds, numbered from 12 on. It stands since long ago. */
export async function createWard({ beds = 1, dailyRateMinor = 450_000n, ...options }: WardOptions = {}) {
  const mark = randomInt(1_000_000_000)
  return db.ward.create({
    data: {
      ...{ name: `Ward ${mark}`, code: `W${mark}`, floor: '2nd floor', openedAt: LONG_AGO },
      ...{ level: 'WARD', isolation: true, oxygen: true },
      ...options,
      rates: { create: { fromDay: LONG_AGO, dailyRateMinor } },
      beds: {
        createMany: {
          data: Array.from({ length: beds }, (_, index) => ({
            number: String(12 + index),
            openedAt: LONG_AGO,
          })),
        },
      },
    },
    select: {
      id: true,
      name: true,
      beds: { select: { id: true, number: true }, orderBy: { number: 'asc' } },
    },
  })
}

/** A stretch of cleaning or of being blocked, as if it had begun some minutes ago; without it a bed is free. */
export async function setBed(
  bedId: string,
  kind: Extract<BedStayKind, 'CLEANING' | 'BLOCKED'>,
  minutesAgo = 1,
): Promise<void> {
  await db.bedStay.create({
    data: {
      ...{ bedId, kind, startedAt: new Date(Date.now() - minutesAgo * 60_000) },
      ...(kind === 'BLOCKED' && { reason: 'The oxygen outlet leaks.' }),
    },
  })
}

/** What a bed is now, by its stays alone. */
export async function stateOf(bedId: string, at = new Date()): Promise<BedStayKind | 'FREE'> {
  const stay = await db.bedStay.findFirst({
    where: { bedId, startedAt: { lte: at }, OR: [{ endedAt: null }, { endedAt: { gt: at } }] },
    select: { kind: true },
  })
  return stay?.kind ?? 'FREE'
}

export const equip = (bedId: string, equipment: BedEquipment[]) =>
  db.bed.update({ where: { id: bedId }, data: { equipment } })
