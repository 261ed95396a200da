import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { picture } from '../documents/sending.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { readPdf } from '../support/pdf.js'
import { createPerson, type TestPerson } from '../support/people.js'
import { filesIn } from '../support/zip.js'
import { logIn, looksRight, orderedTest, released, resultOf, takeIntoCare } from './journey.js'

useDatabase()
const hospital = openHospital()
let patient: TestPerson
let order: { id: string; number: number }
beforeAll(async () => {
  const doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  const clerk = await createPerson('DATA_ENTRY', 'Snehal Kamble')
  patient = await createPerson('PATIENT', 'Asha Kulkarni')
  const patientId = patient.patientId ?? ''
  await takeIntoCare(doctor, patientId)
  for (const potassium of [4.1, 5.6]) {
    order = await orderedTest(doctor, patientId, 'ELEC')
    await resultOf(clerk, order.id, { sodium: 140, potassium, chloride: 101, bicarbonate: 24 })
    await released(doctor, patientId, order.id)
  }
})

test('E-13 E-61 U-15 X-10 on a phone a patient reads a result and its course, and takes the report along', {
  timeout: 90_000,
}, async () => {
  const page = await entered()
  await page.goto('/patient/results')
  await looksRight(page)
  await page.locator(`a[href$="${order.id}"]`).click()
  await page.waitForURL(`**/patient/results/${order.id}`)
  expect(await page.getByRole('row', { name: /^Potassium/ }).innerText()).toContain('5.6')
  // The line is told in words, too, for who does not see it.
  await page.getByRole('img', { name: /Potassium.*2 values from 4\.1 to 5\.6/ }).waitFor()
  await looksRight(page)
  const { name, content } = await downloaded(page, 'Download as PDF')
  expect(name).toMatch(/\.pdf$/)
  const { text } = await readPdf(content)
  for (const printed of ['Asha Kulkarni', 'Potassium', '5.6', 'Dr. Meera Iyer'])
    expect(text).toContain(printed)
})

test('E-14 E-17 U-17 U-18 on a phone a patient tells how the day is, sends the picture of a paper, and finds both in the record', {
  timeout: 90_000,
}, async () => {
  const page = await entered()
  await page.goto('/patient/reports')
  await page.getByRole('link', { name: 'Send today’s report' }).first().click()
  await page.waitForURL('**/patient/reports/new')
  await page.locator('label', { hasText: 'So-so' }).click()
  await page.getByLabel('6', { exact: true }).check()
  await page.getByLabel('Fever', { exact: true }).check()
  await page.locator('[name=temperature]').fill('38.2')
  await page.getByLabel('°C').check()
  await looksRight(page)
  await page.getByRole('button', { name: 'Send today’s report' }).click()
  await page.waitForURL('**/patient/reports')
  expect(await page.getByRole('main').innerText()).toContain('38.2')
  await looksRight(page)

  await page.goto('/patient/documents/new')
  await page.getByLabel('Title').fill('X-ray of the chest')
  await page.getByLabel('Kind').selectOption('SCAN')
  const file = { name: 'IMG_0042.jpg', mimeType: 'image/jpeg', buffer: await picture() }
  await page.getByLabel('The file', { exact: true }).setInputFiles(file)
  await looksRight(page)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.waitForURL(/\/patient\/documents\/[0-9a-f-]{36}$/)
  await page.getByRole('img', { name: 'A small picture of X-ray of the chest' }).waitFor()
  await expect
    .poll(() => page.evaluate<number>(`document.querySelector('main img').naturalWidth`))
    .toBeGreaterThan(100)
  await looksRight(page)

  await page.goto('/patient/timeline')
  const told = await page.locator('#timeline').innerText()
  for (const entry of ['X-ray of the chest', 'So-so', 'Electrolytes']) expect(told).toContain(entry)
  await looksRight(page)
})

test('E-15 G-U1 on a phone a patient takes the whole record along, and reads who looked at it', {
  timeout: 90_000,
}, async () => {
  const page = await entered()
  await page.goto('/patient/timeline')
  await page.getByRole('link', { name: 'Take a copy' }).click()
  await page.waitForURL('**/patient/record')
  await looksRight(page)
  const { name, content } = await downloaded(page, 'Download as ZIP')
  expect(name).toBe('record.zip')
  const files = filesIn(content)
  const [scan = ''] = [...files.keys()].filter((each) => each.startsWith('files/'))
  expect([...files.keys()].sort()).toEqual(
    [scan, 'README.txt', 'record.html', 'record.json', 'record.schema.json'].sort(),
  )
  expect(files.get(scan)?.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  expect(files.get('record.html')?.toString()).toContain('Asha Kulkarni')
  const record = JSON.parse(files.get('record.json')?.toString() ?? '')
  expect(record.person.name).toBe('Asha Kulkarni')
  expect(record.documents).toHaveLength(1)

  await page.getByRole('link', { name: 'See who looked at your record' }).click()
  await page.waitForURL('**/patient/access')
  const looks = await page.getByRole('main').innerText()
  for (const told of ['Snehal Kamble', 'Recorded a result', 'Dr. Meera Iyer', 'Released a result to you'])
    expect(looks).toContain(told)
  await looksRight(page)
})

async function entered(): Promise<Page> {
  const page = await hospital.enter({ width: 360 })
  await logIn(page, patient)
  return page
}

async function downloaded(page: Page, link: string): Promise<{ name: string; content: Buffer }> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: link }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}
