import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, doDueWork, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import {
  at,
  createDoctor,
  createOnlinePatient,
  createVisit,
  inDays,
  linkIn,
  newSpecialisation,
  offerOf,
} from './clinic.js'

export let app: Express
export let admin: Browser

/** Each of these files has an administration that posts leave. */
export function useLeave(): void {
  useDatabase()
  beforeAll(async () => {
    app = openApp()
    admin = await logInAs(app, 'ADMIN')
  })
}

/** The administration posts leave on these days, both inclusive, having seen which visits lose their time. */
export async function goOnLeave(doctorId: string, from: number, to: number): Promise<void> {
  await admin
    .post(`/admin/doctors/${doctorId}/timetable/leaves`, {
      ...{ idempotency_key: randomUUID(), confirmed: 'on' },
      ...{ firstDay: inDays(from), lastDay: inDays(to), from: '', until: '', reason: '' },
    })
    .expect(303)
}

/** A patient whose visit at 10:00 in four days fell away, and who has an offer. */
export async function strandedPatient(status: 'CONFIRMED' | 'REQUESTED' = 'CONFIRMED') {
  const doctor = await createDoctor('Dr. Anjali Rao', { specialisation: newSpecialisation() })
  const patient = await createOnlinePatient()
  const visit = await createVisit(doctor.doctorId, patient.patientId, at(4, '10:00'), { status })
  await goOnLeave(doctor.doctorId, 4, 4)
  await doDueWork()
  const link = await linkIn(patient.email, 'offer-alternative')
  return { doctor, patient, visit, link, offer: await offerOf(visit.id) }
}

export const visitNow = (id: string) => db.appointment.findUniqueOrThrow({ where: { id } })

export const eventsOf = async (appointmentId: string) =>
  (await db.appointmentEvent.findMany({ where: { appointmentId }, orderBy: { id: 'asc' } })).map(
    ({ kind }) => kind,
  )

export const desk = () => logInAs(app, 'RECEPTIONIST')
