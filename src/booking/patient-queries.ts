import type { Actor } from '../access/actor.js'
import { appointmentsOf } from '../access/scopes.js'
import { holdingStates } from '../appointments/transition-rules.js'
import { db } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

const doctorFields = {
  id: true,
  chamber: true,
  account: { select: { name: true } },
  specialisation: { select: { id: true, name: true, directions: true, preparation: true } },
} satisfies Prisma.DoctorSelect

/** What patients see of a visit; nothing that staff wrote for each other. */
const lineFields = {
  id: true,
  number: true,
  status: true,
  priority: true,
  visitKind: true,
  walkIn: true,
  room: true,
  day: true,
  startsAt: true,
  endsAt: true,
  strandedAt: true,
  patient: { select: { id: true, name: true } },
  doctor: { select: doctorFields },
} satisfies Prisma.AppointmentSelect

const fullFields = {
  ...lineFields,
  reason: true,
  statusReason: true,
  token: true,
  calledAt: true,
  createdAt: true,
  version: true,
} satisfies Prisma.AppointmentSelect

export type OwnVisitLine = Prisma.AppointmentGetPayload<{ select: typeof lineFields }>
export type OwnVisit = Prisma.AppointmentGetPayload<{ select: typeof fullFields }>

/** One visit of this person or of their family. Throws NotFound. */
export async function ownVisit(actor: Actor, id: string): Promise<OwnVisit> {
  const visit = await db.appointment.findFirst({
    where: { id, AND: appointmentsOf(actor) },
    select: fullFields,
  })
  if (!visit) throw new NotFound()
  return visit
}

const MOST_UPCOMING = 50

/** What is still to come, the soonest first; `limit` for a page that shows only some. */
export function upcomingVisits(actor: Actor, today: Day, limit = MOST_UPCOMING): Promise<OwnVisitLine[]> {
  return db.appointment.findMany({
    where: { AND: appointmentsOf(actor), ...upcoming(today) },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: lineFields,
  })
}

export const HISTORY_ROWS = 20

/** What is over, the last first, a page at a time: after the visit `after`, or before the visit `before`. */
export async function pastVisits(
  actor: Actor,
  today: Day,
  { after, before }: { after: string | null; before: string | null },
) {
  const edge = after ?? before
  const from = edge
    ? await db.appointment.findFirst({
        where: { id: edge, AND: appointmentsOf(actor) },
        select: { id: true, startsAt: true },
      })
    : null
  const turned = before !== null && from !== null
  const found = await db.appointment.findMany({
    where: {
      AND: [
        appointmentsOf(actor),
        { NOT: upcoming(today) },
        from ? { OR: beyond(from, turned ? 'gt' : 'lt') } : {},
      ],
    },
    orderBy: turned ? [{ startsAt: 'asc' }, { id: 'asc' }] : [{ startsAt: 'desc' }, { id: 'desc' }],
    take: HISTORY_ROWS + 1,
    select: lineFields,
  })
  const more = found.length > HISTORY_ROWS
  const visits = turned ? found.slice(0, HISTORY_ROWS).reverse() : found.slice(0, HISTORY_ROWS)
  return {
    visits,
    newer: (turned ? more : from !== null) ? (visits[0]?.id ?? null) : null,
    older: (turned ? from !== null : more) ? (visits.at(-1)?.id ?? null) : null,
  }
}

const beyond = ({ id, startsAt }: { id: string; startsAt: Date }, way: 'gt' | 'lt') => [
  { startsAt: { [way]: startsAt } },
  { startsAt, id: { [way]: id } },
]

/** Of today or later, and in a state that holds time. */
const upcoming = (today: Day) => ({
  status: { in: [...holdingStates] },
  day: { gte: dayToColumn(today) },
})

/** A doctor who can be booked, with where to go and what to bring. Null where there is none, or none any more. */
export function bookableDoctor(id: string) {
  return db.doctor.findFirst({ where: { id, ...atWork }, select: doctorFields })
}

/** Other doctors of the same specialisation, to whom a visit can be moved. */
export function colleaguesOf(specialisationId: string) {
  return db.doctor.findMany({
    where: { specialisationId, ...atWork },
    orderBy: [{ account: { name: 'asc' } }, { id: 'asc' }],
    take: 20,
    select: { id: true, account: { select: { name: true } } },
  })
}
