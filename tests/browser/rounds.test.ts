import type { Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admit, filledRound } from '../observations/ward.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()
let doctor: TestPerson
let patientId: string
beforeAll(async () => {
  doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  patientId = (await createPatient({ name: 'Sunita Jadhav', phone: '+919811122233' })).id
  await admit(patientId, doctor.accountId, 30)
  const assigned = { doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId, startedAt: new Date() }
  await db.careAssignment.create({ data: { patientId, ...assigned } })
})

test('D-03 E-24 E-61 T-17 data entry finds the patient as she types, is asked about a rare value and reads the score', {
  timeout: 60_000,
}, async () => {
  const clerk = await createPerson('DATA_ENTRY')
  const page = await hospital.enter({ width: 360 })
  await logIn(page, clerk)
  await page.goto('/records/rounds')
  await page.getByRole('searchbox').fill('Sunita Jadav')
  await page.getByText('Sunita Jadhav').click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(`**/records/patients/${patientId}/observations/new`)
  expect(await page.getByRole('main').textContent()).not.toContain('98111')
  await fillRound(page, { spo2: '66', respiratoryRate: '26' })
  await page.getByRole('button', { name: 'Save the round' }).click()
  await page.getByText('Please look again').waitFor()
  await looksRight(page)
  expect(await page.getByLabel('Oxygen in the blood (SpO2)').inputValue()).toBe('66')
  await page.getByRole('button', { name: 'Yes, that is what was measured' }).click()
  await page.getByText('NEWS2 6: medium').waitFor()
  await looksRight(page)
})

test('T-17 E-41 E-61 E-62 without JavaScript a doctor records a round, reads the charts on a phone and prints one page across', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter({ width: 360, javaScript: false })
  await logIn(page, doctor)
  const rounds = `/doctor/patients/${patientId}/observations`
  await page.goto(`${rounds}/new`)
  await fillRound(page, { breathing: 'NASAL_CANNULA', oxygenFlow: '2' })
  await page.getByRole('button', { name: 'Save the round' }).click()
  await page.getByText('NEWS2 2: low').waitFor()
  for (const address of ['', '/chart', '/trends']) {
    await page.goto(`${rounds}${address}`)
    expect(await widthBeyond(page)).toBe(0)
  }
  await page.getByText('The values as a table').first().click()
  expect(await page.getByRole('row', { name: /, \d+:\d\d/ }).count()).toBe(2)

  await page.goto(`${rounds}/chart`)
  const paper = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })))
  expect(paper.numPages).toBe(1)
  const { width, height } = (await paper.getPage(1)).getViewport({ scale: 1 })
  expect(width).toBeGreaterThan(height)
})

test('E-41 E-63 axe finds nothing on the pages of rounds, in light and dark', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, doctor)
  const rounds = `/doctor/patients/${patientId}/observations`
  for (const address of ['', '/new', '/chart', '/trends', '/spo2-scale']) {
    await page.goto(`${rounds}${address}`)
    await looksRight(page)
  }
})

async function fillRound(page: Page, changes: Record<string, string>) {
  const { breathing = '', consciousness, temperatureUnit, ...typed } = filledRound(changes)
  for (const [name, value] of Object.entries(typed)) await page.fill(`[name=${name}]`, value)
  await page.selectOption('[name=breathing]', breathing)
  await page.check(`[name=consciousness][value=${consciousness}]`)
  await page.check(`[name=temperatureUnit][value=${temperatureUnit}]`)
}

const widthBeyond = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
