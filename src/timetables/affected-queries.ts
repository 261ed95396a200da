import { movableStates } from '../appointments/transition-rules.js'
import { hoursOf } from '../availability/hours-queries.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'
import { losesTime } from './rules.js'

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

/** What people see of it before anything is saved; who has arrived already is in the house, and is spoken to. */
const shownStates = [...movableStates, 'CHECKED_IN'] as const

/**
 * What the hours and the leave of these doctors, as they stand, mean for the visits to come (or for those of one day):
 * which lost their time and wait for no other yet, and which had lost it and have it back. A fixed number of statements.
 */
export async function affectedVisits(
  tx: Tx,
  doctorIds: string[],
  now: Date,
  only?: Day,
): Promise<{ lost: AffectedVisit[]; safe: { id: string }[] }> {
  const visits = await tx.appointment.findMany({
    where: {
      ...{ doctorId: { in: doctorIds }, status: { in: [...shownStates] } },
      ...{ walkIn: false, startsAt: { gt: now }, ...(only && { day: dayToColumn(only) }) },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, doctorId: true, day: true, startsAt: true, endsAt: true, strandedAt: true },
  })
  const [first, last] = [visits[0], visits.at(-1)]
  if (!first || !last) return { lost: [], safe: [] }
  const hours = await hoursOf(tx, doctorIds, { from: dayFromColumn(first.day), to: dayFromColumn(last.day) })
  const known = new Map(doctorIds.map((id) => [id, hours(id)]))
  const loses = ({ doctorId, day, ...span }: (typeof visits)[number]) => {
    const timetable = known.get(doctorId)
    return timetable !== undefined && losesTime({ ...span, day: dayFromColumn(day) }, timetable, config.zone)
  }
  const lost = visits.filter((visit) => visit.strandedAt === null && loses(visit))
  return {
    lost: lost.length > 0 ? await shown(tx, lost) : [],
    safe: visits.filter((visit) => visit.strandedAt !== null && !loses(visit)).map(({ id }) => ({ id })),
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
