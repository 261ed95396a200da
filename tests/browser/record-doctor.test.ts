import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { filledRound } from '../observations/ward.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'
import { logIn, looksRight, resultOf, takeIntoCare } from './journey.js'

useDatabase()
const hospital = openHospital()
let doctor: TestPerson
let clerk: TestPerson
let patientId: string
let record: string
beforeAll(async () => {
  doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  clerk = await createPerson('DATA_ENTRY', 'Snehal Kamble')
  patientId = (await createPatient({ name: 'Sunita Jadhav' })).id
  record = `/doctor/patients/${patientId}`
  await takeIntoCare(doctor, patientId)
  await db.allergy.create({
    data: {
      ...{ patientId, kind: 'MEDICINE', substance: 'Penicillin', code: 'penicillins', severity: 'SEVERE' },
      recordedById: doctor.accountId,
    },
  })
})

test('T-04 T-25 E-38 E-39 E-42 a doctor finds a record by keys, writes a note under its headings, adds to it, and orders a test and a treatment', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, doctor)
  await finds(page)
  await writesAndAmends(page)
  await orders(page)
})

test('T-17 T-20 T-25 E-37 E-40 E-41 a doctor prescribes against a warning with a reason, records a round, acknowledges a critical result and releases it', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter()
  await logIn(page, doctor)
  await prescribesAgainstTheAllergy(page)
  await recordsRound(page)
  await actsOnCritical(page)
  await readsWhatWasDone(page)
})

test('T-19 a medicine that was chosen before the search for the last key began stays chosen', async () => {
  const page = await hospital.enter()
  await logIn(page, doctor)
  await page.goto(`${record}/prescriptions/new`)
  const medicine = page.getByRole('group', { name: 'Medicine 1' })
  const name = medicine.getByLabel('Name of medicine 1')
  await name.pressSequentially('amoxicillin 50')
  const found = medicine.getByLabel(/^Amoxicillin 500 mg capsule/)
  await found.waitFor({ state: 'attached' })
  // As quick as nobody is, and within the quarter of a second for which a search waits.
  await page.evaluate(`{
    const picker = document.querySelector('[data-picker]')
    const search = picker.querySelector('[type=search]')
    search.value += '0'
    search.dispatchEvent(new InputEvent('input', { bubbles: true }))
    picker.querySelector('[type=radio]').click()
  }`)
  await page.waitForTimeout(1_000)
  expect(await found.isChecked()).toBe(true)
  expect(await page.locator('[name=found1]').inputValue()).toBe('amoxicillin 500')
  await name.fill('paracetamol')
  await medicine
    .getByLabel(/^Paracetamol/)
    .first()
    .waitFor({ state: 'attached' })
  await found.waitFor({ state: 'detached' })
})

test('E-61 E-63 axe finds nothing on the record and the pages of writing it, on a phone, in light and dark', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter({ width: 360 })
  await logIn(page, doctor)
  const { id } = await db.prescription.findFirstOrThrow({ where: { patientId } })
  for (const part of ['', '/notes/new', `/prescriptions/${id}/edit`]) {
    await page.goto(`${record}${part}`)
    await looksRight(page)
  }
})

/** By keys alone, though the name is misspelt. */
async function finds(page: Page) {
  await page.keyboard.press('/')
  await page.keyboard.type('suneeta jadav')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/doctor\/patients\?q=/)
  await page.getByRole('link', { name: 'Sunita Jadhav' }).click()
  await page.waitForURL(`**${record}`)
  await page.locator('.ww-banner').getByText('Penicillin').waitFor()
}

async function writesAndAmends(page: Page) {
  await page.getByRole('link', { name: 'Write a note' }).first().click()
  await page.waitForURL(/\/notes\/new/)
  const note = page.getByRole('textbox', { name: 'Note', exact: true })
  await page.getByLabel('Consultation', { exact: true }).check()
  await page.getByRole('button', { name: 'Put in its headings' }).click()
  await page.waitForURL(`**${record}/notes`)
  const template = await note.inputValue()
  expect(template).toContain('Subjective:')
  await note.fill(template.replace('Subjective:', 'Subjective:\nCough for three days.'))
  await page.getByRole('button', { name: 'Sign the note' }).click()
  await page.waitForURL(`**${record}`)

  await page.getByRole('link', { name: 'Note: Consultation' }).click()
  await page.getByRole('link', { name: /^Add to it/ }).click()
  await page.getByLabel('What is added or put right').fill('She smokes ten a day.')
  await page.getByRole('button', { name: 'Sign it' }).click()
  await page.getByText('Added later').waitFor()
  const signed = await page.getByRole('main').innerText()
  expect(signed).toContain('Cough for three days.')
  expect(signed).toContain('She smokes ten a day.')
}

