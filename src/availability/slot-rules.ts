import { addDays, type Day, daysBetween, instantAt, type TimeOfDay, weekdayOf } from '../shared/calendar.js'

/** Hours without a break, in which one visit follows another. Minutes are whole. */
export interface Session {
  startsAt: TimeOfDay
  endsAt: TimeOfDay
  slotMinutes: number
  /** Between the end of one visit and the beginning of the next. */
  bufferMinutes: number
  /** How many slots at the session's end only urgent visits get. */
  urgentSlots: number
  room: string | null
  visitKind: 'IN_PERSON' | 'VIDEO'
}

/** When a doctor works: every week, and on the dates that differ. A date's own sessions win over a holiday. */
export interface Timetable {
  weekly: (Session & { weekday: number })[]
  exceptions: ReadonlyMap<Day, Session[]>
  holidays: ReadonlySet<Day>
}

export interface Slot {
  day: Day
  startsAt: Date
  endsAt: Date
  room: string | null
  visitKind: Session['visitKind']
  /** Only for urgent visits. */
  keptBack: boolean
}

/** From an instant up to, and without, another. */
export interface Span {
  startsAt: Date
  endsAt: Date
}

export interface SlotLimits {
  /** Inclusive: a slot that begins earlier is past, or too near for who asks. */
  earliest: Date
  /** The last day that can be booked. */
  lastDay: Day
  /** Whether slots that are kept back are given, too. */
  urgent: boolean
}

export function sessionsOn(day: Day, { weekly, exceptions, holidays }: Timetable): Session[] {
  const exception = exceptions.get(day)
  if (exception) return exception
  if (holidays.has(day)) return []
  const weekday = weekdayOf(day)
  return weekly.filter((session) => session.weekday === weekday)
}

/**
 * The slots of a day, soonest first; no two overlap. They are counted in real minutes from the instant at which a
 * session begins until the one at which it ends, so that a night on which clocks change has fewer or more of them.
 */
export function slotsOn(day: Day, timetable: Timetable, zone: string): Slot[] {
  const slots = sessionsOn(day, timetable).flatMap((session) => slotsOfSession(day, session, zone))
  const inOrder = slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  // Where clocks skip an hour, the skipped end of one session may reach into the next one.
  let end = Number.NEGATIVE_INFINITY
  return inOrder.filter((slot) => {
    if (slot.startsAt.getTime() < end) return false
    end = slot.endsAt.getTime()
    return true
  })
}

/** Whether a visit lies within the hours of its day, from one session into the next where no break is between them. */
export function withinHours(visit: Span, day: Day, timetable: Timetable, zone: string): boolean {
  const hours = sessionsOn(day, timetable).map((session) => spanOf(day, session, zone))
  return joined(hours).some((span) => span.startsAt <= visit.startsAt && visit.endsAt <= span.endsAt)
}

/** The slots from the first day to the last that somebody may still take, soonest first, made one by one. */
export function* freeSlots(
  days: { from: Day; to: Day },
  timetable: Timetable,
  taken: { busy: Span[]; leaves: Span[] },
  limits: SlotLimits,
  zone: string,
): Generator<Slot> {
  const last = days.to < limits.lastDay ? days.to : limits.lastDay
  const inTheWay = joined([...taken.busy, ...taken.leaves])
  let next = 0
  for (let index = 0; index <= daysBetween(days.from, last); index++) {
    for (const slot of slotsOn(addDays(days.from, index), timetable, zone)) {
      if (slot.startsAt < limits.earliest) continue
      if (slot.keptBack && !limits.urgent) continue
      // Both are in order of time, so that what is over for one slot is over for all that follow.
      let span = inTheWay[next]
      while (span && span.endsAt <= slot.startsAt) span = inTheWay[++next]
      if (!span || span.startsAt >= slot.endsAt) yield slot
    }
  }
}

/** The same time as spans that neither overlap nor touch, in order. */
export function joined(spans: readonly Span[]): Span[] {
  const apart: Span[] = []
  for (const { startsAt, endsAt } of spans.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (endsAt <= startsAt) continue
    const before = apart.at(-1)
    if (!before || before.endsAt < startsAt) apart.push({ startsAt, endsAt })
    else if (before.endsAt < endsAt) before.endsAt = endsAt
  }
  return apart
}

export function overlap(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

/** Why a wanted slot is not to be had, in the words of who wants it. */
export const slotRefusals = {
  past: 'This time is over. Choose another.',
  tooSoon: 'This time is too near to be booked online. Choose a later one, or call the hospital.',
  tooFar: 'This time is too far ahead. Choose an earlier one.',
  leave: 'The doctor is away at this time. Choose another.',
  elsewhere: 'The patient has another visit at this time. Choose another time.',
  taken: 'Somebody has just taken this time. Choose another.',
  keptBack: 'This time is kept for urgent visits. Choose another.',
  noSlot: 'The doctor sees nobody at this time. Choose one of the free times.',
} as const

export type SlotRefusal = keyof typeof slotRefusals

/** The slot that begins at the wanted instant, or why it is not given. `elsewhere` is the patient's own time. */
export function judge(
  startsAt: Date,
  day: Day,
  timetable: Timetable,
  taken: { busy: Span[]; leaves: Span[]; elsewhere: Span[] },
  limits: SlotLimits & { now: Date },
  zone: string,
): Slot | SlotRefusal {
  if (startsAt < limits.now) return 'past'
  if (startsAt < limits.earliest) return 'tooSoon'
  if (day > limits.lastDay) return 'tooFar'
  const slot = slotsOn(day, timetable, zone).find((one) => one.startsAt.getTime() === startsAt.getTime())
  if (!slot) return 'noSlot'
  if (taken.leaves.some((span) => overlap(span, slot))) return 'leave'
  if (taken.elsewhere.some((span) => overlap(span, slot))) return 'elsewhere'
  if (taken.busy.some((span) => overlap(span, slot))) return 'taken'
  if (slot.keptBack && !limits.urgent) return 'keptBack'
  return slot
}

const MINUTE_MS = 60_000

function slotsOfSession(day: Day, session: Session, zone: string): Slot[] {
  const span = spanOf(day, session, zone)
  const [from, until] = [span.startsAt.getTime(), span.endsAt.getTime()]
  const length = session.slotMinutes * MINUTE_MS
  const step = length + session.bufferMinutes * MINUTE_MS
  const count = Math.max(0, Math.floor((until - from - length) / step) + 1)
  return Array.from({ length: count }, (_, index) => ({
    day,
    startsAt: new Date(from + index * step),
    endsAt: new Date(from + index * step + length),
    room: session.room,
    visitKind: session.visitKind,
    keptBack: index >= count - session.urgentSlots,
  }))
}

const spanOf = (day: Day, { startsAt, endsAt }: Session, zone: string): Span => ({
  startsAt: new Date(wallInstant(day, startsAt, zone)),
  endsAt: new Date(wallInstant(day, endsAt, zone)),
})

/** Converting a wall time costs more than all else here, and two hundred doctors share a few dozen of them. */
function wallInstant(day: Day, time: TimeOfDay, zone: string): number {
  const key = `${day} ${time} ${zone}`
  let instant = wallInstants.get(key)
  if (instant === undefined) {
    if (wallInstants.size > 20_000) wallInstants.clear()
    instant = instantAt(day, time, zone).getTime()
    wallInstants.set(key, instant)
  }
  return instant
}

const wallInstants = new Map<string, number>()
