import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { inCareOf } from '../record/history.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPerson, type TestPerson } from '../support/people.js'
import { logIn } from './journey.js'

useDatabase()
const hospital = openHospital()

/** A doctor logged in, on this page, with all that the browser complained about. */
async function enter(person: TestPerson, address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await hospital.enter()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await logIn(page, person)
  await page.goto(address)
  return { page, complaints }
}

test('E-42 a doctor goes to queue, patients and search by keys, reads what they are, and types as before', async () => {
  const { page, complaints } = await enter(await createPerson('DOCTOR'), '/doctor')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await page.waitForURL('**/doctor/queue')
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.waitForURL('**/doctor/patients')
  await page.keyboard.press('/')
  expect(await page.evaluate('document.activeElement.id')).toBe('patient-search')
  // While somebody writes, keys are letters.
  await page.keyboard.type('g q n ?')
  expect(await page.inputValue('#patient-search')).toBe('g q n ?')
  expect(new URL(page.url()).pathname).toBe('/doctor/patients')
  // What the search answers lies over the top of the page.
  await page.getByText('Type 2 letters').waitFor()
  await page.locator('footer').click({ position: { x: 4, y: 4 } })
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  await dialog.getByText('Find a patient').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
})

test('E-42 without a script the keys stand on a page', async () => {
  const page = await hospital.enter({ javaScript: false })
  await page.goto('/keyboard')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Keyboard')
})

test('E-39 what a doctor writes is kept while they write, and signed with all of it', async () => {
  const doctor = await createPerson('DOCTOR')
  const patient = await inCareOf(doctor)
  const { page, complaints } = await enter(doctor, `/doctor/patients/${patient.id}/notes/new`)
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Sleeps badly.')
  await page.getByText(/Draft saved \d/).waitFor()
  expect(await db.noteDraft.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
    text: 'Sleeps badly.',
  })
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Sleeps badly, eats well.')
  await page.getByRole('button', { name: 'Sign the note' }).click()
  await page.waitForURL(`**/doctor/patients/${patient.id}`)
  expect(await db.clinicalNote.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
    text: 'Sleeps badly, eats well.',
  })
  expect(await db.noteDraft.count({ where: { patientId: patient.id } })).toBe(0)
  expect(complaints).toEqual([])
})
