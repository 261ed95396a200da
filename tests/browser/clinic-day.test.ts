import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { doDueWork } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson } from '../support/people.js'
import { logIn } from './journey.js'

useDatabase()
const hospital = openHospital()
test('R-11 R-12 A-19 A-21 T-12 T-16 E-24 E-30 E-34 X-01 the desk answers a request, books by telephone and checks in; the doctor calls, and the hall sees the token', {
  timeout: 90_000,
}, async () => {
  const doctor = await workingDoctor('Dr. Meera Iyer')
  const asha = await createPerson('PATIENT', 'Asha Kulkarni')
  const [wanted] = await freeTimesOf(doctor.doctorId, 1)
  const request = { startsAt: wanted ?? new Date(), patientId: asha.patientId ?? '' }
  await visitAt(doctor.doctorId, { ...request, status: 'REQUESTED' })
  const ravi = await createPatient({ name: 'Ravindra Deshmukh', phone: '+919822011223' })
  const here = await visitAt(doctor.doctorId, { startsAt: new Date(), patientId: ravi.id })
  const desk = await hospital.enter()
  await logIn(desk, await createPerson('RECEPTIONIST', 'Prakash Jadhav'))

  await desk
    .getByRole('button', { name: /Confirm/ })
    .first()
    .click()
  await desk
    .getByText(/is confirmed/)
    .first()
    .waitFor()
  await doDueWork()
  const told = await db.message.findFirstOrThrow({ where: { kind: 'visit-confirmed', channel: 'MAIL' } })
  expect(told.calendar).toContain('METHOD:REQUEST')

  await desk.getByRole('link', { name: 'Book a visit' }).click()
  await desk.getByLabel('Name, number, phone or date of birth').pressSequentially('ravindra deshmuk')
  await desk.locator('label', { hasText: 'Ravindra Deshmukh' }).click()
  await desk.getByLabel('Doctor', { exact: true }).selectOption(doctor.doctorId)
  await desk.locator('label', { hasText: 'Routine' }).click()
  await desk.getByLabel('What it is about').fill('Chest X-ray to be looked at.')
  await desk.locator('.ww-slot input').first().check()
  await desk.getByRole('button', { name: 'Book the visit' }).click()
  // The form names the patient, too: the visit's own page says that it was booked.
  await desk.waitForURL(/\/appointments\/[0-9a-f-]{36}/)
  await desk
    .getByText(/Ravindra Deshmukh/)
    .first()
    .waitFor()
  expect(await db.appointment.count({ where: { patientId: ravi.id, status: 'CONFIRMED' } })).toBe(2)

  const screen = await hospital.enter({ width: 1920 })
  await screen.goto('/queue')
  await desk.goto('/reception/queue')
  await desk.getByLabel('Number of the visit').fill(`V-${String(here.number).padStart(6, '0')}`)
  await desk.getByRole('button', { name: 'Check in' }).first().click()
  const token = (await db.appointment.findUniqueOrThrow({ where: { id: here.id } })).token ?? 'none'
  await desk.getByText(token).first().waitFor()
  await screen.getByText(token).first().waitFor()

  const meera = await hospital.enter()
  await logIn(meera, doctor)
  await meera.goto('/doctor/queue')
  await meera.getByRole('button', { name: /Call/ }).first().click()
  await screen.getByText('Nobody is being called just now.').waitFor({ state: 'hidden' })
  expect(await screen.locator('body').innerText()).toContain(token)
  expect(await screen.locator('body').innerText()).not.toContain('Deshmukh')
  await meera
    .getByRole('button', { name: /Complete|Done/ })
    .first()
    .click()
  await meera
    .getByText(/completed/i)
    .first()
    .waitFor()
  expect((await db.appointment.findUniqueOrThrow({ where: { id: here.id } })).status).toBe('COMPLETED')
})
