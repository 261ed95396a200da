import { type Asking, daysAndSoonest, nextFreeTimes } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { db } from '../db/client.js'
import { atWorkInSql, listedDoctor } from '../doctors/queries.js'
import { Prisma } from '../generated/prisma/client.js'
import { addDays, type Day } from '../shared/calendar.js'
import { type Found, foundDoctors } from './browse-rules.js'

const DOCTORS_ON_PAGE = 24
const TIMES_INLINE = 4

export interface Browsing {
  q: string
  specialisation: string
  page: number
}

/**
 * The doctors whom a search fits, by specialisation and then by their soonest free time; of these, the ones on this
 * page of the list. The number of statements does not depend on how many there are.
 */
export async function browseDoctors({ q, specialisation, page }: Browsing, now: Date) {
  const listed = await db.$queryRaw<Found[]>`
    SELECT d.id, a.name, s.name AS specialisation
    FROM doctor d JOIN account a ON a.id = d.account_id JOIN specialisation s ON s.id = d.specialisation_id
    WHERE ${atWorkInSql} AND ${specialisation ? Prisma.sql`s.slug = ${specialisation}` : Prisma.sql`TRUE`}
    ORDER BY a.name, d.id`
  const { doctors: found, similar } = foundDoctors(listed, q)
  const free = await nextFreeTimes(
    found.map(({ id }) => id),
    asVisitor(now),
    TIMES_INLINE,
  )
  const inOrder = [...found].sort(
    (one, other) =>
      one.specialisation.localeCompare(other.specialisation) || soonest(one, free) - soonest(other, free),
  )
  const shown = inOrder.slice((page - 1) * DOCTORS_ON_PAGE, page * DOCTORS_ON_PAGE)
  return {
    ids: shown.map(({ id }) => id),
    free,
    similar,
    found: found.length,
    more: inOrder.length > page * DOCTORS_ON_PAGE,
  }
}

const soonest = ({ id }: Found, free: Map<string, Slot[]>) =>
  free.get(id)?.[0]?.startsAt.getTime() ?? Number.MAX_SAFE_INTEGER

/** What may be booked with one doctor on these days, and the soonest that may be booked at all. */
export async function doctorsDays(
  id: string,
  { from, to, urgent }: { from: Day; to: Day; urgent: boolean },
  now: Date,
) {
  const doctor = await listedDoctor(id)
  const times = await daysAndSoonest(id, { from, to }, { ...asVisitor(now), urgent })
  return { doctor, ...times, soonest: times.soonest[0] ?? null }
}

/** The last day of a window of seven that begins on `from`. */
export const weekFrom = (from: Day) => ({ from, to: addDays(from, 6) })

export const asVisitor = (now: Date): Asking => ({ now, audience: 'patient', urgent: false })
