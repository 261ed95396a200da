import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { charged } from '../invoices/charged.js'
import { invoiceOf } from '../payments/billed.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { readPdf } from '../support/pdf.js'
import { createPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()

/** What a link with this name downloads. */
async function downloaded(page: Page, name: RegExp): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).first().click(),
  ])
  return (await readPdf(await readFile(await file.path()))).text
}

test('A-17 E-35 a cashier opens the counter, bills what was done, takes cash for a part of it, and closes with what was counted', {
  timeout: 120_000,
}, async () => {
  const cashier = await createPerson('RECEPTIONIST', 'Pooja Shinde')
  const person = await createPerson('PATIENT', 'Vasant Kirloskar')
  await charged(person.patientId ?? '', 60_000n, { description: 'Nurse visit' })
  await charged(person.patientId ?? '', 40_000n, { kind: 'MEDICINE', description: 'Paracetamol 500 mg' })
  const desk = await hospital.enter()
  await logIn(desk, cashier)
  await desk.getByRole('link', { name: 'Cashier', exact: true }).first().click()
  await looksRight(desk)
  await desk.getByRole('link', { name: 'Open your counter' }).first().click()
  await desk.getByLabel('Cash in the counter now').fill('500')
  await desk.getByRole('button', { name: 'Open the counter' }).click()
  await desk.getByText('Cash that should be there').waitFor()

  // Who stands at the counter, with a slip of the finger.
  await desk.goto('/reception/cashier')
  await desk.getByLabel('Who is at the counter?').fill('Vasant Kirloskr')
  await desk.getByRole('button', { name: 'Search' }).last().click()
  await looksRight(desk)
  await desk.getByRole('link', { name: 'Account Vasant Kirloskar' }).click()
  await desk.getByText('Paracetamol 500 mg').waitFor()
  await looksRight(desk)

  await desk.getByRole('link', { name: 'Prepare an invoice' }).click()
  await desk.getByRole('button', { name: 'Prepare the draft' }).click()
  await desk.getByLabel('Taken off the whole bill').fill('5 %')
  await desk.getByRole('button', { name: 'Save and add up' }).click()
  await desk.locator('.ww-error').first().waitFor()
  await desk.getByLabel('Why it is taken off').fill('Staff')
  await desk.getByRole('button', { name: 'Save and add up' }).click()
  await desk.getByText('₹950.00').first().waitFor()
  await looksRight(desk)
  await desk.getByRole('button', { name: 'Issue the invoice' }).click()
  await desk.getByText(/Invoice INV-\d+-\d+ is issued/).waitFor()

  await desk.getByRole('link', { name: 'Record a payment' }).click()
  await desk.getByLabel('Amount received').fill('951')
  await desk.getByText('Cash', { exact: true }).click()
  await desk.getByRole('button', { name: 'Take the payment' }).click()
  await desk
    .getByText(/Only ₹950\.00 is owed/)
    .first()
    .waitFor()
  await desk.getByLabel('Amount received').fill('700')
  await looksRight(desk)
  await desk.getByRole('button', { name: 'Take the payment' }).click()
  await desk.getByText(/Receipt RCT-\d+-\d+ is written/).waitFor()
  const paper = await downloaded(desk, /^Download as PDF/)
  expect(paper).toContain('₹700.00')
  expect(paper).toContain('Seven Hundred')

  await desk.goto(`/reception/patients/${person.patientId}/account`)
  await desk.getByText('Partly paid').first().waitFor()
  await desk.getByText('₹250.00').first().waitFor()
  await desk.goto('/reception/counter/closing/new')
  await desk.getByLabel('₹500', { exact: true }).fill('2')
  await desk.getByLabel('₹200', { exact: true }).fill('1')
  await looksRight(desk)
  await desk.getByRole('button', { name: 'Close the counter' }).click()
  await desk.getByText('What was counted').waitFor()
  expect(await db.cashSession.findFirst({ where: { cashierId: cashier.accountId } })).toMatchObject({
    ...{ countedMinor: 120_000n, expectedMinor: 120_000n },
  })
})

