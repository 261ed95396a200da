import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPerson, type TestPerson } from '../support/people.js'
import { hospitalZone } from '../support/zone.js'
import { logIn, looksRight, takeIntoCare, type } from './journey.js'

useDatabase()
const hospital = openHospital()
let doctor: TestPerson
let clerk: TestPerson
let desk: TestPerson
let patient: TestPerson
beforeAll(async () => {
  doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  clerk = await createPerson('DATA_ENTRY', 'Snehal Kamble')
  desk = await createPerson('RECEPTIONIST', 'Pooja Shinde')
  patient = await createPerson('PATIENT', 'Asha Kulkarni')
  const patientId = patient.patientId ?? ''
  await db.patient.update({
    where: { id: patientId },
    data: { sex: 'FEMALE', dateOfBirth: new Date('1984-05-06') },
  })
  await takeIntoCare(doctor, patientId)
})

test('T-25 R-13 D-01 U-15 from the order to the patient’s page: searched, scheduled, entered by keyboard alone without JavaScript, acknowledged, released', {
  timeout: 120_000,
}, async () => {
  const ordering = await enter(doctor, { javaScript: false })
  await ordering.goto(`/doctor/patients/${patient.patientId}/orders/new`)
  await type(ordering, 'electrolytes', 'Enter')
  await ordering.getByLabel('Electrolytes', { exact: false }).first().check()
  await ordering.getByLabel('Urgent', { exact: true }).check()
  await ordering.getByLabel('Clinical question').fill('Weak since three days')
  await ordering.getByRole('button', { name: 'Order', exact: true }).click()
  await ordering.getByText('The order is made.').waitFor()
  const { id, number } = await db.clinicalOrder.findFirstOrThrow({
    where: { patientId: patient.patientId ?? '' },
  })

  const scheduling = await enter(desk, { javaScript: false })
  await scheduling.goto('/reception/orders')
  await scheduling.getByRole('link', { name: /^Schedule O-/ }).click()
  expect(await scheduling.getByRole('main').textContent()).not.toContain('Weak since three days')
  await scheduling.getByLabel('Day', { exact: true }).fill('2099-01-05')
  await scheduling.getByRole('button', { name: 'Schedule' }).click()
  await scheduling.getByText('There is a problem').waitFor()
  await scheduling.getByLabel('Day', { exact: true }).fill(addDays(dayIn(new Date(), hospitalZone), 2))
  await scheduling.getByRole('textbox', { name: 'Time' }).fill('09:30')
  await scheduling.getByLabel('Place', { exact: true }).fill('Laboratory')
  await scheduling.getByRole('button', { name: 'Schedule' }).click()
  await scheduling.getByText('Change the time').waitFor()

  const entering = await enter(clerk, { javaScript: false })
  await entering.goto('/records')
  // The label is scanned into the field that has the focus.
  await type(entering, `O-00${number}`, 'Enter')
  await entering.getByRole('heading', { name: /^O-/ }).waitFor()
  await type(entering, '140', 'Tab', '1,200', 'Tab', '101', 'Tab', '24', 'Enter')
  await entering.getByText('Write a point for decimals').first().waitFor()
  // The focus is in the field that is wrong.
  await type(entering, 'Control+A', '6.9', 'Enter')
  await entering.getByText('Is this right?').waitFor()
  expect(await db.testResult.count()).toBe(0)
  await type(entering, 'Enter')
  await entering.getByText('Measure again what is marked').first().waitFor()
  await type(entering, 'Space', 'Enter')
  await entering.getByText('It is critical: the doctors were told at once.').waitFor()
  expect(await db.testResult.count({ where: { orderId: id, isCritical: true } })).toBe(1)

  const reviewing = await enter(doctor, { javaScript: false })
  await reviewing.getByRole('link', { name: /^Acknowledge/ }).click()
  await reviewing.getByLabel('What is done about it').fill('Calcium given, repeated in an hour')
  await reviewing.getByRole('button', { name: 'Acknowledge' }).click()
  await reviewing.getByRole('button', { name: 'Release to the patient' }).click()
  await reviewing.getByText('can read the result now').waitFor()

  const reading = await enter(patient, { javaScript: false, width: 360 })
  await reading.goto('/patient/results')
  await reading.getByRole('link', { name: /Electrolytes/ }).click()
  await reading.getByText('Much higher than expected. Your doctor knows of it.').waitFor()
})

test('a critical result is on the doctor’s open dashboard at once, and the pages have nothing that axe finds, on a phone, too', {
  timeout: 120_000,
}, async () => {
  const page = await enter(doctor)
  await page.getByText('Nothing waits for you').waitFor()
  const item = await db.catalogueItem.findUniqueOrThrow({ where: { code: 'ELEC' }, select: { id: true } })
  const order = await db.clinicalOrder.create({
    data: {
      ...{
        patientId: patient.patientId ?? '',
        doctorId: doctor.doctorId ?? '',
        itemId: item.id,
        kind: 'TEST',
      },
      ...{ orderedById: doctor.accountId, orderedAt: new Date() },
    },
    select: { id: true },
  })
  const entering = await enter(clerk)
  await entering.goto(`/records/orders/${order.id}`)
  await looksRight(entering)
  await type(entering, '140', 'Tab', '7.2', 'Tab', '101', 'Tab', '24', 'Enter')
  await entering.getByLabel('Yes, it was measured again').check()
  await looksRight(entering)
  await entering.getByRole('button', { name: 'Save as final' }).click()
  // Nobody pressed anything here.
  await page.getByRole('link', { name: /^Acknowledge/ }).waitFor()
  await looksRight(page)
  await page.getByRole('link', { name: /^Acknowledge/ }).click()
  await page.getByRole('heading', { name: 'Critical result' }).waitFor()
  await looksRight(page)
  const phone = await enter(doctor, { width: 360 })
  for (const address of [
    `/doctor/patients/${patient.patientId}/orders`,
    `/doctor/patients/${patient.patientId}/orders/${order.id}`,
    `/doctor/patients/${patient.patientId}/orders/new`,
    '/doctor/weekly-report',
  ]) {
    await phone.goto(address)
    await looksRight(phone)
  }
  const reception = await enter(desk, { width: 360 })
  for (const address of [
    '/reception/orders',
    `/reception/orders/${order.id}`,
    `/reception/orders/${order.id}/label`,
  ]) {
    await reception.goto(address)
    await looksRight(reception)
  }
  await entering.goto('/records')
  await looksRight(entering)
})

async function enter(
  person: TestPerson,
  options: { width?: number; javaScript?: boolean } = {},
): Promise<Page> {
  const page = await hospital.enter(options)
  await logIn(page, person)
  return page
}
