import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { moderate, triagePatient } from '../admissions/hospital.js'
import { createWard, setBed, stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()

test('R-03 R-05 R-06 E-27 the receptionist finds who waits, holds the bed that became free, and admits from the waiting list', {
  timeout: 90_000,
}, async () => {
  const ward = await createWard({ beds: 2, name: 'Lotus ward' })
  const [first, second] = ward.beds.map(({ id }) => id) as [string, string]
  await setBed(first, 'CLEANING')
  await setBed(second, 'BLOCKED')
  await createPerson('DOCTOR', 'Dr. Meera Nair')
  const recorder = await createPerson('DATA_ENTRY')
  const patient = await createPatient({ name: 'Anita Rao' })
  await triagePatient(patient.id, recorder.accountId, moderate)

  const desk = await hospital.enter()
  await logIn(desk, await createPerson('RECEPTIONIST', 'Prakash Jadhav'))
  await desk.getByRole('link', { name: 'Waiting for a bed' }).first().click()
  await desk.getByText('Of the beds that fit none is free: cleaning 1, blocked 1.').waitFor()
  await looksRight(desk)

  // Housekeeping is done, in another window; the list hears of it by itself.
  await desk.waitForTimeout(500)
  const keeper = await hospital.enter()
  await logIn(keeper, await createPerson('RECEPTIONIST', 'Sunil More'))
  await keeper.goto(`/reception/wards/${ward.id}`)
  await keeper.getByRole('button', { name: /Clean/ }).first().click()
  await desk.getByText('Free: Lotus ward, bed 12').waitFor()

  await desk.getByRole('link', { name: 'Open Anita Rao' }).click()
  await desk.getByRole('button', { name: 'Hold the bed' }).click()
  await desk.getByText(/Held: Lotus ward, bed 12, until/).waitFor()
  expect(await stateOf(first)).toBe('HELD')
  await looksRight(desk)

  await desk.getByRole('link', { name: 'Waiting for a bed' }).first().click()
  await desk.getByRole('link', { name: 'Admit Anita Rao' }).click()
  await desk.getByLabel(/Bed 12, held for this patient until/).waitFor()
  expect(await desk.getByLabel(/Bed 12, held for this patient until/).isChecked()).toBe(true)
  await looksRight(desk)
  await desk.locator('label', { hasText: 'Dr. Meera Nair' }).click()
  await desk.getByRole('button', { name: 'Admit' }).click()
  await desk.getByText('Anita Rao was admitted to Lotus ward, bed 12.').waitFor()
  const stay = await db.admission.findFirstOrThrow({
    where: { patientId: patient.id },
    include: { request: true, stays: true },
  })
  expect(stay).toMatchObject({
    request: { status: 'ADMITTED' },
    stays: [{ bedId: first, kind: 'OCCUPIED', endedAt: null }],
  })
  await desk.getByRole('link', { name: 'Waiting for a bed' }).first().click()
  await desk.getByText('Nobody waits for a bed').waitFor()
})

test('E-28 without JavaScript and on a telephone a patient is moved, and two change places', {
  timeout: 90_000,
}, async () => {
  const ward = await createWard({ beds: 3, name: 'Rose ward' })
  const [one, two, free] = ward.beds.map(({ id }) => id) as [string, string, string]
  const by = await createPerson('ADMIN')
  const lie = (patientId: string, bedId: string) =>
    db.admission.create({
      data: {
        ...{ patientId, reason: 'Observation.', admittedAt: new Date(), admittedById: by.accountId },
        stays: { create: { bedId, startedAt: new Date() } },
      },
    })
  const stay = await lie((await createPatient({ name: 'Ravi Patil' })).id, one)
  const other = await lie((await createPatient({ name: 'Usha Kale' })).id, two)

  const desk = await hospital.enter({ width: 360, javaScript: false })
  await logIn(desk, await createPerson('RECEPTIONIST', 'Prakash Jadhav'))
  await desk.goto(`/reception/admissions/${stay.id}`)
  await desk.getByRole('link', { name: 'Move' }).click()
  await desk.getByLabel('Bed 14').check()
  await desk.getByRole('button', { name: 'Move' }).click()
  await desk.getByText('Enter why the patient is moved.').first().waitFor()
  expect(await desk.getByLabel('Bed 14').isChecked()).toBe(true)
  await desk.getByLabel('Why the patient is moved').fill('Closer to the nurses.')
  await desk.getByRole('button', { name: 'Move' }).click()
  await desk.getByText('Ravi Patil lies in Rose ward, bed 14 now.').waitFor()
  expect([await stateOf(one), await stateOf(free)]).toEqual(['CLEANING', 'OCCUPIED'])

  await desk.getByRole('link', { name: 'Move' }).click()
  await desk.getByRole('link', { name: 'Change places with a patient' }).click()
  await desk.locator('label', { hasText: 'Bed 13: Usha Kale' }).click()
  await desk.getByLabel('Why the patient is moved').fill('She wants to lie by the window.')
  await desk.getByRole('button', { name: 'Change places' }).click()
  await desk.getByText('Ravi Patil lies in Rose ward, bed 13 now.').waitFor()
  expect(await db.bedStay.findFirst({ where: { bedId: free, endedAt: null } })).toMatchObject({
    admissionId: other.id,
  })
})
