import { movableStates } from '../appointments/transition-rules.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { offerState } from './state-rules.js'
import type { StrandedFilter } from './stranded-rules.js'

export const PAGE_ROWS = 50

/** The visits whose time fell away and that have no other yet, the soonest first; from after the one with that id on. */
export async function strandedVisits(filter: StrandedFilter, after: string | null, now: Date) {
  const found = await db.appointment.findMany({
    where: only(filter, now),
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: PAGE_ROWS + 1,
    ...(after && { cursor: { id: after }, skip: 1 }),
    select: {
      id: true,
      number: true,
      status: true,
      priority: true,
      startsAt: true,
      endsAt: true,
      doctorId: true,
      doctor: { select: { account: { select: { name: true, status: true } } } },
      patient: {
        select: {
          ...{
            id: true,
            number: true,
            name: true,
            localName: true,
            sex: true,
            dateOfBirth: true,
            phone: true,
          },
          ...{ photoId: true, email: true, accountId: true },
          guardians: { select: { id: true }, take: 1 },
        },
      },
      holds: {
        where: { kind: 'RESCUE' },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: 1,
        select: { id: true, status: true, startsAt: true, heldUntil: true, doctor: doctorName },
      },
    },
  })
  const rows = found.slice(0, PAGE_ROWS)
  const why = await whyOf(rows)
  return {
    rows: rows.map(({ holds: [last], patient, doctor, ...visit }) => ({
      ...visit,
      doctor: doctor.account.name,
      patient: {
        ...patient,
        dateOfBirth: patient.dateOfBirth && dayFromColumn(patient.dateOfBirth),
        isTold: isTold(patient),
      },
      offer: last ? { ...last, doctor: last.doctor.account.name, state: offerState(last, now) } : null,
      why: doctor.account.status === 'ACTIVE' ? why(visit) : ({ kind: 'LEFT' } as const),
    })),
    more: found.length > PAGE_ROWS,
  }
}

/** How many wait for the desk, and how many for their patient. */
export async function countStranded(now: Date): Promise<Record<StrandedFilter, number>> {
  const [counts] = await db.$queryRaw<Record<StrandedFilter, number>[]>`
    SELECT ${strandedCount('todo', now)} AS todo, ${strandedCount('offered', now)} AS offered`
  return counts ?? { todo: 0, offered: 0 }
}

/** One of these numbers, for a tagged query that asks for more: the same visits as those of `only`. */
export function strandedCount(filter: StrandedFilter, now: Date): Prisma.Sql {
  const offered = Prisma.sql`(p.account_id IS NOT NULL OR p.email IS NOT NULL
      OR EXISTS (SELECT FROM guardianship g WHERE g.patient_id = p.id))
    AND EXISTS (
      SELECT FROM slot_hold h
      WHERE h.appointment_id = v.id AND h.kind = 'RESCUE' AND h.status = 'OPEN' AND h.held_until > ${now})`
  return Prisma.sql`(SELECT count(*)::int FROM appointment v JOIN patient p ON p.id = v.patient_id
    WHERE v.stranded_at IS NOT NULL AND v.status = ANY (${[...movableStates]}::"AppointmentStatus"[])
      AND ${filter === 'offered' ? offered : Prisma.sql`NOT (${offered})`})`
}

const doctorName = { select: { account: { select: { name: true } } } } as const

function only(filter: StrandedFilter, now: Date): Prisma.AppointmentWhereInput {
  const stranded: Prisma.AppointmentWhereInput = {
    strandedAt: { not: null },
    status: { in: [...movableStates] },
  }
  const held: Prisma.SlotHoldWhereInput = { kind: 'RESCUE', status: 'OPEN', heldUntil: { gt: now } }
  return filter === 'offered'
    ? { ...stranded, holds: { some: held }, patient: { OR: reached } }
    : { ...stranded, OR: [{ holds: { none: held } }, { patient: { NOT: { OR: reached } } }] }
}

/** Whom a message reaches; everybody else the desk has to call, though a time is held for them. */
const reached: Prisma.PatientWhereInput[] = [
  { accountId: { not: null } },
  { email: { not: null } },
  { guardians: { some: {} } },
]

const isTold = (patient: { accountId: string | null; email: string | null; guardians: object[] }) =>
  patient.accountId !== null || patient.email !== null || patient.guardians.length > 0

interface Span {
  doctorId: string
  startsAt: Date
  endsAt: Date
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
