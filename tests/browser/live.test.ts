import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { notify } from '../../src/notices/notice.js'
import type { Components } from '../../src/web/components.js'
import { render } from '../../src/web/template.js'
import { english } from '../../src/web/words.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'
import { logIn } from './journey.js'

useDatabase()
const hospital = openHospital()

const tell = (person: TestPerson, subject: string) =>
  transaction((tx) => notify(tx, person, { kind: 'test', subject, link: '/patient/profile' }))

/** Logged in, on this page, with all that the browser complained about. */
async function enter(person: TestPerson, address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await hospital.enter()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await logIn(page, person)
  await page.goto(address)
  return { page, complaints }
}

test('G-K16 G-W2 a patient sees a notice arrive while the page is open, and the browser blocks nothing of it', async () => {
  const person = await createPerson('PATIENT')
  const { page, complaints } = await enter(person, '/patient/notices')
  await page.getByText('Nothing new').waitFor()
  await tell(person, 'Your visit is confirmed')
  await page.getByRole('button', { name: 'Your visit is confirmed' }).waitFor()
  await page.getByRole('link', { name: 'Notices, 1 unread' }).waitFor()
  await tell(person, 'Your visit was moved')
  await page.getByRole('link', { name: 'Notices, 2 unread' }).waitFor()

  // The focus stays where it is when the next one comes above it.
  const first = page.getByRole('button', { name: 'Your visit is confirmed' })
  await first.focus()
  await tell(person, 'Your doctor is late')
  await page.getByRole('button', { name: 'Your doctor is late' }).waitFor()
  expect(await page.locator(':focus').textContent()).toBe('Your visit is confirmed')
  expect(complaints).toEqual([])
  await first.click()
  await page.waitForURL('**/patient/profile')
})

test('G-A5 G-K16 a page whose reader was logged out elsewhere leads to log-in, and never shows it inside', async () => {
  const person = await createPerson('PATIENT')
  const { page } = await enter(person, '/patient/notices')
  await page.getByText('Nothing new').waitFor()
  await db.$executeRaw`DELETE FROM session WHERE sess #>> '{passport,user}' = ${person.accountId}`
  await tell(person, 'Your visit is confirmed')
  await page.waitForURL('**/login?next=%2Fpatient%2Fnotices')
})

test('G-A5 who is writing when they are logged out stays on the page, with what they typed', async () => {
  const person = await createPerson('PATIENT')
  const { page } = await enter(person, '/patient/profile/edit')
  await page.getByLabel('Address').fill('12 Lake Road')
  await db.$executeRaw`DELETE FROM session WHERE sess #>> '{passport,user}' = ${person.accountId}`
  await tell(person, 'Your visit is confirmed')
  await page.getByText('You were logged out. Send your form all the same').waitFor()
  expect(await page.getByLabel('Address').inputValue()).toBe('12 Lake Road')
})

test('E-24 the desk finds a patient while typing, and chooses by keyboard', async () => {
  await createPatient({ name: 'Asha Kulkarni', phone: '+919876543210' })
  const { page, complaints } = await enter(await createPerson('RECEPTIONIST'), '/reception')
  await withPicker(page)
  await page.goto('/reception/picker')
  const search = page.getByLabel('Name, number, phone or date of birth')
  await search.pressSequentially('Kulkrani')
  await page.getByRole('radio', { name: 'Asha Kulkarni' }).waitFor()
  // Enter does not send the form that is half filled in.
  await search.press('Enter')
  await search.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  expect(await page.getByRole('radio', { name: 'Asha Kulkarni' }).isChecked()).toBe(true)
  expect(new URL(page.url()).pathname).toBe('/reception/picker')
  expect(complaints).toEqual([])
})

/** A page of the desk on which a patient is picked, under the rules of every page. */
async function withPicker(page: Page): Promise<void> {
  const answer = await page.request.get('/reception')
  const form = { values: {}, errors: {}, summary: null, key: '', conflict: null }
  const props: Components['components/patient-picker'] = {
    form,
    pick: { state: 'idle', patients: [], chosen: '', more: false },
  }
  const ambient = { t: english, base: '/reception', can: () => true, site: { assets: '' } }
  const picker = `<form method="post" action="/reception/elsewhere">${render('components/patient-picker', ambient, props)}</form>`
  const html = (await answer.text()).replace(/(<main[^>]*>)[\s\S]*(<\/main>)/, `$1${picker}$2`)
  const headers = { ...answer.headers() }
  delete headers['content-length']
  await page.route('**/reception/picker', (route) => route.fulfill({ status: 200, headers, body: html }))
}
