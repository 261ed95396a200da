import { movableStates, needsAnotherTime } from '../appointments/transition-rules.js'
import { hoursOf } from '../availability/hours-queries.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { losesTime, losesTurn } from './rules.js'

/** A visit that cannot be at its time any more. */
export interface AffectedVisit {
  id: string
  patient: string
  doctor: string
  startsAt: Date
  status: AppointmentStatus
  /** Whether anything can be written to the patient. */
  reachable: boolean
}

/**
 * What the hours and the leave of these doctors, as they stand, mean for the visits to come and for who waits for them
 * now (or for those of one day): which lost their time and wait for no other yet, and which had lost it and have it
 * back. Who does not work here any more sees nobody. A fixed number of statements.
 */
export async function affectedVisits(
  tx: Tx,
  doctorIds: string[],
  now: Date,
  only?: Day,
): Promise<{ lost: AffectedVisit[]; safe: { id: string }[] }> {
  const visits = await tx.appointment.findMany({
    where: {
      ...{ doctorId: { in: doctorIds }, ...(only && { day: dayToColumn(only) }) },
      OR: [
        { status: { in: [...movableStates] }, walkIn: false, startsAt: { gt: now } },
        { status: 'CHECKED_IN', day: { gte: dayToColumn(dayIn(now, config.zone)) } },
      ],
    },
    orderBy: [{ day: 'asc' }, { startsAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, doctorId: true, status: true, walkIn: true, day: true, startsAt: true, endsAt: true },
      ...{ strandedAt: true, doctor: { select: { account: { select: { status: true } } } } },
    },
  })
  const [first, last] = [visits[0], visits.at(-1)]
  if (!first || !last) return { lost: [], safe: [] }
  const hours = await hoursOf(tx, doctorIds, { from: dayFromColumn(first.day), to: dayFromColumn(last.day) })
  const known = new Map(doctorIds.map((id) => [id, hours(id)]))
  const loses = ({ doctorId, doctor, status, ...visit }: (typeof visits)[number]) => {
    const timetable = known.get(doctorId)
    if (!timetable) return false
    if (doctor.account.status !== 'ACTIVE') return true
    const span = { ...visit, day: dayFromColumn(visit.day) }
    return status === 'CHECKED_IN'
      ? losesTurn(span, timetable, now, config.zone)
      : losesTime(span, timetable, config.zone)
  }
  const lost = visits.filter((visit) => !needsAnotherTime(visit) && loses(visit))
  return {
    lost: lost.length > 0 ? await shown(tx, lost) : [],
    safe: visits.filter((visit) => needsAnotherTime(visit) && !loses(visit)).map(({ id }) => ({ id })),
  }
}

async function shown(tx: Tx, visits: { id: string }[]): Promise<AffectedVisit[]> {
  const found = await tx.appointment.findMany({
    where: { id: { in: visits.map(({ id }) => id) } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, status: true, startsAt: true },
      patient: { select: { name: true, email: true, accountId: true } },
      doctor: { select: { account: { select: { name: true } } } },
    },
  })
  return found.map(({ patient, doctor, ...visit }) => ({
    ...visit,
    ...{ patient: patient.name, doctor: doctor.account.name },
    reachable: patient.email !== null || patient.accountId !== null,
  }))
}
