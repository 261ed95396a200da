/** A consultation that was completed, as its two stamps say. */
export interface Consultation {
  calledAt: Date
  completedAt: Date
}

export interface Asked {
  /** How many are called before. */
  ahead: number
  /** Since when somebody is with the doctor now. */
  insideSince: Date | null
  /** Where nobody was called yet today: when the doctor begins. */
  beginsAt: Date | null
  /** The doctor's own, latest first. */
  recent: readonly Consultation[]
  /** How long a visit is planned for, in minutes. */
  slotMinutes: number
  now: Date
}

export interface Estimate {
  /** Whole minutes from now, in steps of five; never negative, and `from` is below `to`. */
  from: number
  to: number
  /** What it is made of: this doctor's own consultations, or the planned length where there are too few of them. */
  basis: 'consultations' | 'slot'
  /** How many consultations. */
  count: number
}

/** Of how many of the doctor's latest consultations the lengths count, and how few say nothing. */
export const RECENT = 20
export const FEWEST = 5

/**
 * How long somebody still waits, as an honest range: each person ahead takes as long as the quicker quarter of the
 * doctor's latest consultations at least, and as the slower quarter at most. With fewer than five of them it is
 * half the planned length, and half as much again. A clock that was set back makes no wait negative.
 */
export function estimate({ ahead, insideSince, beginsAt, recent, slotMinutes, now }: Asked): Estimate {
  const lengths = lengthsOf(recent)
  const own = lengths.length >= FEWEST
  const [short, long] = own
    ? [quartile(lengths, 1), quartile(lengths, 3)]
    : [slotMinutes * 0.5, slotMinutes * 1.5]
  const before = insideSince
    ? remaining(minutes(insideSince, now), short, long)
    : untilBeginning(beginsAt, now)
  const from = Math.floor((before[0] + ahead * short) / STEP) * STEP
  const to = Math.ceil((before[1] + ahead * long) / STEP) * STEP
  return {
    from,
    to: Math.max(to, from + STEP),
    basis: own ? 'consultations' : 'slot',
    count: own ? lengths.length : 0,
  }
}

/** Minutes of the latest consultations, shortest first; stamps that a slip of hand or of the clock made do not count. */
export function lengthsOf(recent: readonly Consultation[]): number[] {
  return recent
    .slice(0, RECENT)
    .map(({ calledAt, completedAt }) => (completedAt.getTime() - calledAt.getTime()) / 60_000)
    .filter((length) => length >= 1 && length <= LONGEST)
    .sort((one, other) => one - other)
}

/** The first or third quartile of sorted numbers, between two neighbours in proportion (method 7 of R, as in spreadsheets). */
export function quartile(sorted: readonly number[], which: 1 | 3): number {
  const place = ((sorted.length - 1) * which) / 4
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

const STEP = 5
/** Four hours: longer ones were forgotten, not held. */
const LONGEST = 240

/** Of whom is inside; who is there longer than most may come out any moment, or not for a while. */
const remaining = (elapsed: number, short: number, long: number): [number, number] => [
  Math.max(0, short - elapsed),
  Math.max(STEP, long - elapsed),
]

function untilBeginning(beginsAt: Date | null, now: Date): [number, number] {
  const wait = beginsAt ? minutes(now, beginsAt) : 0
  return [wait, wait]
}

const minutes = (from: Date, to: Date) => Math.max(0, (to.getTime() - from.getTime()) / 60_000)
