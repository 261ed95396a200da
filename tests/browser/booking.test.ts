import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { workingDoctor } from '../appointments/clinic.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, password, type TestPerson } from '../support/people.js'
import { looksRight, tabTo, type } from './journey.js'

useDatabase()
const hospital = openHospital()
let patient: TestPerson
let childId: string
beforeAll(async () => {
  await workingDoctor('Dr. Meera Iyer')
  patient = await createPerson('PATIENT', 'Asha Kulkarni')
  childId = (await createPatient({ name: 'Tara Kulkarni' })).id
  await db.guardianship.create({
    data: {
      accountId: patient.accountId,
      patientId: childId,
      relation: 'CHILD',
      createdById: patient.accountId,
    },
  })
})

test('U-06 U-07 U-21 E-1 E-2 E-3 E-4 E-61 on a phone, without JavaScript and with the keyboard alone, a visitor holds a time, logs in and books it for her child', {
  timeout: 60_000,
}, async () => {
  const page = await hospital.enter({ width: 360, javaScript: false })
  await page.goto('/doctors')
  await tabTo(page, 'a', 'All times')
  await type(page, 'Enter')
  await page.getByRole('heading', { name: 'Free times' }).waitFor()
  await tabTo(page, 'button', '10:30 am')
  await type(page, 'Enter')
  await page.getByText('Held for you until').waitFor()
  await tabTo(page, 'a', 'Log in to book it')
  await type(page, 'Enter')
  await tabTo(page, 'input[name=identifier]')
  await type(page, patient.email, 'Tab', password, 'Enter')
  await page.getByText('Held for you until').waitFor()
  await tabTo(page, 'input[name=patientId]')
  await type(page, 'ArrowDown')
  await tabTo(page, 'textarea')
  await type(page, 'Ear ache since yesterday')
  await tabTo(page, 'button', 'Continue')
  await type(page, 'Enter')
  await page.getByRole('heading', { name: 'Check your request' }).waitFor()
  expect(await page.getByRole('main').textContent()).toContain('Tara Kulkarni')
  await tabTo(page, 'button', 'Send the request')
  await type(page, 'Enter')
  await page.getByRole('heading', { name: 'What happens next' }).waitFor()
  const visit = await db.appointment.findFirstOrThrow({ where: { patientId: childId } })
  expect(visit).toMatchObject({ status: 'REQUESTED', reason: 'Ear ache since yesterday' })
  expect(await page.getByRole('main').textContent()).toContain(`V-${String(visit.number).padStart(6, '0')}`)
})

test('E-58 E-61 the pages of booking have nothing that axe finds, fit a phone, and their times are easy to hit', {
  timeout: 120_000,
}, async () => {
  const page = await hospital.enter({ width: 360 })
  const visit = await db.appointment.findFirstOrThrow({ where: { patientId: childId } })
  await page.goto('/doctors')
  await looksRight(page)
  await page.getByRole('link', { name: 'Dr. Meera Iyer', exact: true }).click()
  await page.waitForURL(/\/doctors\/[0-9a-f-]+$/)
  await looksRight(page)
  const slot = await page.locator('.ww-slot button').first().boundingBox()
  expect(slot?.height).toBeGreaterThanOrEqual(44)
  await page.locator('.ww-slot button').first().click()
  await looksRight(page)
  await page.getByRole('link', { name: 'Log in to book it' }).click()
  await page.getByLabel('Email or username').fill(patient.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  expect(await page.locator(':focus').textContent()).toContain('Say in a few words what it is about.')
  await looksRight(page)
  for (const address of [
    '/patient/appointments',
    `/patient/appointments/${visit.id}`,
    `/patient/appointments/${visit.id}/move`,
    `/patient/appointments/${visit.id}/cancel`,
    '/patient/appointments/reminders',
    '/patient/family',
    '/patient/family/new',
    '/patient',
  ]) {
    await page.goto(address)
    await looksRight(page)
  }
  await page.goto(`/patient/appointments/${visit.id}/move`)
  const radio = page.getByRole('radio').first()
  expect((await radio.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await radio.check()
  await page.getByRole('button', { name: 'Move the visit' }).click()
  await page.getByText('Your visit is moved to').waitFor()
})
