import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { overdue, statsIn } from '../cashier/standing.js'
import { advance, money } from '../payments/billed.js'
import { billedTo, claimOf } from '../payments/claimed.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

test('E-12 P-07 a patient’s first page says what they owe only while they owe it, and that it was due', async () => {
  const person = await logInAs(app, 'PATIENT')
  expect((await person.get('/patient')).text).not.toContain('You owe')
  await billedTo(desk, person.patientId ?? '')
  const first = await person.get('/patient')
  expect(first.text).toContain('You owe ₹1,000.00')
  expect(first.text).toContain('href="/patient/bills"')
  expect(first.text).not.toContain('was due already')
  await overdue(person.patientId ?? '', desk.accountId)
  const late = await person.get('/patient')
  expect(late.text).toContain('You owe ₹1,700.00')
  expect(late.text).toContain('₹700.00 of it was due already.')
})

test('P-07 the reception sees how many payments wait to be compared', async () => {
  const waiting = async () => Number(statsIn((await desk.get('/reception')).text)['Payments to compare'])
  const before = await waiting()
  const person = await logInAs(app, 'PATIENT')
  await claimOf(person, (await billedTo(desk, person.patientId ?? '')).id)
  expect(await waiting()).toBe(before + 1)
})

test('P-07 the administration sees what came in today and what is owed in all', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const amounts = async () => {
    const stats = statsIn((await admin.get('/admin')).text)
    return ['Received today', 'Owed in all'].map((label) => Number(stats[label]?.replace(/[₹,]/g, '')))
  }
  const [received = 0, owed = 0] = await amounts()
  const person = await logInAs(app, 'PATIENT')
  await billedTo(desk, person.patientId ?? '', 12_345n)
  await advance(desk, person.patientId ?? '', money('50.25')).expect(303)
  const [more = 0, still = 0] = await amounts()
  expect(more - received).toBeCloseTo(50.25, 2)
  expect(still - owed).toBeCloseTo(123.45, 2)
})
