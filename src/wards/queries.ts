import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import type { BedEquipment, BedStayKind, SexPolicy, WardLevel } from '../generated/prisma/enums.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type BedState, byBedNumber, countStates, wardLevels } from './rules.js'

/**
 * Every ward that was open at an instant with each of its beds as it was then, in one statement; the price of a day is
 * the one of that day. What all pages count.
 */
export async function wardsNow(at: Date = new Date(), only: string | null = null) {
  const today = dayToColumn(dayIn(at, config.zone))
  const wards = await db.$queryRaw<WardRow[]>`
    SELECT w.id, w.name, w.code, w.floor, w.level, w.isolation, w.oxygen, w.sex_policy AS "sexPolicy", w.version,
      coalesce(
        (SELECT r.daily_rate_minor FROM ward_rate r WHERE r.ward_id = w.id AND r.from_day <= ${today}::date
         ORDER BY r.from_day DESC LIMIT 1),
        (SELECT r.daily_rate_minor FROM ward_rate r WHERE r.ward_id = w.id ORDER BY r.from_day LIMIT 1),
        0) AS "dailyRateMinor",
      to_json(ARRAY(
        SELECT json_build_object('id', b.id, 'number', b.number, 'equipment', b.equipment,
          'room', CASE WHEN m.id IS NOT NULL THEN
            json_build_object('id', m.id, 'number', m.number, 'sexPolicy', m.sex_policy) END,
          'kind', s.kind, 'admissionId', s.admission_id, 'requestId', s.request_id, 'reason', s.reason,
          'since', s.started_at, 'until', s.ended_at)
        FROM bed b LEFT JOIN room m ON m.id = b.room_id
        LEFT JOIN bed_stay s ON s.bed_id = b.id AND tstzrange(s.started_at, s.ended_at) @> ${at}::timestamptz
        WHERE b.ward_id = w.id AND b.opened_at <= ${at} AND coalesce(b.closed_at, 'infinity') > ${at})) AS beds
    FROM ward w
    WHERE w.opened_at <= ${at} AND coalesce(w.closed_at, 'infinity') > ${at}
      AND (${only}::uuid IS NULL OR w.id = ${only}::uuid)
    ORDER BY w.name`
  return wards
    .map(({ beds, ...ward }) => ({ ...ward, beds: beds.map(bedNow).sort(byBedNumber) }))
    .sort((one, other) => wardLevels.indexOf(one.level) - wardLevels.indexOf(other.level))
}

export type WardNow = Awaited<ReturnType<typeof wardsNow>>[number]
export type BedNow = WardNow['beds'][number]

/** How many beds were in each state at an instant, by ward and in all of them. */
export async function occupancyAt(at: Date) {
  const wards = await wardsNow(at)
  return {
    wards: wards.map(({ beds, ...ward }) => ({ ...ward, counts: countStates(beds), total: beds.length })),
    counts: countStates(wards.flatMap(({ beds }) => beds)),
    total: wards.flatMap(({ beds }) => beds).length,
  }
}

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

/** Beds of these wards that wait for cleaning, those that wait longest first. */
export function bedsToClean(wards: readonly WardNow[]) {
  return wards
    .flatMap(({ id, name, beds }) =>
      beds.filter(({ state }) => state === 'CLEANING').map((bed) => ({ ...bed, ward: { id, name } })),
    )
    .sort((one, other) => (one.since?.getTime() ?? 0) - (other.since?.getTime() ?? 0))
}

/** A ward, closed or not.. */
export async function findWard(id: string, client: Tx = db) {
  const ward = await client.ward.findUnique({ where: { id }, select: wardFields })
  if (!ward) throw new NotFound()
  return ward
}

const wardFields = {
  ...{ id: true, name: true, code: true, floor: true, level: true, isolation: true, oxygen: true },
  ...{ sexPolicy: true, openedAt: true, closedAt: true, version: true },
} as const

interface WardRow {
  id: string
  name: string
  code: string
  floor: string
  level: WardLevel
  isolation: boolean
  oxygen: boolean
  sexPolicy: SexPolicy
  version: number
  dailyRateMinor: bigint
  beds: BedRow[]
}

/** As JSON writes it: instants are texts. */
interface BedRow {
  id: string
  number: string
  equipment: BedEquipment[]
  room: { id: string; number: string; sexPolicy: SexPolicy } | null
  kind: BedStayKind | null
  admissionId: string | null
  requestId: string | null
  reason: string | null
  since: string | null
  until: string | null
}

/** `since` and `until` are of its state; only a hold has an end that is known. */
function bedNow({ kind, since, until, ...bed }: BedRow) {
  const state: BedState = kind ?? 'FREE'
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return { ...bed, state, since: instant(since), until: state === 'HELD' ? instant(until) : null }
}
