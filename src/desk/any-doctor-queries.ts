import {
  type Asking,
  freeTimes,
  inOrder,
  nearestTimesOfAny,
  nextFreeTimes,
  type TimeOfDoctor,
} from '../availability/queries.js'
import { addDays, type Day } from '../shared/calendar.js'

const WEEK = 7
/** As many times as are looked through with one glance; the day of the last of them is still shown whole. */
const ENOUGH = 24
const NEAREST = 8

interface Wanted {
  asking: Asking
  /** Somebody was too late for this time: those nearest to it. */
  refused: Date | null
  /** The day to begin with, today or later; without one, the day of the soonest free time. */
  asked: Day | null
  today: Day
}

/**
 * The free times of any of these doctors, the soonest first, in whole days; `until` is the day that comes after them.
 * The number of statements does not depend on how many doctors there are.
 */
export async function timesOfAny(
  doctorIds: string[],
  { asking, refused, asked, today }: Wanted,
): Promise<{ from: Day; until: Day; times: TimeOfDoctor[] }> {
  if (refused) {
    const times = await nearestTimesOfAny(doctorIds, refused, asking, NEAREST)
    const from = times[0]?.slot.day ?? today
    return { from, until: addDays(from, 1), times }
  }
  const from = asked ?? (await soonestDay(doctorIds, asking)) ?? today
  const week = inOrder(await freeTimes(doctorIds, { from, to: addDays(from, WEEK - 1) }, asking))
  const last = week.length > ENOUGH ? week[ENOUGH - 1]?.slot.day : undefined
  if (!last) return { from, until: addDays(from, WEEK), times: week }
  return { from, until: addDays(last, 1), times: week.filter(({ slot }) => slot.day <= last) }
}

async function soonestDay(doctorIds: string[], asking: Asking): Promise<Day | undefined> {
  const [soonest] = inOrder(await nextFreeTimes(doctorIds, asking, 1))
  return soonest?.slot.day
}
