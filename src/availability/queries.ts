import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { addDays, type Day, dayFromColumn, dayIn, dayToColumn, startOfDay } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import {
  freeSlots,
  judge,
  type Session,
  type Slot,
  type SlotLimits,
  type Span,
  slotRefusals,
  type Timetable,
} from './slot-rules.js'

/** How far ahead the desk and doctors book, whatever patients may. */
const STAFF_HORIZON_DAYS = 366

export interface Asking {
  now: Date
  /** Patients and visitors keep to notice and horizon; staff only to what is past. */
  audience: 'patient' | 'staff'
  urgent: boolean
  /** Who is to be seen: times at which they are elsewhere are not given. */
  patientId?: string
  /** The visit that is to be moved, or the hold that is to be taken up: its own time is not in its way. */
  except?: string
}

export interface Availability {
  timetable: Timetable
  busy: Span[]
  leaves: Span[]
}

/**
 * The times still free with each of these doctors, soonest first, at most `most` each. The number of statements does
 * not depend on how many doctors, days or visits there are.
 */
export async function freeTimes(
  doctorIds: string[],
  days: { from: Day; to: Day },
  asking: Asking,
  most = Number.POSITIVE_INFINITY,
): Promise<Map<string, Slot[]>> {
  const [limits, known] = await Promise.all([
    limitsFor(db, asking),
    availabilityOf(db, doctorIds, days, asking),
  ])
  return new Map(
    doctorIds.map((id) => {
      const { timetable, busy, leaves } = known(id)
      const free: Slot[] = []
      for (const slot of freeSlots(days, timetable, { busy, leaves }, limits, config.zone)) {
        if (free.length === most) break
        free.push(slot)
      }
      return [id, free]
    }),
  )
}

/** The soonest free times of each doctor from today on, within what who asks may book. */
export async function nextFreeTimes(
  doctorIds: string[],
  asking: Asking,
  most: number,
): Promise<Map<string, Slot[]>> {
  const today = dayIn(asking.now, config.zone)
  return freeTimes(doctorIds, { from: today, to: addDays(today, SOON_DAYS) }, asking, most)
}

const SOON_DAYS = 56

/** The free times nearest to a wanted one, in order of time: for who was too late for it. */
export async function nearestFreeTimes(
  doctorId: string,
  wanted: Date,
  asking: Asking,
  most = 6,
): Promise<Slot[]> {
  const day = dayIn(wanted, config.zone)
  const today = dayIn(asking.now, config.zone)
  const from = day > today ? addDays(day, -7) : today
  const days = { from: from > today ? from : today, to: addDays(day > today ? day : today, 28) }
  const free = (await freeTimes([doctorId], days, asking)).get(doctorId) ?? []
  const far = ({ startsAt }: Slot) => Math.abs(startsAt.getTime() - wanted.getTime())
  return free
    .sort((a, b) => far(a) - far(b))
    .slice(0, most)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/**
 * The slot of this doctor that begins at this instant, or a Refusal beside `startsAt` that says why there is none.
 * Takes part in the caller's transaction and keeps the doctor's hours as they are until it ends; who takes the slot in
 * the same instant is kept out by the constraints of held_time.
 */
export async function requireFreeSlot(
  tx: Tx,
  { doctorId, startsAt }: { doctorId: string; startsAt: Date },
  asking: Asking,
): Promise<Slot> {
  await keepTimetable(tx, doctorId)
  await releaseLapsed(tx, doctorId, startsAt, asking.now)
  const day = dayIn(startsAt, config.zone)
  const limits = await limitsFor(tx, asking)
  const known = (await availabilityOf(tx, [doctorId], { from: day, to: day }, asking))(doctorId)
  const verdict = judge(startsAt, day, known.timetable, known, { ...limits, now: asking.now }, config.zone)
  if (typeof verdict === 'string') throw new Refusal(slotRefusals[verdict], { field: 'startsAt' })
  return verdict
}

/** Until the transaction ends nobody changes this doctor's hours or leave; others may book meanwhile. */
export async function keepTimetable(tx: Tx, doctorId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${TIMETABLE_LOCK}::int, hashtext(${doctorId}))`
}

/** Until the transaction ends nobody books with this doctor, and nobody else changes the hours. */
export async function lockTimetable(tx: Tx, doctorId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TIMETABLE_LOCK}::int, hashtext(${doctorId}))`
}

