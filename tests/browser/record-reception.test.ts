import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson } from '../support/people.js'
import { logIn, looksRight, orderedTest, takeIntoCare } from './journey.js'

useDatabase()
const hospital = openHospital()
let patientId: string
let order: { id: string; number: number }
beforeAll(async () => {
  const doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  patientId = (await createPatient({ name: 'Sunita Jadhav', phone: '+919811122233' })).id
  await takeIntoCare(doctor, patientId)
  order = await orderedTest(doctor, patientId, 'ELEC')
})

test('R-13 R-16 E-32 the reception gives the ordered test a time and prints the labels of specimen and patient with their bars', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, await createPerson('RECEPTIONIST', 'Prakash Jadhav'))
  await page.goto('/reception/orders')
  await looksRight(page)
  await page.getByRole('link', { name: /^Schedule O-/ }).click()
  await page.waitForURL(`**/reception/orders/${order.id}`)
  await page.getByLabel('Day', { exact: true }).fill(addDays(dayIn(new Date(), config.zone), 2))
  await page.getByRole('textbox', { name: 'Time' }).fill('09:30')
  await page.getByLabel('Place', { exact: true }).fill('Laboratory, ground floor')
  await page.getByRole('button', { name: 'Schedule' }).click()
  await page.getByRole('button', { name: 'Change the time' }).waitFor()
  expect(await db.clinicalOrder.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({
    status: 'SCHEDULED',
    place: 'Laboratory, ground floor',
  })
  await looksRight(page)

  await page.getByRole('link', { name: 'Label', exact: true }).click()
  await page.waitForURL('**/label')
  const specimen = page.locator('.ww-label')
  await specimen.getByRole('img', { name: `O-00${order.number}` }).waitFor()
  expect(await specimen.locator('svg rect').count()).toBeGreaterThan(20)
  // Only the label comes out of the printer.
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('banner').isVisible()).toBe(false)
  expect(await specimen.isVisible()).toBe(true)

  await page.emulateMedia({ media: 'screen' })
  await page.goto(`/reception/patients/${patientId}/labels`)
  await page.getByRole('link', { name: 'Wristband' }).click()
  await page.waitForURL('**/labels/wristband')
  expect(await page.locator('.ww-band').innerText()).toContain('Sunita Jadhav')
  expect(await page.locator('.ww-band svg rect').count()).toBeGreaterThan(20)
})

test('F-01 E-25 G-C7 the reception registers who is likely known already, is warned before anything is saved, and opens the record that is there', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, await createPerson('RECEPTIONIST', 'Pooja Shinde'))
  const before = await db.patient.count()
  await page.goto('/reception/patients/new')
  await page.getByLabel('Full name').fill('Suneeta Jadhav')
  await page.getByLabel('Phone', { exact: true }).fill('98111 22233')
  await page.getByRole('button', { name: 'Register', exact: true }).first().click()
  await page.getByRole('heading', { name: 'Is it one of these?' }).waitFor()
  await page.getByText('The same telephone number').waitFor()
  expect(await page.getByLabel('Full name').inputValue()).toBe('Suneeta Jadhav')
  expect(await db.patient.count()).toBe(before)
  await looksRight(page)

  await page.getByRole('button', { name: 'It is somebody else: register anyway' }).click()
  await page.waitForURL(/\/reception\/patients\/[0-9a-f-]{36}$/)
  expect(await db.patient.count()).toBe(before + 1)
  await page.goto('/reception/patients/new')
  await page.getByLabel('Full name').fill('Sunita Jadav')
  await page.getByLabel('Phone', { exact: true }).fill('98111 22233')
  await page.getByRole('button', { name: 'Register', exact: true }).first().click()
  await page.getByRole('link', { name: 'Sunita Jadhav' }).click()
  await page.waitForURL(`**/reception/patients/${patientId}`)
})