test('E-12 on a phone, a patient sees what they owe and tells of a payment; the desk finds it; the receipt is theirs', {
  timeout: 120_000,
}, async () => {
  const [person, cashier] = [
    await createPerson('PATIENT', 'Asha Kulkarni'),
    await createPerson('RECEPTIONIST'),
  ]
  const invoice = await invoiceOf(person.patientId ?? '', cashier.accountId, 123_450n)
  const phone = await hospital.enter({ width: 360 })
  await logIn(phone, person)
  await phone.getByText('You owe ₹1,234.50').waitFor()
  await looksRight(phone)
  await phone.getByRole('link', { name: 'Your bills' }).first().click()
  await looksRight(phone)
  await phone.getByRole('link', { name: `I have paid this ${invoice.number}` }).click()
  await phone.getByText('UPI', { exact: true }).click()
  await phone.getByRole('button', { name: 'Tell us' }).click()
  await phone.getByText('Enter the reference of your payment.').first().waitFor()
  await looksRight(phone)
  await phone.getByLabel('Reference').fill('4012 3456 7890')
  await phone.getByRole('button', { name: 'Tell us' }).click()
  await phone.getByText(`You told us of your payment for ${invoice.number}`).waitFor()
  await phone.getByText('Being compared').first().waitFor()
  await looksRight(phone)

  const desk = await hospital.enter()
  await logIn(desk, cashier)
  await desk.getByRole('link', { name: 'Payments to compare' }).click()
  await looksRight(desk)
  await desk.getByRole('link', { name: 'Compare 401234567890, Asha Kulkarni' }).click()
  await desk.getByText(`₹1,234.50 goes to invoice ${invoice.number}.`).waitFor()
  await looksRight(desk)
  await desk.getByRole('button', { name: 'Confirm ₹1,234.50' }).click()
  await desk.getByText(/The payment of Asha Kulkarni is confirmed: receipt RCT-/).waitFor()

  await phone.reload()
  await phone.getByText('You owe nothing').waitFor()
  await phone.getByText('Confirmed').first().waitFor()
  await looksRight(phone)
  const receipt = await downloaded(phone, /^PDF RCT-/)
  expect(receipt).toContain('Asha Kulkarni')
  expect(receipt).toContain('₹1,234.50')
})

test('A-18 money goes back: the desk asks, an admin agrees, the desk pays, and the patient reads it', {
  timeout: 120_000,
}, async () => {
  const [person, cashier, admin] = [
    await createPerson('PATIENT', 'Ramesh Gokhale'),
    await createPerson('RECEPTIONIST'),
    await createPerson('ADMIN'),
  ]
  const desk = await hospital.enter()
  await logIn(desk, cashier)
  await desk.goto(`/reception/patients/${person.patientId}/account`)
  await desk.getByRole('link', { name: 'Take an advance' }).click()
  await desk.getByLabel('Amount received').fill('1000')
  await desk.getByText('UPI', { exact: true }).click()
  await desk.getByLabel('Reference').fill('UPI-77')
  await desk.getByRole('button', { name: 'Take the advance' }).click()
  await desk.getByRole('link', { name: 'Ask for a refund' }).click()
  await desk.getByLabel('Amount to give back').fill('400')
  await desk.getByLabel('Why it is given back').fill('The stay was shorter.')
  await desk.getByRole('button', { name: 'Ask for the refund' }).click()
  await desk.getByText('The refund waits to be approved by another person.').waitFor()
  const refund = desk.url()

  const office = await hospital.enter()
  await logIn(office, admin)
  await office.goto('/admin/cashier')
  await looksRight(office)
  await office.getByRole('link', { name: 'Decide ₹400.00, Ramesh Gokhale' }).click()
  await office.getByRole('button', { name: 'Approve the refund' }).click()
  await office.getByText('To be paid').first().waitFor()

  await desk.goto('/reception/cashier')
  await desk.getByRole('link', { name: 'Pay it ₹400.00, Ramesh Gokhale' }).click()
  expect(desk.url()).toBe(refund)
  await desk.getByText('Bank transfer', { exact: true }).click()
  await desk.getByLabel('Reference').fill('NEFT-31')
  await looksRight(desk)
  await desk.getByRole('button', { name: 'It is given back' }).click()
  await desk.getByText('Given back').first().waitFor()

  const home = await hospital.enter()
  await logIn(home, person)
  await home.goto('/patient/bills')
  await home.getByText(/RFD-\d+-\d+/).waitFor()
  await home.getByText('₹600.00').first().waitFor()
  await home.goto('/patient/notices')
  await home.getByText('₹400.00 was paid back to you.').waitFor()
})
