import type { Actor } from '../access/actor.js'
import { appointmentsOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { NotFound } from '../shared/errors.js'
import { placeFields } from './told-queries.js'

const entryFields = {
  id: true,
  number: true,
  sequence: true,
  status: true,
  startsAt: true,
  endsAt: true,
  patientId: true,
  ...placeFields,
  patient: { select: { name: true } },
} satisfies Prisma.AppointmentSelect

export type EntryVisit = Prisma.AppointmentGetPayload<{ select: typeof entryFields }>

/** One visit that this person reaches, for their calendar. Throws NotFound. */
export async function entryVisit(actor: Actor, id: string): Promise<EntryVisit> {
  authorize(actor, 'appointment.view')
  const visit = await db.appointment.findFirst({
    where: { id, AND: appointmentsOf(actor) },
    select: entryFields,
  })
  if (!visit) throw new NotFound()
  return visit
}

/**
 * What a private calendar shows: from 30 days back to 90 days ahead. Those that were cancelled are in it, too, so that
 * calendars that keep what they once read take them out. Who came without an appointment had no time to be shown.
 */
export function feedVisits(actor: Actor, now: Date): Promise<EntryVisit[]> {
  authorize(actor, 'calendar.own')
  const days = (count: number) => new Date(now.getTime() + count * DAY_MS)
  return db.appointment.findMany({
    where: { AND: appointmentsOf(actor), walkIn: false, startsAt: { gte: days(-30), lt: days(90) } },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: MOST,
    select: entryFields,
  })
}

const DAY_MS = 24 * 60 * 60_000
const MOST = 5_000
