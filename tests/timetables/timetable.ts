import { randomUUID } from 'node:crypto'
import { bookAppointment } from '../../src/appointments/booking.js'
import { freeTimes } from '../../src/availability/queries.js'
import { db } from '../../src/db/client.js'
import {
  addDays,
  type Day,
  dayIn,
  instantAt,
  timeIn,
  timeOfDay,
  weekdayOf,
} from '../../src/shared/calendar.js'
import { createPatient, type TestPerson } from '../support/people.js'
import { hospitalZone } from '../support/zone.js'

export const zone = hospitalZone
export const at = (on: Day, time: string) => instantAt(on, timeOfDay(time), zone)

/** The Monday after next, and days after it: far enough that nothing of it is over while a test runs. */
export function mondayToCome(ahead = 0): Day {
  const today = dayIn(new Date(), zone)
  return addDays(today, 15 - weekdayOf(today) + ahead)
}

/** Sessions as rows of the form: [from, until] or with more. */
export function rows(...sessions: Record<string, string>[]): Record<string, string> {
  return Object.fromEntries(
    sessions.flatMap((session, index) =>
      Object.entries(session).map(([name, value]) => [`${name}${index + 1}`, value]),
    ),
  )
}

/** Nine to one on every day but Sunday, a quarter of an hour each. */
export async function giveHours(doctorId: string, from = '09:00', until = '13:00'): Promise<void> {
  await db.workingHours.createMany({
    data: [1, 2, 3, 4, 5, 6].map((weekday) => ({ doctorId, weekday, startsAt: from, endsAt: until })),
  })
}

export async function timesOn(doctorId: string, day: Day): Promise<string[]> {
  const asking = { now: new Date(), audience: 'staff', urgent: false } as const
  const free = await freeTimes([doctorId], { from: day, to: day }, asking)
  return (free.get(doctorId) ?? []).map(({ startsAt }) => timeIn(startsAt, zone))
}

/** As the reception books it. */
export async function book(
  by: TestPerson,
  doctorId: string,
  startsAt: Date,
  name = 'Sunita Rao',
): Promise<{ id: string; patientId: string }> {
  const patient = await createPatient({ name })
  const actor = {
    id: by.accountId,
    role: 'RECEPTIONIST',
    name: by.name,
    patientId: null,
    doctorId: null,
  } as const
  const form = {
    ...{ idempotency_key: randomUUID(), patientId: patient.id, doctorId, startsAt },
    ...{ reason: 'Cough', priority: 'ROUTINE' as const },
  }
  const { id } = await bookAppointment(actor, form, new Date())
  return { id, patientId: patient.id }
}

export const visitOf = (id: string) =>
  db.appointment.findUniqueOrThrow({
    where: { id },
    select: { status: true, strandedAt: true, startsAt: true },
  })