const TIMETABLE_LOCK = 7_401

/** A hold whose time ran out is in nobody's way, even before the job that passes it on. */
async function releaseLapsed(tx: Tx, doctorId: string, startsAt: Date, now: Date): Promise<void> {
  await tx.slotHold.updateMany({
    where: {
      doctorId,
      status: 'OPEN',
      heldUntil: { lte: now },
      startsAt: { lte: startsAt },
      endsAt: { gt: startsAt },
    },
    data: { status: 'LAPSED', decidedAt: now },
  })
}

async function limitsFor(tx: Tx, { now, audience, urgent }: Asking): Promise<SlotLimits> {
  const today = dayIn(now, config.zone)
  if (audience === 'staff') return { earliest: now, lastDay: addDays(today, STAFF_HORIZON_DAYS), urgent }
  const { noticeMinutes, horizonDays } = await schedulingSettings(tx)
  return {
    earliest: new Date(now.getTime() + noticeMinutes * 60_000),
    lastDay: addDays(today, horizonDays),
    urgent,
  }
}

/** Hours, leave and taken time of these doctors on these days, in a fixed number of statements. */
export async function availabilityOf(
  tx: Tx,
  doctorIds: string[],
  days: { from: Day; to: Day },
  { now, patientId, except }: Pick<Asking, 'now' | 'patientId' | 'except'>,
): Promise<(doctorId: string) => Availability> {
  const range = {
    startsAt: startOfDay(days.from, config.zone),
    endsAt: startOfDay(addDays(days.to, 1), config.zone),
  }
  const within = { startsAt: { lt: range.endsAt }, endsAt: { gt: range.startsAt } }
  const onDays = { gte: dayToColumn(days.from), lte: dayToColumn(days.to) }
  const whose = { in: doctorIds }
  const weekly = await tx.workingHours.findMany({
    where: { doctorId: whose },
    select: { doctorId: true, weekday: true, ...sessionFields },
    orderBy: [{ weekday: 'asc' }, { startsAt: 'asc' }],
  })
  const exceptions = await tx.scheduleException.findMany({
    where: { doctorId: whose, day: onDays },
    select: { doctorId: true, day: true, hours: { select: sessionFields, orderBy: { startsAt: 'asc' } } },
  })
  const holidays = await tx.holiday.findMany({ where: { day: onDays }, select: { day: true } })
  const leaves = await tx.doctorLeave.findMany({
    where: { doctorId: whose, cancelledAt: null, ...within },
    select: { doctorId: true, startsAt: true, endsAt: true },
  })
  const held = await tx.heldTime.findMany({
    where: {
      AND: [
        within,
        patientId ? { OR: [{ doctorId: whose }, { patientId }] } : { doctorId: whose },
        { OR: [{ heldUntil: null }, { heldUntil: { gt: now } }] },
      ],
      ...(except && { id: { not: except } }),
    },
    select: { doctorId: true, patientId: true, startsAt: true, endsAt: true },
  })
  const closed = new Set(holidays.map(({ day }) => dayFromColumn(day)))
  const elsewhere = patientId ? held.filter((span) => span.patientId === patientId) : []
  const [hoursOf, exceptionsOf, leavesOf, heldOf] = [
    byDoctor(weekly),
    byDoctor(exceptions),
    byDoctor(leaves),
    byDoctor(held),
  ]
  return (id) => ({
    timetable: {
      weekly: (hoursOf.get(id) ?? []).map((line) => ({ ...asSession(line), weekday: line.weekday })),
      exceptions: new Map(
        (exceptionsOf.get(id) ?? []).map(({ day, hours }) => [dayFromColumn(day), hours.map(asSession)]),
      ),
      holidays: closed,
    },
    leaves: leavesOf.get(id) ?? [],
    busy: [...(heldOf.get(id) ?? []), ...elsewhere],
  })
}

export const sessionFields = {
  startsAt: true,
  endsAt: true,
  slotMinutes: true,
  bufferMinutes: true,
  urgentSlots: true,
  room: true,
  visitKind: true,
} as const

type SessionRow = Omit<Session, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }

/** The table's own checks say that its times are times of day. */
export const asSession = (row: SessionRow): Session => row as Session

function byDoctor<Row extends { doctorId: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.doctorId)
    if (group) group.push(row)
    else groups.set(row.doctorId, [row])
  }
  return groups
}
