import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { isolateAtHome } from '../isolation/at-home.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { readPdf } from '../support/pdf.js'
import { createPerson, type TestPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()
let doctor: TestPerson
let patient: TestPerson
let receptionist: TestPerson
beforeAll(async () => {
  doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  patient = await createPerson('PATIENT', 'Kavita Rane')
  receptionist = await createPerson('RECEPTIONIST')
  await isolateAtHome(patient.patientId ?? '', {
    recordedById: receptionist.accountId,
    doctorId: doctor.doctorId ?? '',
    begun: 170,
    testedDaysAgo: 8,
  })
})

test('C-03 a patient’s red flag is on the doctor’s screen, and on the desk’s, within 5 seconds', {
  timeout: 60_000,
}, async () => {
  const [phone, ward, desk] = await Promise.all([
    hospital.enter({ width: 360 }),
    hospital.enter(),
    hospital.enter(),
  ])
  await Promise.all([logIn(phone, patient), logIn(ward, doctor), logIn(desk, receptionist)])
  await Promise.all([ward.goto('/doctor/isolations'), desk.goto('/reception/isolations')])
  await ward.getByRole('link', { name: 'Kavita Rane', exact: true }).waitFor()
  expect(await ward.getByText('Red flag: nobody has answered').count()).toBe(0)
  await ward.waitForFunction('document.readyState === "complete"')

  await fillReport(phone, { spo2: '88' })
  await phone.getByRole('button', { name: 'Send the report' }).click()
  const sent = Date.now()
  const flag = 'Red flag: nobody has answered'
  await Promise.all([
    ward.getByText(flag).waitFor({ timeout: 5_000 }),
    desk.getByText(flag).waitFor({ timeout: 5_000 }),
  ])
  expect(Date.now() - sent).toBeLessThan(5_000)
  await phone.getByText('Call an ambulance now: 112').waitFor()
  await looksRight(phone)
  await looksRight(ward)
  expect(await ward.getByRole('button', { name: 'Request and hold a bed' }).count()).toBe(1)
})

test('C-03 E-61 without JavaScript a patient reports on a phone, is asked about a rare value, and reads the plan', {
  timeout: 60_000,
}, async () => {
  const page = await hospital.enter({ width: 360, javaScript: false })
  await logIn(page, patient)
  await fillReport(page, { spo2: '97', pulse: '190' })
  await page.getByRole('button', { name: 'Send the report' }).click()
  await page.getByText('Please look again').waitFor()
  expect(await page.getByLabel('Pulse').inputValue()).toBe('190')
  await page.getByRole('button', { name: 'Yes, that is what was measured' }).click()
  await page.getByText('What was told').waitFor()
  await page.goto('/patient/isolation')
  await page.getByText('Dr. Meera Iyer').first().waitFor()
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width).toBe(360)
})

test('C-03 E-62 the printed plan is two sheets: whose it is, the plan, when to call for help, and a chart to fill in', {
  timeout: 60_000,
}, async () => {
  const page = await hospital.enter({ width: 360 })
  await logIn(page, patient)
  await page.goto('/patient/isolation')
  await page.getByRole('button', { name: 'Print' }).waitFor()
  const { pages } = await readPdf(await page.pdf({ format: 'A4' }))
  expect(pages).toHaveLength(2)
  const [plan = '', chart = ''] = pages.map((text) => text.replace(/\s+/g, ' '))
  for (const words of [
    ...['Kavita Rane', 'W-', 'May end', 'Dr. Meera Iyer', 'In an emergency call 112'],
    ...['Call for help at once', 'SpO2 below 90 %', 'Difficulty in breathing', 'Stay apart'],
  ])
    expect(plan).toContain(words)
  expect(plan + chart).toContain('When it ends')
  for (const words of ['Kavita Rane', 'Day and time', 'SpO2', 'Better, same or worse'])
    expect(chart).toContain(words)
  for (const words of ['Menu', 'Log out', 'Report a positive test', 'Tell us how you are now', 'Certificate'])
    expect(plan + chart).not.toContain(words)
})

test('C-03 E-13 a doctor answers, ends the isolation by the rule, and the patient gets the certificate', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, doctor)
  await db.alert.updateMany({
    where: { status: 'OPEN' },
    data: {
      ...{ status: 'ACKNOWLEDGED', acknowledgedAt: new Date(), acknowledgedById: doctor.accountId },
      ...{ action: 'Seen', nextStepAt: null },
    },
  })
  const home = `/doctor/patients/${patient.patientId}/isolation`
  for (const address of ['', '/plan', '/reports/new', '/end', '/end-otherwise']) {
    await page.goto(`${home}${address}`)
    await looksRight(page)
  }
  await page.goto(`${home}/end`)
  await page.getByText('The isolation may end').waitFor()
  await page.getByRole('button', { name: 'End the isolation' }).click()
  await page.getByRole('link', { name: 'Certificate (PDF)' }).waitFor()

  const own = await hospital.enter({ width: 360 })
  await logIn(own, patient)
  await own.goto('/patient/isolation')
  await looksRight(own)
  const [download] = await Promise.all([
    own.waitForEvent('download'),
    own.getByRole('link', { name: 'Certificate (PDF)' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('isolation-certificate.pdf')
})

async function fillReport(page: Page, { spo2, pulse = '' }: { spo2: string; pulse?: string }) {
  await page.goto('/patient/isolation/reports/new')
  const course = (question: RegExp) => page.getByRole('group', { name: question })
  await course(/breathing/)
    .getByLabel('The same')
    .check()
  await course(/feel/).getByLabel('The same').check()
  await page.getByLabel('Days in a row with fever').fill('0')
  await page.getByLabel('Oxygen in the blood (SpO2)').fill(spo2)
  await page.getByLabel('No, room air').check()
  await page.getByLabel('Pulse').fill(pulse)
}
