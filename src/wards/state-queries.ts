import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { BedEquipment, BedStayKind, SexPolicy, WardLevel } from '../generated/prisma/enums.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { type BedState, bedStates, byBedNumber, TAKEN_AWAY, wardLevels } from './rules.js'

/** Of which wards; and which of their beds are wanted one by one, and how many of them at most: else none. */
interface Wanted {
  only?: string | null
  shown?: { ward?: string | null; state?: BedState | ''; level?: WardLevel | ''; most?: number } | null
}

/**
 * Every ward that was open at an instant with how many of its beds were in each state then, and with those beds that are
 * wanted, in one statement: so a count and what is counted never tell of two instants. The price of a day is the one of
 * that day, and its kind the one that it had then. The beds and what they were are put together as a whole, not bed by
 * bed.
 */
export async function wardsAt(at: Date, { only = null, shown = {} }: Wanted) {
  const today = dayToColumn(dayIn(at, config.zone))
  const inWard = only === null ? Prisma.empty : Prisma.sql`AND b.ward_id = ${only}::uuid`
  // What is put together first is small, and the server knows no better plan than to join it as a whole, also once it
  // plans for any instant: a plan that asks bed by bed takes ten times as long.
  const rows = await db.$queryRaw<WardRow[]>`
    WITH ward_then AS MATERIALIZED (
      SELECT w.id, w.name, w.code, w.floor, w.sex_policy, w.version, w.opened_at, w.closed_at, kind.*
      FROM ward w, LATERAL (${kindAt(Prisma.sql`${at}::timestamptz`)}) kind
      ${only === null ? Prisma.empty : Prisma.sql`WHERE w.id = ${only}::uuid`}),
    stay_then AS MATERIALIZED (
      SELECT s.bed_id, s.kind, s.admission_id, s.request_id, s.reason, s.started_at, s.ended_at
      FROM bed_stay s
      WHERE tstzrange(s.started_at, s.ended_at) @> ${at}::timestamptz
        ${only === null ? Prisma.empty : Prisma.sql`AND s.bed_id IN (SELECT b.id FROM bed b WHERE TRUE ${inWard})`}),
    bed_then AS MATERIALIZED (
      SELECT b.id, b.ward_id, w.level, b.number, b.equipment, m.id AS room_id, m.number AS room, m.sex_policy,
        coalesce(s.kind::text, 'FREE') AS state, s.admission_id, s.request_id, s.reason, s.started_at, s.ended_at
      FROM bed b
      JOIN ward_then w ON w.id = b.ward_id
      LEFT JOIN room m ON m.id = b.room_id
      LEFT JOIN stay_then s ON s.bed_id = b.id
      WHERE b.opened_at <= ${at} AND coalesce(b.closed_at, 'infinity') > ${at} ${inWard}
        AND s.reason IS DISTINCT FROM ${TAKEN_AWAY}),
    counted AS MATERIALIZED (
      SELECT c.ward_id, json_object_agg(c.state, c.beds) AS counts
      FROM (SELECT ward_id, state, count(*) AS beds FROM bed_then GROUP BY ward_id, state) c GROUP BY c.ward_id),
    wanted AS MATERIALIZED (${shown === null ? none : oneByOne(shown)})
    SELECT w.id, w.name, w.code, w.floor, w.level, w.isolation, w.oxygen, w.sex_policy AS "sexPolicy", w.version,
      coalesce(
        (SELECT r.daily_rate_minor FROM ward_rate r WHERE r.ward_id = w.id AND r.from_day <= ${today}::date
         ORDER BY r.from_day DESC LIMIT 1),
        (SELECT r.daily_rate_minor FROM ward_rate r WHERE r.ward_id = w.id ORDER BY r.from_day LIMIT 1),
        0) AS "dailyRateMinor",
      c.counts, b.beds
    FROM ward_then w LEFT JOIN counted c ON c.ward_id = w.id LEFT JOIN wanted b ON b.ward_id = w.id
    WHERE w.opened_at <= ${at} AND coalesce(w.closed_at, 'infinity') > ${at}
      -- Nor a ward that was closed then, and all its beds away.
      AND (c.ward_id IS NOT NULL OR w.id NOT IN (
        SELECT b.ward_id FROM stay_then s JOIN bed b ON b.id = s.bed_id WHERE s.reason = ${TAKEN_AWAY}))
    ORDER BY w.name`
  return rows
    .map(({ beds, counts, ...ward }) => ({
      ...ward,
      ...counted(counts),
      beds: (beds ?? []).map(bedThen).sort(byBedNumber),
    }))
    .sort((one, other) => wardLevels.indexOf(one.level) - wardLevels.indexOf(other.level))
}

/** Of `ward w`, for tagged queries: what kind of ward it was at an instant, as one row. */
export const kindAt = (at: Prisma.Sql) => Prisma.sql`
  (SELECT f.level, f.isolation, f.oxygen FROM ward_former f WHERE f.ward_id = w.id AND f.until > ${at}
  ORDER BY f.until LIMIT 1)
  UNION ALL
  SELECT w.level, w.isolation, w.oxygen
  WHERE NOT EXISTS (SELECT FROM ward_former f WHERE f.ward_id = w.id AND f.until > ${at})`

export type WardThen = Awaited<ReturnType<typeof wardsAt>>[number]

const none = Prisma.sql`SELECT NULL::uuid AS ward_id, NULL::json AS beds`

function oneByOne({ ward = null, state = '', level = '', most }: NonNullable<Wanted['shown']>): Prisma.Sql {
  const which = Prisma.sql`
    FROM bed_then b
    WHERE b.state = ANY (${state === '' ? bedStates : [state]}::text[])
      AND b.level::text = ANY (${level === '' ? wardLevels : [level]}::text[])
      ${ward === null ? Prisma.empty : Prisma.sql`AND b.ward_id = ${ward}::uuid`}`
  return Prisma.sql`
    SELECT b.ward_id, json_agg(json_build_object('id', b.id, 'number', b.number, 'equipment', b.equipment,
      'room', CASE WHEN b.room_id IS NOT NULL THEN
        json_build_object('id', b.room_id, 'number', b.room, 'sexPolicy', b.sex_policy) END,
      'state', b.state, 'admissionId', b.admission_id, 'requestId', b.request_id, 'reason', b.reason,
      'since', b.started_at, 'until', b.ended_at)) AS beds
    ${which} ${most === undefined ? Prisma.empty : Prisma.sql`AND (SELECT count(*) ${which}) <= ${most}`}
    GROUP BY b.ward_id`
}

function counted(found: Partial<Record<BedState, number>> | null) {
  const counts: Record<BedState, number> = {
    ...{ FREE: 0, HELD: 0, OCCUPIED: 0, CLEANING: 0, BLOCKED: 0 },
    ...found,
  }
  return { counts, total: Object.values(counts).reduce((sum, beds) => sum + beds, 0) }
}

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
  counts: Partial<Record<BedState, number>> | null
  beds: BedRow[] | null
}

/** As JSON writes it: instants are texts. */
interface BedRow {
  id: string
  number: string
  equipment: BedEquipment[]
  room: { id: string; number: string; sexPolicy: SexPolicy } | null
  state: BedStayKind | 'FREE'
  admissionId: string | null
  requestId: string | null
  reason: string | null
  since: string | null
  until: string | null
}

/** `since` and `until` are of its state; only a hold has an end that is known. */
function bedThen({ state, since, until, ...bed }: BedRow) {
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return { ...bed, state, since: instant(since), until: state === 'HELD' ? instant(until) : null }
}
