import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { pdf, picture, takeCharge } from '../documents/sending.js'
import { pdfOfSize } from '../files/clinic.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPerson, type TestPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()
let doctor: TestPerson
let patient: TestPerson
beforeAll(async () => {
  doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  patient = await createPerson('PATIENT', 'Asha Kulkarni')
  await takeCharge(doctor, patient.patientId ?? '')
})

async function enter(
  person: TestPerson,
  options: { width?: number; javaScript?: boolean } = {},
): Promise<Page> {
  const page = await hospital.enter(options)
  await logIn(page, person)
  return page
}

const fillIn = async (page: Page, title: string) => {
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Kind').selectOption({ label: 'Letter or referral' })
}
const choose = (page: Page, name: string, content: Buffer) =>
  page
    .getByLabel('The file', { exact: true })
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content })

test('E-17 E-61 U-15 T-21 on a phone without JavaScript a patient sends a picture; the doctor opens another one to them', {
  timeout: 90_000,
}, async () => {
  const phone = await enter(patient, { width: 360, javaScript: false })
  await phone.goto('/patient/documents/new')
  await fillIn(phone, 'Letter of my family doctor')
  await choose(phone, 'letter.gif', await picture())
  await phone.getByRole('button', { name: 'Send' }).click()
  await phone.getByRole('link', { name: 'Choose a PDF, a PNG or a JPEG file.' }).waitFor()
  expect(await phone.getByLabel('Title').inputValue()).toBe('Letter of my family doctor')
  await choose(phone, 'letter.jpg', await picture())
  await phone.getByRole('button', { name: 'Send' }).click()
  await phone.getByText('Letter of my family doctor was sent').waitFor()
  await phone.getByRole('img', { name: 'A small picture of Letter of my family doctor' }).waitFor()
  expect(await phone.evaluate('document.querySelector("img.ww-document-shown").naturalWidth')).toBe(640)

  const desk = await enter(doctor)
  await desk.goto(`/doctor/patients/${patient.patientId}/documents`)
  await desk.getByRole('link', { name: 'Letter of my family doctor' }).waitFor()
  await desk.getByRole('link', { name: 'Add a document' }).click()
  await fillIn(desk, 'Report of the eye clinic')
  await choose(desk, 'eyes.pdf', pdf())
  await desk.getByRole('button', { name: 'Add to the record' }).click()
  await desk.getByText('Report of the eye clinic is in the record.').waitFor()
  await looksRight(desk)
  await desk.getByRole('button', { name: 'Open it to the patient' }).click()
  await desk.getByText('The patient can read Report of the eye clinic now.').waitFor()

  await phone.goto('/patient/documents')
  await phone.getByRole('link', { name: 'Report of the eye clinic' }).click()
  const [download] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('link', { name: 'Download the PDF' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('eyes.pdf')
})

test('E-17 with JavaScript the sender sees how far it is, and a refused form keeps the file that was chosen', {
  timeout: 90_000,
}, async () => {
  const page = await enter(patient, { width: 360 })
  await page.goto('/patient/documents/new')
  await choose(page, 'big.pdf', pdfOfSize(3_000_000))
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('link', { name: /^Enter a title/ }).waitFor()
  expect(await page.title()).toMatch(/^Error:/)
  expect(await page.evaluate('document.activeElement.hasAttribute("data-error-summary")')).toBe(true)
  expect(await page.evaluate('document.getElementById("field-file").files[0].name')).toBe('big.pdf')
  await looksRight(page)

  await fillIn(page, 'A large report')
  // The connection breaks: nothing is lost, and the form can be sent again.
  await page.route('**/patient/documents', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('The file did not arrive.').waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('A large report')

  let shown = false
  await page.route('**/patient/documents', async (route) => {
    shown = await page.getByLabel('Sending the file').isVisible()
    await route.continue()
  })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('A large report was sent').waitFor()
  expect(shown).toBe(true)
  const { id } = await db.document.findFirstOrThrow({ where: { title: 'A large report' } })
  expect(new URL(page.url()).pathname).toBe(`/patient/documents/${id}`)
  // The page was opened once.
  expect(await db.auditEvent.count({ where: { subjectId: id, action: 'document.view' } })).toBe(1)
  expect(await db.document.count({ where: { title: 'A large report' } })).toBe(1)
})

test('U-17 U-18 E-61 a patient sends the daily report by keyboard alone, and finds it in the history', {
  timeout: 90_000,
}, async () => {
  const page = await enter(patient, { width: 360, javaScript: false })
  await page.goto('/patient/reports')
  await page.goto('/patient/reports/new')
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key)
  }
  await page.getByRole('radio', { name: 'Very good' }).focus()
  await keys('Space', 'ArrowRight', 'Tab')
  // The first number of the rating has the focus: the fourth key further is 5.
  await keys('Space', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Tab', 'Space')
  await page.getByLabel('Oxygen in the blood').fill('60')
  await keys('Enter')
  await page.getByText('Please look again').waitFor()
  await page.getByRole('button', { name: 'Yes, that is what I measured' }).focus()
  await keys('Enter')
  await page.getByText('Thank you. Your report of today is in your record.').waitFor()
  const [report] = await db.dailyReport.findMany({ where: { patientId: patient.patientId ?? '' } })
  expect(report).toMatchObject({ mood: 'GOOD', rating: 5, symptoms: ['FEVER'], spo2: 60 })
})

test('E-61 E-63 the pages of documents and daily reports read well on a phone, light and dark', {
  timeout: 120_000,
}, async () => {
  const { id } = await db.document.findFirstOrThrow({
    where: { patientId: patient.patientId ?? '', previewId: { not: null } },
  })
  const page = await enter(patient, { width: 360 })
  for (const address of ['/documents', '/documents/new', `/documents/${id}`, '/reports']) {
    await page.goto(`/patient${address}`)
    await looksRight(page)
  }
  await db.dailyReport.deleteMany({ where: { patientId: patient.patientId ?? '' } })
  await page.goto('/patient/reports/new')
  await looksRight(page)
  await page.getByRole('button', { name: 'Send today’s report' }).click()
  await page.getByRole('link', { name: 'Choose how your mood is.' }).click()
  expect(await page.evaluate('document.activeElement.id')).toBe('field-mood')
  await looksRight(page)
  const desk = await enter(doctor, { width: 360 })
  for (const address of [
    'documents',
    `documents/${id}`,
    `documents/${id}/edit`,
    `documents/${id}/removal/new`,
    'reports',
  ]) {
    await desk.goto(`/doctor/patients/${patient.patientId}/${address}`)
    await looksRight(desk)
  }
  const admin = await enter(await createPerson('ADMIN'), { width: 360 })
  await admin.goto('/admin/settings/files')
  await looksRight(admin)
})
