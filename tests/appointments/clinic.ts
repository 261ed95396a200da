import { randomUUID } from 'node:crypto'
import { bookAppointment } from '../../src/appointments/booking.js'
import { nextFreeTimes } from '../../src/availability/queries.js'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import type { AppointmentStatus, Priority } from '../../src/generated/prisma/enums.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'

/** A doctor who sees people every day of the week from 10 to 12, a quarter of an hour each. */
export async function workingDoctor(name = 'Dr. Anjali Rao', hours: object = {}) {
  const person = await createPerson('DOCTOR', name)
  const doctorId = person.doctorId ?? ''
  await db.workingHours.createMany({
    data: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      ...{ doctorId, weekday, startsAt: '10:00', endsAt: '12:00', slotMinutes: 15, room: 'Room 4' },
      ...hours,
    })),
  })
  return { ...person, doctorId }
}

/** Visits of five minutes, the whole day. */
const MOST_OF_A_DAY = 288

/** The soonest free times of a doctor, from tomorrow on, so that none of them passes while the test runs. */
export async function freeTimesOf(doctorId: string, most = 8): Promise<Date[]> {
  const now = new Date()
  const today = dayIn(now, config.zone)
  const asking = { now, audience: 'staff' as const, urgent: false }
  const found = await nextFreeTimes([doctorId], asking, most + MOST_OF_A_DAY)
  return (found.get(doctorId) ?? [])
    .filter(({ day }) => day > today)
    .slice(0, most)
    .map(({ startsAt }) => startsAt)
}

/** A visit booked by the desk, as the desk books one. */
export async function bookedVisit(
  desk: TestPerson,
  doctorId: string,
  { patientId, startsAt, reason = 'Headache for a week', priority = 'ROUTINE' as Priority }: Wanted = {},
) {
  const [free] = startsAt ? [startsAt] : await freeTimesOf(doctorId, 1)
  const actor = { ...desk, id: desk.accountId, role: 'RECEPTIONIST' as const, doctorId: null }
  const form = {
    ...{ idempotency_key: randomUUID(), doctorId, reason, priority, startsAt: free ?? new Date(Number.NaN) },
    patientId: patientId ?? (await createPatient()).id,
  }
  const { id } = await bookAppointment(actor, form, new Date())
  return db.appointment.findUniqueOrThrow({ where: { id } })
}

interface Wanted {
  patientId?: string
  startsAt?: Date
  reason?: string
  priority?: Priority
}

/** A visit put straight into the table: one of the past, or in a state that takes a day to reach. */
export async function visitAt(
  doctorId: string,
  data: {
    startsAt: Date
    status?: AppointmentStatus
    patientId?: string
    reason?: string
    priority?: Priority
    token?: string
  },
) {
  const {
    startsAt,
    status = 'CONFIRMED',
    patientId,
    reason = 'Headache for a week',
    priority = 'ROUTINE',
  } = data
  const waiting = status === 'CHECKED_IN' || status === 'IN_CONSULTATION'
  return db.appointment.create({
    data: {
      ...{ doctorId, startsAt, status, reason, priority },
      patientId: patientId ?? (await createPatient()).id,
      createdById: randomUUID(),
      endsAt: new Date(startsAt.getTime() + 15 * 60_000),
      day: dayToColumn(dayIn(startsAt, config.zone)),
      ...(waiting && { token: data.token ?? 'A-1', checkedInAt: startsAt }),
      ...(status === 'IN_CONSULTATION' && { calledAt: startsAt }),
      ...(status === 'COMPLETED' && { completedAt: new Date(startsAt.getTime() + 600_000) }),
      ...((status === 'REJECTED' || status === 'CANCELLED') && { statusReason: 'The doctor is away' }),
      events: { create: { kind: 'BOOKED' } },
    },
  })
}

export const tomorrow = () => addDays(dayIn(new Date(), config.zone), 1)
