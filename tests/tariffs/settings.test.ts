import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { nextNumber } from '../../src/invoices/numbering.js'
import { addDays, type Day, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { supportRatesOn, taxRatesOn } from '../../src/tariffs/rates.js'
import { tariffState } from '../../src/tariffs/rules.js'
import { summaryOf } from '../admissions/hospital.js'
import { charged, invoiced } from '../invoices/charged.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
let admin: Browser
let desk: Browser
let today: Day
const path = '/admin/settings/billing'
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  desk = await logInAs(app, 'RECEPTIONIST')
  today = dayIn(new Date(), config.zone)
})

const tax = (taxKind: string, taxPercent: string, taxFrom: string) => ({
  ...{ idempotency_key: randomUUID(), taxKind, taxPercent, taxFrom },
})

const form = { receptionDiscountMost: '10', adminDiscountMost: '100', paymentDays: '15' }

test('C-08 an admin sets a tax from today and another from tomorrow: each invoice has the rate of its day, and keeps it', async () => {
  await admin.post(`${path}/taxes`, tax('SERVICE', '5', today)).expect(303)
  await admin.post(`${path}/taxes`, tax('SERVICE', '12.5', addDays(today, 1))).expect(303)
  const page = await admin.get(path).expect(200)
  for (const part of ['Tax: Services', '5 %', '12.5 %', 'Holds today', 'To come', 'April'])
    expect(page.text).toContain(part)
  const rates = async (day: Day) => (await taxRatesOn(db, day)).get('SERVICE')
  expect([
    await rates(addDays(today, -1)),
    await rates(today),
    await rates(addDays(today, 1)),
    await rates(addDays(today, 400)),
  ]).toEqual([undefined, 500, 1250, 1250])
  const patient = await createPatient()
  const id = await invoiced(desk, patient.id, [await charged(patient.id, 10_000n)])
  await admin.post(`${path}/taxes`, tax('SERVICE', '18', today)).expect(303)
  const before = await db.invoice.findUniqueOrThrow({ where: { id }, include: { lines: true } })
  expect(before).toMatchObject({ totalMinor: 10_500n, lines: [{ taxBasisPoints: 500 }] })
  const next = await invoiced(desk, patient.id, [await charged(patient.id, 10_000n)])
  expect((await db.invoice.findUniqueOrThrow({ where: { id: next } })).totalMinor).toBe(11_800n)
})

test('C-08 what does not hold yet is taken back; what holds stays', async () => {
  const tomorrow = addDays(today, 1)
  await admin.post(`${path}/taxes`, tax('TEST', '3', tomorrow)).expect(303)
  await admin.post(`${path}/removals`, { tariff: 'tax', of: 'TEST', from: tomorrow }).expect(303)
  expect(await db.taxRate.count({ where: { kind: 'TEST' } })).toBe(0)
  await admin.post(`${path}/removals`, { tariff: 'tax', of: 'TEST', from: tomorrow }).expect(404)
  await admin.post(`${path}/taxes`, tax('TEST', '3', today)).expect(303)
  const held = await admin.post(`${path}/removals`, { tariff: 'tax', of: 'TEST', from: today }).expect(422)
  expect(held.text).toContain('This holds already, so it stays.')
  expect(await db.taxRate.count({ where: { kind: 'TEST' } })).toBe(1)
})

