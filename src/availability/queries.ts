import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { addDays, type Day, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { type Hours, hoursOf, within } from './hours-queries.js'
import { keepTimetable } from './locking.js'
import { freeSlots, judge, type Slot, type SlotLimits, type Span, slotRefusals } from './slot-rules.js'

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

export interface Availability extends Hours {
  /** Time of the doctor that is taken, by visits and by holds. */
  busy: Span[]
  /** Time of the patient that is taken, with whatever doctor. */
  elsewhere: Span[]
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
      const { timetable, leaves, ...taken } = known(id)
      const free: Slot[] = []
      const busy = [...taken.busy, ...taken.elsewhere]
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
  const { lastDay } = await limitsFor(db, asking)
  return freeTimes(doctorIds, { from: dayIn(asking.now, config.zone), to: lastDay }, asking, most)
}

/**
 * The free times nearest to a wanted one, in order of time: for who was too late for it. Of one that is past or too far
 * ahead these are the first or the last that can be booked; where weeks around it have none, the soonest.
 */
export async function nearestFreeTimes(
  doctorId: string,
  wanted: Date,
  asking: Asking,
  most = 6,
): Promise<Slot[]> {
  const today = dayIn(asking.now, config.zone)
  const { lastDay } = await limitsFor(db, asking)
  const day = later(today, earlier(dayIn(wanted, config.zone), lastDay))
  const around = { from: later(today, addDays(day, -7)), to: addDays(day, 28) }
  const free = (await freeTimes([doctorId], around, asking)).get(doctorId) ?? []
  if (free.length === 0) return (await nextFreeTimes([doctorId], asking, most)).get(doctorId) ?? []
  const far = ({ startsAt }: Slot) => Math.abs(startsAt.getTime() - wanted.getTime())
  return free
    .sort((a, b) => far(a) - far(b))
    .slice(0, most)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

const later = (one: Day, other: Day) => (one > other ? one : other)
const earlier = (one: Day, other: Day) => (one < other ? one : other)

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
  const day = dayIn(startsAt, config.zone)
  const limits = await limitsFor(tx, asking)
  const known = (await availabilityOf(tx, [doctorId], { from: day, to: day }, asking))(doctorId)
  const verdict = judge(startsAt, day, known.timetable, known, { ...limits, now: asking.now }, config.zone)
  if (typeof verdict === 'string') throw new Refusal(slotRefusals[verdict], { field: 'startsAt' })
  await releaseLapsed(tx, doctorId, verdict, asking)
  return verdict
}

/** A hold whose time ran out is in nobody's way, even before the job that passes it on: the constraints let go of it. */
async function releaseLapsed(
  tx: Tx,
  doctorId: string,
  { startsAt, endsAt }: Span,
  { now, patientId }: Pick<Asking, 'now' | 'patientId'>,
): Promise<void> {
  await tx.slotHold.updateMany({
    where: {
      OR: [{ doctorId }, ...(patientId ? [{ patientId }] : [])],
      status: 'OPEN',
      heldUntil: { lte: now },
      startsAt: { lt: endsAt },
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
  const hours = await hoursOf(tx, doctorIds, days)
  const busy = await takenTime(tx, doctorIds, days, now, except)
  const elsewhere = patientId
    ? await tx.heldTime.findMany({
        where: { ...within(days), ...holdingAt(now), patientId, ...(except && { id: { not: except } }) },
        select: { startsAt: true, endsAt: true },
      })
    : []
  return (id) => ({ ...hours(id), busy: busy.get(id) ?? [], elsewhere })
}

const holdingAt = (now: Date) => ({ OR: [{ heldUntil: null }, { heldUntil: { gt: now } }] })

/** Put together by the database: of a full house, 200,000 visits would travel here to say when nobody is free. */
async function takenTime(
  tx: Tx,
  doctorIds: string[],
  days: { from: Day; to: Day },
  now: Date,
  except: string | undefined,
): Promise<Map<string, Span[]>> {
  const { startsAt, endsAt } = within(days)
  const rows = await tx.$queryRaw<{ doctorId: string; from: number[]; until: number[] }[]>`
    SELECT "doctor_id" AS "doctorId",
      array_agg((extract(epoch FROM lower("span")) * 1000)::float8 ORDER BY "span") AS "from",
      array_agg((extract(epoch FROM upper("span")) * 1000)::float8 ORDER BY "span") AS "until"
    FROM (
      SELECT "doctor_id", unnest(range_agg(tstzrange("starts_at", "ends_at"))) AS "span" FROM "held_time"
      WHERE "doctor_id" = ANY (${doctorIds}::uuid[]) AND "starts_at" < ${startsAt.lt} AND "ends_at" > ${endsAt.gt}
        AND ("held_until" IS NULL OR "held_until" > ${now}) AND "id" IS DISTINCT FROM ${except ?? null}::uuid
      GROUP BY "doctor_id") taken
    GROUP BY "doctor_id"`
  return new Map(
    rows.map(({ doctorId, from, until }) => [
      doctorId,
      from.map((begin, index) => ({ startsAt: new Date(begin), endsAt: new Date(until[index] ?? begin) })),
    ]),
  )
}
