import { db, type Tx } from '../db/client.js'
import { NotFound } from '../shared/errors.js'
import { bedStates, wardLevels } from './rules.js'
import { type WardThen, wardsAt } from './state-queries.js'

/** Every ward, or one, that was open at an instant with each of its beds as it was then. What all pages count. */
export const wardsNow = (at: Date = new Date(), only: string | null = null) => wardsAt(at, { only })

export type WardNow = WardThen
export type BedNow = WardNow['beds'][number]

/** How many beds were in each state at an instant, by ward and in all of them; no bed by itself. */
export async function occupancyAt(at: Date) {
  const wards = await wardsAt(at, { shown: null })
  return { wards, ...inAll(wards) }
}

/** The counts of several wards together. */
export function inAll(wards: readonly Pick<WardNow, 'counts' | 'total'>[]) {
  const counts = { FREE: 0, HELD: 0, OCCUPIED: 0, CLEANING: 0, BLOCKED: 0 }
  for (const ward of wards) for (const state of bedStates) counts[state] += ward.counts[state]
  return { counts, total: wards.reduce((sum, { total }) => sum + total, 0) }
}

/** The same of the wards of one level each, in the order of the levels. */
export const byLevel = (wards: readonly WardNow[]) =>
  wardLevels.map((level) => ({ level, ...inAll(wards.filter((ward) => ward.level === level)) }))

/** One ward with its beds and who lies in them, or for whom they are held; of a closed one no beds. */
export async function wardWithPatients(id: string, at: Date) {
  const [ward, [now]] = await Promise.all([findWard(id), wardsNow(at, id)])
  const beds = now?.beds ?? []
  const ids = (of: 'admissionId' | 'requestId') => beds.map((bed) => bed[of]).filter((one) => one !== null)
  const people = await db.$queryRaw<
    { by: string; id: string; name: string; localName: string | null; number: number }[]
  >`
    SELECT a.id AS by, p.id, p.name, p.local_name AS "localName", p.number
    FROM admission a JOIN patient p ON p.id = a.patient_id WHERE a.id = ANY(${ids('admissionId')}::uuid[])
    UNION ALL SELECT r.id, p.id, p.name, p.local_name, p.number
    FROM admission_request r JOIN patient p ON p.id = r.patient_id WHERE r.id = ANY(${ids('requestId')}::uuid[])`
  const patients = new Map(people.map(({ by, ...patient }) => [by, patient]))
  return {
    ...ward,
    dailyRateMinor: now?.dailyRateMinor ?? null,
    beds: beds.map((bed) => ({
      ...bed,
      patient: patients.get(bed.admissionId ?? bed.requestId ?? '') ?? null,
    })),
  }
}

/** The wards with the counts of their beds, and of those beds only the ones that are to be cleaned. */
export const wardsWithCleaning = (at: Date) => wardsAt(at, { shown: { state: 'CLEANING' } })

/** Beds of these wards that wait for cleaning, those that wait longest first. */
export function bedsToClean(wards: readonly WardNow[]) {
  return wards
    .flatMap(({ id, name, beds }) =>
      beds.filter(({ state }) => state === 'CLEANING').map((bed) => ({ ...bed, ward: { id, name } })),
    )
    .sort((one, other) => (one.since?.getTime() ?? 0) - (other.since?.getTime() ?? 0))
}

/** Wards that are closed, those that were closed last first. */
export const closedWards = () =>
  db.ward.findMany({
    where: { closedAt: { not: null } },
    select: { id: true, name: true, closedAt: true },
    orderBy: [{ closedAt: 'desc' }, { id: 'desc' }],
    take: MOST_CLOSED,
  })

const MOST_CLOSED = 50

/** A ward, closed or not. */
export async function findWard(id: string, client: Tx = db) {
  const ward = await client.ward.findUnique({ where: { id }, select: wardFields })
  if (!ward) throw new NotFound()
  return ward
}

const wardFields = {
  ...{ id: true, name: true, code: true, floor: true, level: true, isolation: true, oxygen: true },
  ...{ sexPolicy: true, openedAt: true, closedAt: true, version: true },
} as const
