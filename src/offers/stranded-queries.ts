import { unseenStates } from '../appointments/transition-rules.js'
import {
  asVisit,
  type RawVisit,
  type VisitRow,
  visitColumns,
  visitTables,
} from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { HoldStatus } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { offerState } from './state-rules.js'
import type { StrandedFilter } from './stranded-rules.js'

export const PAGE_ROWS = 50

/**
 * The visits whose time fell away and that have no other yet: who is in the house first, then the soonest; from after
 * the one with that id on.
 */
export async function strandedVisits(filter: StrandedFilter, after: string | null, now: Date) {
  const beyond = Prisma.sql`(NOT ${arrived}, v.starts_at, v.id) > (
    SELECT e.status <> 'CHECKED_IN', e.starts_at, e.id FROM appointment e WHERE e.id = ${after}::uuid)`
  const found = await db.$queryRaw<RawStranded[]>`
    SELECT ${visitColumns}, p.photo_id AS "photoId", ${isTold} AS "isTold", da.status <> 'ACTIVE' AS "hasLeft",
      held.id AS "holdId", held.status AS "holdStatus", held.starts_at AS "holdStartsAt",
      held.held_until AS "heldUntil", ha.name AS "holdDoctor"
    FROM ${visitTables}
    LEFT JOIN LATERAL (
      SELECT * FROM slot_hold WHERE appointment_id = v.id AND kind = 'RESCUE'
      ORDER BY created_at DESC, id DESC LIMIT 1) held ON TRUE
    LEFT JOIN doctor hd ON hd.id = held.doctor_id
    LEFT JOIN account ha ON ha.id = hd.account_id
    WHERE ${stranded(filter, now)} AND ${after ? beyond : Prisma.sql`TRUE`}
    ORDER BY NOT ${arrived}, v.starts_at, v.id LIMIT ${PAGE_ROWS + 1}`
  const rows = found.slice(0, PAGE_ROWS).map((row) => ({ ...row, ...asVisit(row) }))
  const why = await whyOf(rows.map(awaited))
  return {
    rows: rows.map((row) => ({
      ...row,
      isHere: row.status === 'CHECKED_IN' && row.day === dayIn(now, config.zone),
      offer: offerIn(row, now),
      why: row.hasLeft ? ({ kind: 'LEFT' } as const) : why(awaited(row)),
    })),
    more: found.length > PAGE_ROWS,
  }
}

interface RawStranded extends RawVisit, LastHold {
  photoId: string | null
  isTold: boolean
  hasLeft: boolean
}

/** The newest time that was held for a visit; nothing of it where there was none. */
interface LastHold {
  holdId: string | null
  holdStatus: HoldStatus
  holdStartsAt: Date
  heldUntil: Date
  holdDoctor: string
}

function offerIn(
  { holdId: id, holdStatus: status, holdStartsAt, heldUntil, holdDoctor }: LastHold,
  now: Date,
) {
  if (id === null) return null
  const state = offerState({ status, heldUntil }, now)
  return { id, state, startsAt: holdStartsAt, heldUntil, doctor: holdDoctor }
}

/** How many wait for the desk, and how many for their patient. */
export async function countStranded(now: Date): Promise<Record<StrandedFilter, number>> {
  const [counts] = await db.$queryRaw<Record<StrandedFilter, number>[]>`
    SELECT ${strandedCount('todo', now)} AS todo, ${strandedCount('offered', now)} AS offered`
  return counts ?? { todo: 0, offered: 0 }
}

/** One of these numbers, for a tagged query that asks for more. */
export const strandedCount = (filter: StrandedFilter, now: Date): Prisma.Sql =>
  Prisma.sql`(SELECT count(*)::int FROM appointment v JOIN patient p ON p.id = v.patient_id
    WHERE ${stranded(filter, now)})`

const arrived = Prisma.sql`(v.status = 'CHECKED_IN')`

/** Whom a message reaches. */
const isTold = Prisma.sql`(p.account_id IS NOT NULL OR p.email IS NOT NULL
  OR EXISTS (SELECT FROM guardianship g WHERE g.patient_id = p.id))`

/**
 * Whoever is offered a time, and reads of it, is waited for. Everybody else the desk has to call, though a time is held
 * for them; and who has come it speaks to, whatever is held.
 */
function stranded(filter: StrandedFilter, now: Date): Prisma.Sql {
  const answers = Prisma.sql`NOT ${arrived} AND ${isTold} AND EXISTS (
    SELECT FROM slot_hold h
    WHERE h.appointment_id = v.id AND h.kind = 'RESCUE' AND h.status = 'OPEN' AND h.held_until > ${now})`
  return Prisma.sql`v.stranded_at IS NOT NULL AND v.status = ANY (${[...unseenStates]}::"AppointmentStatus"[])
    AND ${filter === 'offered' ? answers : Prisma.sql`NOT (${answers})`}`
}

interface Span {
  doctorId: string
  startsAt: Date
  endsAt: Date
}

/** Who has arrived waits for the doctor also once their time has come, until the doctor goes. */
function awaited({ doctor, startsAt, endsAt, status, strandedAt }: VisitRow): Span {
  const doctorId = doctor.id
  if (status !== 'CHECKED_IN' || !strandedAt || strandedAt <= startsAt) return { doctorId, startsAt, endsAt }
  const length = endsAt.getTime() - startsAt.getTime()
  return { doctorId, startsAt, endsAt: new Date(strandedAt.getTime() + length) }
}

/** Why each time of a doctor who is still here fell away: leave, a holiday by its name, or else other hours. */
async function whyOf(visits: Span[]) {
  const days = visits.map(({ startsAt }) => dayToColumn(dayIn(startsAt, config.zone)))
  const [leaves, holidays] = await Promise.all([
    db.doctorLeave.findMany({
      where: {
        cancelledAt: null,
        OR: visits.map(({ doctorId, startsAt, endsAt }) => ({
          ...{ doctorId, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } },
        })),
      },
      select: { doctorId: true, startsAt: true, endsAt: true },
    }),
    db.holiday.findMany({ where: { day: { in: days } }, select: { day: true, name: true } }),
  ])
  return ({ doctorId, startsAt, endsAt }: Span): Why => {
    const leave = leaves.find(
      (one) => one.doctorId === doctorId && one.startsAt < endsAt && one.endsAt > startsAt,
    )
    if (leave) return { kind: 'LEAVE', lastDay: dayIn(new Date(leave.endsAt.getTime() - 1), config.zone) }
    const day = dayIn(startsAt, config.zone)
    const holiday = holidays.find((one) => dayFromColumn(one.day) === day)
    return holiday ? { kind: 'HOLIDAY', name: holiday.name } : { kind: 'HOURS' }
  }
}

export type Why =
  | { kind: 'LEAVE'; lastDay: Day }
  | { kind: 'HOLIDAY'; name: string }
  | { kind: 'HOURS' }
  | { kind: 'LEFT' }
