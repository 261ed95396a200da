import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { type SchedulingSettings, schedulingSettings } from '../settings/scheduling.js'
import { addDays, type Day, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { availabilityOf, standingOf } from './known-queries.js'
import { keepTimetable } from './locking.js'
import { freeSlots, judge, type Slot, type SlotLimits, type Span, slotRefusals } from './slot-rules.js'

/** How far ahead the desk and doctors book, whatever patients may. */
export const STAFF_HORIZON_DAYS = 366

export interface Asking {
  now: Date
  /** Patients and visitors keep to notice and horizon; staff only to what is past. */
  audience: 'patient' | 'staff'
  urgent: boolean
  /** Who is to be seen: times at which they are elsewhere are not given. */
  patientId?: string
  /** The visit that is to be moved, or the hold that is to be taken up: its own time is not in its way. */
  except?: string
  /** Only with a doctor who sees patients here now. */
  atWork?: boolean
  /** The doctor's hours are kept as they are already, in this transaction. */
  timetableKept?: boolean
}

/** What is said of a doctor who left, or who was never there. */
export const notAtWork = () =>
  new Refusal('This doctor sees no patients here now. Choose another.', { field: 'doctorId' })

/**
 * The times still free with each of these doctors, soonest first, at most `most` each. The number of statements does
 * not depend on how many doctors, days or visits there are.
 */
export async function freeTimes(
  doctorIds: string[],
  days: { from: Day; to: Day },
  asking: Asking,
  most = Number.POSITIVE_INFINITY,
  given?: SlotLimits,
): Promise<Map<string, Slot[]>> {
  const [limits, known] = await Promise.all([
    given ?? limitsFor(db, asking),
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

/**
 * The free times of one doctor on these days, and the `most` soonest that there are at all: for a page that shows a
 * week and leads on where it has none. What is taken is read once for both.
 */
export async function daysAndSoonest(
  doctorId: string,
  days: { from: Day; to: Day },
  asking: Asking,
  most = 1,
  given?: SchedulingSettings,
): Promise<{ free: Slot[]; soonest: Slot[]; lastDay: Day }> {
  const limits = given ? limitsBy(given, asking) : await limitsFor(db, asking)
  const { lastDay } = limits
  const bookable = { from: dayIn(asking.now, config.zone), to: lastDay }
  const all = { from: earlier(days.from, bookable.from), to: later(days.to, lastDay) }
  const { timetable, leaves, ...taken } = (await availabilityOf(db, [doctorId], all, asking))(doctorId)
  const inTheWay = { busy: [...taken.busy, ...taken.elsewhere], leaves }
  const free = [...freeSlots(days, timetable, inTheWay, limits, config.zone)]
  const soonest: Slot[] = []
  for (const slot of freeSlots(bookable, timetable, inTheWay, limits, config.zone)) {
    if (soonest.push(slot) === most) break
  }
  return { free, soonest, lastDay }
}

/** The soonest free times of each doctor from today on, within what who asks may book. */
export async function nextFreeTimes(
  doctorIds: string[],
  asking: Asking,
  most: number,
  given?: SlotLimits,
): Promise<Map<string, Slot[]>> {
  const limits = given ?? (await limitsFor(db, asking))
  const days = { from: dayIn(asking.now, config.zone), to: limits.lastDay }
  return freeTimes(doctorIds, days, asking, most, limits)
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
  const nearest = await nearestTimesOfAny([doctorId], wanted, asking, most)
  return nearest.map(({ slot }) => slot)
}

export interface TimeOfDoctor {
  doctorId: string
  slot: Slot
}

/** The same over several doctors, whichever of them it is; as many statements as for one. */
export async function nearestTimesOfAny(
  doctorIds: string[],
  wanted: Date,
  asking: Asking,
  most: number,
): Promise<TimeOfDoctor[]> {
  const today = dayIn(asking.now, config.zone)
  const limits = await limitsFor(db, asking)
  const day = later(today, earlier(dayIn(wanted, config.zone), limits.lastDay))
  const around = { from: later(today, addDays(day, -7)), to: addDays(day, 28) }
  const free = inOrder(await freeTimes(doctorIds, around, asking, undefined, limits))
  if (free.length === 0) return inOrder(await nextFreeTimes(doctorIds, asking, most, limits)).slice(0, most)
  const far = ({ slot }: TimeOfDoctor) => Math.abs(slot.startsAt.getTime() - wanted.getTime())
  return free
    .sort((a, b) => far(a) - far(b))
    .slice(0, most)
    .sort(bySlot)
}

/** The times of all these doctors, the soonest first. */
export const inOrder = (free: ReadonlyMap<string, Slot[]>): TimeOfDoctor[] =>
  [...free].flatMap(([doctorId, slots]) => slots.map((slot) => ({ doctorId, slot }))).sort(bySlot)

const bySlot = (one: TimeOfDoctor, other: TimeOfDoctor) =>
  one.slot.startsAt.getTime() - other.slot.startsAt.getTime()

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
  if (!asking.timetableKept) await keepTimetable(tx, doctorId)
  const day = dayIn(startsAt, config.zone)
  const limits = await limitsFor(tx, asking)
  const known = await standingOf(tx, doctorId, day, asking)
  if (asking.atWork && !known.atWork) throw notAtWork()
  const verdict = judge(startsAt, day, known.timetable, known, { ...limits, now: asking.now }, config.zone)
  if (typeof verdict === 'string') throw new Refusal(slotRefusals[verdict], { field: 'startsAt' })
  if (known.lapsed) await releaseLapsed(tx, doctorId, verdict, asking)
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

async function limitsFor(tx: Tx, asking: Asking): Promise<SlotLimits> {
  const { now, audience, urgent } = asking
  if (audience === 'patient') return limitsBy(await schedulingSettings(tx), asking)
  return { earliest: now, lastDay: addDays(dayIn(now, config.zone), STAFF_HORIZON_DAYS), urgent }
}

/** What a patient may book, by the settings. */
function limitsBy(
  { noticeMinutes, horizonDays }: SchedulingSettings,
  { now, urgent }: Pick<Asking, 'now' | 'urgent'>,
): SlotLimits {
  const today = dayIn(now, config.zone)
  return {
    earliest: new Date(now.getTime() + noticeMinutes * 60_000),
    lastDay: addDays(today, horizonDays),
    urgent,
  }
}
