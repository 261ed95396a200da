import { randomInt } from 'node:crypto'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import type { AppointmentStatus, Priority } from '../../src/generated/prisma/enums.js'
import { addDays, type Day, dayIn, dayToColumn, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { createPerson, type TestPerson } from '../support/people.js'

export const today = (): Day => dayIn(new Date(), config.zone)
export const inDays = (days: number): Day => addDays(today(), days)

/** An instant some days from now, on the hospital's clock. */
export const at = (days: number, time: string): Date => instantAt(inDays(days), timeOfDay(time), config.zone)

export interface TestDoctor extends TestPerson {
  doctorId: string
}

/** A doctor who works every day of the week, 09:00 to 12:00 unless said otherwise, in slots of half an hour. */
export async function createDoctor(
  name = 'Dr. Anjali Rao',
  {
    from = '09:00',
    to = '12:00',
    specialisation,
    urgentSlots = 0,
  }: { from?: string; to?: string; specialisation?: string; urgentSlots?: number } = {},
): Promise<TestDoctor> {
  const person = await createPerson('DOCTOR', name)
  const doctorId = person.doctorId ?? ''
  if (specialisation) {
    const { id } = await db.specialisation.upsert({
      where: { slug: specialisation },
      create: { slug: specialisation, name: specialisation },
      update: {},
    })
    await db.doctor.update({ where: { id: doctorId }, data: { specialisationId: id } })
  }
  await db.workingHours.createMany({
    data: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      ...{ doctorId, weekday, startsAt: from, endsAt: to, slotMinutes: 30, urgentSlots, room: '12' },
    })),
  })
  return { ...person, doctorId }
}

/** A specialisation of its own, so that the doctors of one test are nobody's colleagues in another. */
export const newSpecialisation = () => `field-${randomInt(1_000_000_000)}`

export async function createVisit(
  doctorId: string,
  patientId: string,
  startsAt: Date,
  { status = 'CONFIRMED', priority = 'ROUTINE' }: { status?: AppointmentStatus; priority?: Priority } = {},
) {
  const { id: createdById } = await db.account.findFirstOrThrow({ select: { id: true } })
  return db.appointment.create({
    data: {
      ...{ doctorId, patientId, status, priority, startsAt, createdById, room: '12' },
      day: dayToColumn(dayIn(startsAt, config.zone)),
      endsAt: new Date(startsAt.getTime() + 30 * 60_000),
      reason: 'A rash that will not go away',
    },
  })
}

/** Leave of whole days from now, both inclusive. */
export async function createLeave(doctorId: string, from: number, to: number) {
  const { id: createdById } = await db.account.findFirstOrThrow({ select: { id: true } })
  return db.doctorLeave.create({
    data: { doctorId, startsAt: at(from, '00:00'), endsAt: at(to + 1, '00:00'), createdById },
  })
}

/** A patient with an account, who reads what is told by mail and in the portal. */
export async function createOnlinePatient(name = 'Meera Iyer') {
  const person = await createPerson('PATIENT', name)
  return { ...person, patientId: person.patientId ?? '' }
}

/** The secret link in the newest mail of this kind to this address. */
export async function linkIn(address: string, kind: string): Promise<string> {
  const { body } = await db.message.findFirstOrThrow({
    where: { channel: 'MAIL', recipientAddress: address, kind },
    orderBy: { id: 'desc' },
  })
  return /\/offers\/[\w-]{20,}/.exec(body)?.[0] ?? `no link in: ${body}`
}

/** The time that is held for a visit now. */
export const offerOf = (appointmentId: string) =>
  db.slotHold.findFirstOrThrow({ where: { appointmentId, status: 'OPEN' } })
