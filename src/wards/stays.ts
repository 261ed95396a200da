import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { BedEquipment, BedStayKind, SexPolicy, WardLevel } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { BedState } from './rules.js'

export interface LockedBed {
  id: string
  number: string
  wardId: string
  ward: {
    name: string
    level: WardLevel
    isolation: boolean
    oxygen: boolean
    sexPolicy: SexPolicy
    closed: boolean
  }
  room: { id: string; number: string; sexPolicy: SexPolicy } | null
  equipment: BedEquipment[]
  closedAt: Date | null
  state: BedState
  /** The stay that makes it so; null of a free bed. */
  stay: BedStayNow | null
}

export interface BedStayNow {
  id: string
  kind: BedStayKind
  admissionId: string | null
  requestId: string | null
  reason: string | null
  startedAt: Date
  /** Of a hold: until when. */
  endedAt: Date | null
}

/**
 * One bed, held until the transaction ends: whoever else wants it waits. What it is is asked only after the lock is
 * ours, in a statement of its own: a statement that waited for a lock still sees the hospital as it was when it began
 * to wait. `now` may then lie before what somebody wrote meanwhile; the newest word holds.
 */
export async function lockBed(tx: Tx, id: string, now: Date): Promise<LockedBed> {
  const [bed] = await lockBeds(tx, [id], now)
  if (!bed) throw new NotFound()
  return bed
}

/** Several beds, locked in one order, so that two people who want the same ones do not wait for each other. */
export async function lockBeds(tx: Tx, ids: readonly string[], now: Date): Promise<LockedBed[]> {
  await tx.$queryRaw`SELECT 1 FROM "bed" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR UPDATE`
  const rows = await tx.$queryRaw<(Omit<LockedBed, 'state' | 'stay'> & NullableStay)[]>`
    SELECT b.id, b.number, b.ward_id AS "wardId", b.closed_at AS "closedAt",
      to_json(b.equipment) AS equipment,
      json_build_object('name', w.name, 'level', w.level, 'isolation', w.isolation, 'oxygen', w.oxygen,
        'sexPolicy', w.sex_policy, 'closed', w.closed_at IS NOT NULL) AS ward,
      CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'number', r.number, 'sexPolicy', r.sex_policy) END AS room,
      s.id AS "stayId", s.kind, s.admission_id AS "admissionId", s.request_id AS "requestId", s.reason,
      s.started_at AS "startedAt", s.ended_at AS "endedAt"
    FROM bed b JOIN ward w ON w.id = b.ward_id LEFT JOIN room r ON r.id = b.room_id
    LEFT JOIN LATERAL (
      SELECT * FROM bed_stay s
      WHERE s.bed_id = b.id AND (s.ended_at IS NULL OR (s.kind = 'HELD' AND s.ended_at > ${now}))
      ORDER BY s.started_at DESC LIMIT 1) s ON TRUE
    WHERE b.id = ANY(${ids}::uuid[]) ORDER BY b.id`
  return rows.map(
    ({ stayId, kind, admissionId, requestId, reason, startedAt, endedAt, ...bed }): LockedBed => ({
      ...bed,
      state: kind ?? 'FREE',
      stay:
        stayId && kind && startedAt
          ? { id: stayId, kind, admissionId, requestId, reason, startedAt, endedAt }
          : null,
    }),
  )
}

/** Makes a bed what `kind` says, from an instant on. Its lock is the caller's, and so is the end of what it was. */
export async function beginStay(
  tx: Tx,
  stay: {
    kind: BedStayKind
    bedId: string
    from: Date
    byId: string
    admissionId?: string
    requestId?: string
    /** The end of a hold, which then lapses by itself. */
    until?: Date
    /** Why a bed is blocked. */
    reason?: string
  },
): Promise<{ id: string }> {
  const { kind, bedId, from, byId, admissionId, requestId, until, reason } = stay
  const begun = await tx.bedStay.create({
    data: {
      ...{ kind, bedId, startedAt: from, startedById: byId },
      ...{ admissionId: admissionId ?? null, requestId: requestId ?? null },
      ...{ endedAt: until ?? null, reason: reason ?? null },
    },
    select: { id: true },
  })
  await announce(tx, ['beds'])
  return begun
}

/**
 * Ends the stays that go on at `at`, those of an admission, of a request, of a bed, or one of them; a hold that has
 * lapsed stays as it was. Answers with what ended, and when: never before it began.
 */
export async function endStay(
  tx: Tx,
  where: { id: string } | { admissionId: string } | { requestId: string } | { bedId: string },
  at: Date,
  byId: string,
): Promise<{ id: string; kind: BedStayKind; bedId: string; endedAt: Date }[]> {
  const open = await tx.bedStay.findMany({
    where: { ...where, ...goingOn(at) },
    select: { id: true, kind: true, bedId: true, startedAt: true },
  })
  const ended = open.map(({ startedAt, ...stay }) => ({ ...stay, endedAt: startedAt > at ? startedAt : at }))
  for (const { id, endedAt } of ended)
    await tx.bedStay.update({ where: { id }, data: { endedAt, endedById: byId }, select: { id: true } })
  if (ended.length > 0) await announce(tx, ['beds'])
  return ended
}

/** A patient leaves the bed, which then waits for cleaning. For a discharge, and for a move out of it. */
export async function vacateBed(tx: Tx, admissionId: string, at: Date, byId: string): Promise<void> {
  for (const { bedId, endedAt } of await endStay(tx, { admissionId }, at, byId))
    await beginStay(tx, { kind: 'CLEANING', bedId, from: endedAt, byId })
}

/** Only a hold has an end to come; what somebody ended while we waited for the lock is over, whatever our clock said. */
const goingOn = (at: Date) =>
  ({ OR: [{ endedAt: null }, { kind: 'HELD', endedAt: { gt: at } }] }) satisfies Prisma.BedStayWhereInput

type NullableStay = { stayId: string | null } & {
  [K in Exclude<keyof BedStayNow, 'id'>]: BedStayNow[K] | null
}
