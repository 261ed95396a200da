import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import {
  at,
  createDoctor,
  createLeave,
  createOnlinePatient,
  createVisit,
  inDays,
  linkIn,
  newSpecialisation,
} from './clinic.js'

useDatabase()
let app: Express
let admin: Browser
let desk: Browser
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  desk = await logInAs(app, 'RECEPTIONIST')
  await db.schedulingSettings.update({ where: { id: 1 }, data: { horizonDays: 4 } })
})

/**
 * A visit whose doctor is away for weeks, and a colleague with one time a day who is fully booked on the one day that
 * they work; somebody is on the waiting list for any doctor of the field, and was there first.
 */
async function nothingFree() {
  const specialisation = newSpecialisation()
  const doctor = await createDoctor('Dr. Away', { specialisation })
  const colleague = await createDoctor('Dr. Colleague', { specialisation, to: '09:30' })
  await createLeave(colleague.doctorId, 0, 2)
  const blocking = await createLeave(colleague.doctorId, 4, 10)
  const patient = await createOnlinePatient('Lost Time')
  const taken = await createVisit(colleague.doctorId, (await createOnlinePatient()).patientId, at(3, '09:00'))
  const visit = await createVisit(doctor.doctorId, patient.patientId, at(3, '10:00'))
  const waiting = await createOnlinePatient('Waits Long')
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const entry = await db.waitingEntry.create({
    data: {
      ...{ patientId: waiting.patientId, specialisationId, createdById: waiting.accountId },
      ...{ earliestOn: dayToColumn(inDays(0)), latestOn: dayToColumn(inDays(10)), reason: 'A rash' },
    },
  })
  await admin
    .post(`/admin/doctors/${doctor.doctorId}/timetable/leaves`, {
      ...{ idempotency_key: randomUUID(), confirmed: 'on', from: '', until: '', reason: '' },
      ...{ firstDay: inDays(0), lastDay: inDays(30) },
    })
    .expect(303)
  await doDueWork()
  expect(await db.slotHold.count({ where: { appointmentId: visit.id } })).toBe(0)
  return { doctor, colleague, taken, visit, patient, entry, blocking }
}

async function cancel(visitId: string): Promise<void> {
  const form = await desk.get(`/reception/appointments/${visitId}/cancellation/new`).expect(200)
  await desk
    .post(`/reception/appointments/${visitId}/cancellation`, { ...hidden(form.text), reason: 'On holiday' })
    .expect(303)
  await doDueWork()
}

const heldFor = (appointmentId: string) => db.slotHold.findFirst({ where: { appointmentId, status: 'OPEN' } })
const statusOf = async (id: string) => (await db.waitingEntry.findUniqueOrThrow({ where: { id } })).status

test('a time that somebody gives back goes to a visit that had lost its own before it goes to the waiting list', async () => {
  const { colleague, taken, visit, entry, patient } = await nothingFree()
  await cancel(taken.id)
  expect(await heldFor(visit.id)).toMatchObject({
    ...{ kind: 'RESCUE', doctorId: colleague.doctorId, startsAt: at(3, '09:00') },
  })
  expect(await statusOf(entry.id)).toBe('WAITING')
  await visitor(app)
    .post(`${await linkIn(patient.email, 'offer-alternative')}/acceptance`)
    .expect(303)
  expect(await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })).toMatchObject({
    ...{ number: visit.number, doctorId: colleague.doctorId, strandedAt: null },
  })
})

test('new hours go to it before the waiting list, too', async () => {
  const { colleague, visit, entry, blocking } = await nothingFree()
  await admin
    .post(`/admin/doctors/${colleague.doctorId}/timetable/leaves/${blocking.id}/cancellation`, {
      idempotency_key: randomUUID(),
    })
    .expect(303)
  await doDueWork()
  expect((await heldFor(visit.id))?.startsAt).toEqual(at(4, '09:00'))
  expect(await statusOf(entry.id)).toBe('WAITING')
})

test('who has said no speaks with the reception, and the time goes to the waiting list', async () => {
  const { taken, visit, entry, patient } = await nothingFree()
  await cancel(taken.id)
  await visitor(app)
    .post(`${await linkIn(patient.email, 'offer-alternative')}/refusal`)
    .expect(303)
  await doDueWork()
  expect(await heldFor(visit.id)).toBeNull()
  expect(await statusOf(entry.id)).toBe('OFFERED')
})
