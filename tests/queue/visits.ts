import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import type { AppointmentStatus, Priority } from '../../src/generated/prisma/enums.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { createPatient } from '../support/people.js'

interface Wanted {
  doctorId: string | null
  patientId?: string
  /** Of the patient. */
  name?: string
  /** From now; visits of one doctor must not overlap. */
  inMinutes?: number
  /** From today. */
  days?: number
  status?: AppointmentStatus
  priority?: Priority
  token?: string
  room?: string
}

/** A visit of a quarter of an hour; that of a new patient, confirmed and of today, unless something else is said. */
export async function createVisit(wanted: Wanted) {
  const { doctorId, name, inMinutes = 0, days = 0, status = 'CONFIRMED', priority = 'ROUTINE' } = wanted
  if (!doctorId) throw new Error('a visit needs a doctor')
  const patientId = wanted.patientId ?? (await createPatient(name ? { name } : {})).id
  const now = Date.now()
  const startsAt = new Date(now + days * 86_400_000 + inMinutes * 60_000)
  const queued = wanted.token !== undefined
  return db.appointment.create({
    data: {
      ...{
        patientId,
        doctorId,
        status,
        priority,
        startsAt,
        reason: 'Cough since Monday',
        createdById: doctorId,
      },
      day: dayToColumn(addDays(dayIn(new Date(now), config.zone), days)),
      endsAt: new Date(startsAt.getTime() + 15 * 60_000),
      room: wanted.room ?? '4',
      ...(queued && { token: wanted.token, checkedInAt: startsAt }),
      ...(status === 'IN_CONSULTATION' && { calledAt: startsAt }),
    },
    select: { id: true, number: true, patientId: true },
  })
}

/** Several visits of one doctor, one after the other. */
export async function createVisits(doctorId: string | null, count: number) {
  const visits = []
  for (let index = 0; index < count; index++)
    visits.push(await createVisit({ doctorId, inMinutes: index * 15 - count * 15 }))
  return visits
}

export const statusOf = async (id: string) =>
  (await db.appointment.findUniqueOrThrow({ where: { id }, select: { status: true } })).status

export const tokenOf = async (id: string) =>
  (await db.appointment.findUniqueOrThrow({ where: { id }, select: { token: true } })).token