test('C-08 oxygen and ventilator have a price of their own by day, and the financial year its month', async () => {
  const rate = { support: 'OXYGEN', supportRate: '1,250.50', supportFrom: today }
  await admin.post(`${path}/support-rates`, { ...rate, idempotency_key: randomUUID() }).expect(303)
  expect([...(await supportRatesOn(db, today))]).toEqual([['OXYGEN', 125_050n]])
  expect((await supportRatesOn(db, addDays(today, -1))).size).toBe(0)
  const next = addDays(today, 30)
  const year = { idempotency_key: randomUUID(), yearMonth: '1', yearFrom: next }
  await admin.post(`${path}/year-starts`, year).expect(303)
  const page = await admin.get(path).expect(200)
  for (const part of ['A day of: Oxygen', '₹1,250.50', 'January', 'From the beginning'])
    expect(page.text).toContain(part)
  const day = `${Number(next.slice(0, 4)) + 1}-02-01` as Day
  expect(await nextNumber(db, 'RFD', day)).toBe(`RFD-${day.slice(0, 4)}-000001`)
  await db.financialYearStart.deleteMany({ where: { fromDay: dayToColumn(next) } })
  expect(await nextNumber(db, 'CRN', day)).toBe(`CRN-${Number(day.slice(0, 4)) - 1}-000001`)
})

test('C-08 the limits and the days to pay: saved by their version, and held to', async () => {
  const page = await admin.get(path).expect(200)
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  await admin.post(path, { ...form, paymentDays: '30', version }).expect(303)
  const patient = await createPatient()
  const id = await invoiced(desk, patient.id, [await charged(patient.id, 10_000n)])
  const { dueOn } = await db.invoiceBalance.findUniqueOrThrow({ where: { invoiceId: id } })
  expect(dueOn).toEqual(dayToColumn(addDays(today, 30)))
  const stale = await admin.post(path, { ...form, paymentDays: '7', version }).expect(409)
  expect(stale.text).toContain('This record was changed while you were editing it.')
  expect((await db.billingSettings.findUniqueOrThrow({ where: { id: 1 } })).paymentDays).toBe(30)
})

test('what cannot be is refused beside its field, and typed as it was', async () => {
  const { version } = hidden((await admin.get(path).expect(200)).text)
  const yesterday = addDays(today, -1)
  const refusals: [string, Record<string, string>, string, string][] = [
    ['/taxes', tax('SERVICE', '5', yesterday), 'taxFrom', 'It holds from today or later'],
    ['/taxes', tax('SERVICE', '5.001', today), 'taxPercent', 'Use 2 decimals or fewer.'],
    ['/taxes', tax('SERVICE', '101', today), 'taxPercent', 'Enter a number from 0 to 100.'],
    ['/taxes', tax('', '5', today), 'taxKind', 'Choose what is taxed.'],
    [
      '/support-rates',
      { idempotency_key: randomUUID(), support: 'OXYGEN', supportRate: '-1', supportFrom: today },
      ...(['supportRate', 'Enter an amount like 1250'] as const),
    ],
    [
      '/year-starts',
      { idempotency_key: randomUUID(), yearMonth: '13', yearFrom: today },
      ...(['yearMonth', 'Enter a whole number from 1 to 12.'] as const),
    ],
    [
      '',
      { ...form, version: version ?? '', receptionDiscountMost: '50', adminDiscountMost: '40' },
      ...(['adminDiscountMost', 'at least as much as reception'] as const),
    ],
  ]
  for (const [to, typed, field, sentence] of refusals) {
    const answer = await admin.post(`${path}${to}`, typed)
    expect(answer.status, sentence).toBe(422)
    expect(summaryOf(answer.text)).toContain(`#field-${field}`)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('<title>Error:')
  }
})

test('G-Z1 nobody but the administration sets them', async () => {
  await desk.get('/reception/settings/billing').expect(404)
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const other = await logInAs(app, role)
    await other.get(path).expect(403)
    await other.post(`${path}/taxes`, tax('SERVICE', '0', today)).expect(403)
  }
  expect((await visitor(app).get(path).expect(303)).headers.location).toContain('/login')
})

test('of several days the latest that has come holds', () => {
  const days = ['2026-01-01', '2026-04-01', '2026-12-01'].map((day) => day as Day)
  expect(days.map((day) => tariffState(day, days, '2026-11-21' as Day))).toEqual([
    'PAST',
    'CURRENT',
    'COMING',
  ])
})
