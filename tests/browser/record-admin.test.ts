import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()
let admin: TestPerson
let kept: { id: string; number: number }
let gone: { id: string; number: number }
beforeAll(async () => {
  admin = await createPerson('ADMIN', 'Farida Contractor')
  kept = await createPatient({ name: 'Sunita Jadhav', phone: '+919811122233' })
  gone = await createPatient({ name: 'Suneeta Jadav', phone: '+919811122233' })
  const doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  await db.clinicalNote.create({
    data: { patientId: gone.id, doctorId: doctor.doctorId ?? '', text: 'Cough for three days.' },
  })
})

test('E-25 an admin finds two records of one person, merges them with a reason, reads one record, and undoes it', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, admin)
  await page.goto(`/admin/patients/${kept.id}/edit`)
  await page.getByRole('link', { name: 'Merge with another record of the same person' }).click()
  await page.waitForURL(`**/admin/patients/${kept.id}/merge`)
  await looksRight(page)
  await page.getByRole('link', { name: 'Compare Suneeta Jadav' }).click()
  await page.getByRole('heading', { name: 'Who they are' }).waitFor()
  await looksRight(page)
  await page.locator('input[name=keeps][value=this]').check()
  await page.getByLabel('Why they are one person').fill('Registered twice at the desk')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('You can undo it later').waitFor()
  expect(await noteOf()).toBe(gone.id)
  await looksRight(page)
  await page.getByRole('button', { name: 'Merge the two records' }).click()
  await page.waitForURL(`**/admin/patients/${kept.id}`)
  expect(await noteOf()).toBe(kept.id)
  expect(await page.locator('section', { has: page.locator('#timeline') }).innerText()).toContain('Cough')
  // The address of the closed record leads to the one that stays.
  await page.goto(`/admin/patients/${gone.id}`)
  await page.waitForURL(`**/admin/patients/${kept.id}`)

  await page.goto('/admin/merges')
  await looksRight(page)
  await page.getByRole('link', { name: /^Undo/ }).click()
  await page.getByLabel('Why they are two people').fill('They are sisters')
  await page.getByRole('button', { name: 'Undo the merge' }).click()
  await page.waitForURL(`**/admin/patients/${gone.id}`)
  expect(await noteOf()).toBe(gone.id)
  expect(await page.getByRole('main').innerText()).toContain('Suneeta Jadav')
})

test('E-63 an admin reads which lists are in force, finds a medicine and the ranges of a test', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, admin)
  await page.goto('/admin/catalogues')
  await looksRight(page)
  await page.getByRole('link', { name: 'Medicines', exact: true }).click()
  await page.waitForURL('**/admin/catalogues/medicines')
  await page.getByLabel('Search this list').fill('amoxicilin')
  await page.keyboard.press('Enter')
  await page.waitForURL(/medicines\?.*q=amoxicilin/)
  await page.getByText(/AMOX-500-CAP/).waitFor()
  await looksRight(page)
  await page.goto('/admin/catalogues/tests?q=electrolytes')
  await page.getByRole('link', { name: 'Electrolytes', exact: false }).first().click()
  await page.waitForURL(/\/tests\/[0-9a-f-]{36}\/parameters$/)
  const test = await page.getByRole('main').innerText()
  for (const told of ['Potassium', 'mmol/L', 'Critical at or above']) expect(test).toContain(told)
  await looksRight(page)
})

const noteOf = async () => (await db.clinicalNote.findFirstOrThrow({ select: { patientId: true } })).patientId
