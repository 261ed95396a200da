import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { visitAt, workingDoctor } from '../appointments/clinic.js'
import { doDueWork } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, password, type TestPerson } from '../support/people.js'

useDatabase()
const hospital = openHospital()
let doctor: Awaited<ReturnType<typeof workingDoctor>>
let asha: TestPerson

beforeAll(async () => {
  doctor = await workingDoctor('Dr. Meera Iyer')
  asha = await createPerson('PATIENT', 'Asha Kulkarni')
})

test('U-01 U-03 U-05 U-06 U-07 U-08 U-21 E-1 E-2 E-4 a visitor on a phone finds a time, logs in and books it, without JavaScript', {
  timeout: 60_000,
}, async () => {
  const phone = await hospital.enter({ width: 390, javaScript: false })
  const started = Date.now()
  await phone.goto('/doctors')
  await phone.getByLabel('Find a doctor or a department').fill('meera')
  await phone.getByRole('button', { name: 'Search' }).click()
  await phone.getByRole('link', { name: 'Dr. Meera Iyer', exact: true }).click()
  await phone.locator('#times button[name=startsAt]').nth(1).click()
  await phone.getByRole('heading', { name: 'Your time is held' }).waitFor()
  await phone.getByRole('link', { name: 'Log in to book it' }).click()
  await logIn(phone, asha)
  await phone.getByLabel(/what it is about|Why|reason/i).fill('Out of breath on the stairs.')
  await phone.getByRole('button', { name: /Go on|Continue|Check/ }).click()
  await phone.getByText('Out of breath on the stairs.').waitFor()
  await phone.getByRole('button', { name: /Send|Request|Book/ }).click()
  await phone
    .getByText(/V-00\d{4}/)
    .first()
    .waitFor()
  expect(Date.now() - started).toBeLessThan(120_000)
  await phone.goto('/patient')
  await phone.getByText('Requested').first().waitFor()
  expect(await phone.locator('main').innerText()).toContain('Dr. Meera Iyer')
})

test('U-06 U-21 E-1 the same by keyboard alone, at the desk of the patient’s home', {
  timeout: 60_000,
}, async () => {
  const page = await hospital.enter()
  await page.goto('/login')
  await logIn(page, asha)
  await page.goto(`/doctors/${doctor.doctorId}`)
  await press(page, 'document.activeElement?.closest(".ww-slot") !== null')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/appointments/new?*')
  await press(page, 'document.activeElement?.name === "reason"')
  await page.keyboard.type('Breathing test was advised.')
  await press(page, 'document.activeElement?.matches("main form button[type=submit]")')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/check')
  await press(page, 'document.activeElement?.matches("main form button[type=submit]")')
  await page.keyboard.press('Enter')
  await page
    .getByText(/V-00\d{4}/)
    .first()
    .waitFor()
  expect(
    await db.appointment.count({ where: { patientId: asha.patientId ?? '', status: 'REQUESTED' } }),
  ).toBe(2)
})

test('R-11 R-12 A-19 A-21 T-12 E-10 E-24 E-30 E-31 X-01 the desk’s day: answers a request, books for a walk-in, checks in, and the doctor calls', {
  timeout: 90_000,
}, async () => {
  const ravi = await createPatient({ name: 'Ravindra Deshmukh', phone: '+919822011223' })
  const here = await visitAt(doctor.doctorId, { startsAt: new Date(), patientId: ravi.id })
  const desk = await hospital.enter()
  await desk.goto('/login')
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
  await desk.getByRole('button', { name: 'Show the free times' }).click()
  await desk.locator('.ww-slot input').first().check()
  await desk.getByRole('button', { name: 'Book the visit' }).click()
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
  await meera.goto('/login')
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

async function logIn(page: Page, person: { email: string }) {
  await page.getByLabel('Email or username').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** Tab, until the focus is where it should be. */
async function press(page: Page, there: string) {
  for (let times = 0; times < 60; times++) {
    if (await page.evaluate(there)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not get to ${there}.`)
}