async function orders(page: Page) {
  await page.goto(record)
  await page.getByRole('link', { name: 'Order', exact: true }).click()
  for (const [words, item] of [
    ['electrolytes', 'ELEC'],
    ['nebul', 'NEB'],
  ] as const) {
    const { id } = await db.catalogueItem.findUniqueOrThrow({ where: { code: item }, select: { id: true } })
    await page.getByLabel('Search tests and treatments').fill(words)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator(`input[name=items][value="${id}"]`).check()
  }
  await page.getByLabel('Urgent', { exact: true }).check()
  await page.getByRole('button', { name: 'Order', exact: true }).click()
  await page.getByText('2 orders are made.').waitFor()
  const made = await db.clinicalOrder.findMany({ where: { patientId }, orderBy: { kind: 'asc' } })
  expect(made.map(({ kind, priority }) => `${kind} ${priority}`)).toEqual(['TEST URGENT', 'TREATMENT URGENT'])
}

async function prescribesAgainstTheAllergy(page: Page) {
  await page.goto(record)
  await page.getByRole('link', { name: 'Prescribe' }).first().click()
  const medicine = page.getByRole('group', { name: 'Medicine 1' })
  await medicine.getByLabel('Name of medicine 1').pressSequentially('amoxicillin 500')
  await medicine.locator('label', { hasText: 'Amoxicillin 500 mg capsule' }).click()
  await medicine.getByLabel('Each time').fill('1')
  await medicine.getByLabel('How often').selectOption({ index: 1 })
  await medicine.getByLabel('For how long').fill('5')
  await page.getByRole('button', { name: 'Sign the prescription' }).click()
  await page.getByRole('heading', { name: 'What the check found' }).waitFor()
  expect(await db.prescription.count()).toBe(0)
  await page.getByLabel('Why you go on all the same').fill('She has taken it twice since, without a rash')
  await page.getByLabel('I have read this').check()
  await page.getByRole('button', { name: 'Sign the prescription' }).click()
  await page.waitForURL(/\/prescriptions\/[0-9a-f-]{36}$/)
  expect(await page.getByRole('main').innerText()).toContain('She has taken it twice since, without a rash')
}

async function recordsRound(page: Page) {
  await page.goto(`${record}/observations`)
  await page.getByRole('link', { name: 'Record a round' }).first().click()
  const {
    breathing = '',
    consciousness,
    temperatureUnit,
    ...typed
  } = filledRound({
    spo2: '93',
    respiratoryRate: '22',
  })
  for (const [name, value] of Object.entries(typed)) await page.fill(`[name=${name}]`, value)
  await page.selectOption('[name=breathing]', breathing)
  await page.check(`[name=consciousness][value=${consciousness}]`)
  await page.check(`[name=temperatureUnit][value=${temperatureUnit}]`)
  await page.getByRole('button', { name: 'Save the round' }).click()
  // 2 for the breaths, 2 for the oxygen.
  await page.getByText('NEWS2 4: low').waitFor()
}

async function actsOnCritical(page: Page) {
  const test = await db.clinicalOrder.findFirstOrThrow({ where: { patientId, kind: 'TEST' } })
  const values = { sodium: 140, potassium: 6.9, chloride: 101, bicarbonate: 24 }
  await resultOf(clerk, test.id, values, 'potassium=6.9')
  await page.goto('/doctor')
  await page.getByRole('link', { name: /^Acknowledge/ }).click()
  await page.getByLabel('What is done about it').fill('Calcium given, repeated in an hour')
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByText('Acknowledged by Dr. Meera Iyer').waitFor()
  await page.getByRole('button', { name: 'Release to the patient' }).click()
  await page.getByText('can read the result now').waitFor()
}

/** The newest first, each once; the banner has the score. */
async function readsWhatWasDone(page: Page) {
  await page.goto(record)
  const timeline = await page.locator('section', { has: page.locator('#timeline') }).innerText()
  for (const told of ['Note: Consultation', 'Electrolytes', 'NEWS2 4', 'RX-', 'Nebulis'])
    expect(timeline).toContain(told)
  expect(await page.locator('.ww-banner').innerText()).toContain('NEWS2 4')
}
