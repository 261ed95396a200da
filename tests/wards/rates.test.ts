import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { rateOn } from '../../src/wards/rates.js'
import { admitSomebody } from '../admissions/hospital.js'
import { hidden, openApp } from '../support/app.js'
import { createWard } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let admin: Awaited<ReturnType<typeof logInAs>>
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
})

const today = () => dayIn(new Date(), config.zone)

test('C-08 an admin sets a price from tomorrow on, everybody sees it coming, and takes it back', async () => {
  const ward = await createWard()
  const path = `/admin/wards/${ward.id}`
  const tomorrow = addDays(today(), 1)
  const page = await admin.get(`${path}/rates`).expect(200)
  await admin.post(`${path}/rates`, { dailyRate: '5,000', from: tomorrow, ...hidden(page.text) }).expect(303)
  expect(await rateOn(ward.id, today())).toBe(450_000n)
  expect(await rateOn(ward.id, tomorrow)).toBe(500_000n)
  const shown = await desk.get(`/reception/wards/${ward.id}`).expect(200)
  expect(shown.text).toContain('₹4,500.00')
  expect(shown.text).toContain('on ₹5,000.00')
  const key = hidden((await admin.get(`${path}/rates`)).text)
  const twice = await admin.post(`${path}/rates`, { dailyRate: '1', from: tomorrow, ...key }).expect(422)
  expect(twice.text).toContain('There is a price from this day on already.')
  const rate = await db.wardRate.findFirstOrThrow({
    where: { wardId: ward.id, fromDay: dayToColumn(tomorrow) },
  })
  expect(rate).toMatchObject({ setById: admin.accountId })
  await desk.post(`/reception/wards/rates/${rate.id}/removal`).expect(403)
  await admin.post(`/admin/wards/rates/${rate.id}/removal`).expect(303)
  expect(await rateOn(ward.id, tomorrow)).toBe(450_000n)
  await admin.post(`/admin/wards/rates/${rate.id}/removal`).expect(404)
  expect(await db.auditEvent.count({ where: { subjectId: ward.id, action: 'ward.edit' } })).toBe(2)
})

test('a price in the past or from today on is refused with the reason, and what was typed stays', async () => {
  const ward = await createWard()
  const path = `/admin/wards/${ward.id}/rates`
  for (const days of [0, -1, -400]) {
    const form = { dailyRate: '5,123', from: addDays(today(), days) }
    const key = hidden((await admin.get(path)).text)
    const refused = await admin.post(path, { ...form, ...key }).expect(422)
    expect(refused.text).toContain('A price holds from tomorrow or later')
    expect(refused.text).toContain('value="5,123"')
  }
  const wrong = await admin
    .post(path, { dailyRate: '', from: '2026-02-30', ...hidden((await admin.get(path)).text) })
    .expect(422)
  expect(wrong.text).toContain('Enter what a day in this ward costs; 0 if nothing.')
  expect(wrong.text).toContain('Enter a real date like 2026-11-21.')
  expect(await db.wardRate.count({ where: { wardId: ward.id } })).toBe(1)
})

test('a price that holds already is not taken back', async () => {
  const ward = await createWard()
  const rate = await db.wardRate.findFirstOrThrow({ where: { wardId: ward.id } })
  const refused = await admin.post(`/admin/wards/rates/${rate.id}/removal`).expect(409)
  expect(refused.text).toContain('This price holds already, so it stays.')
  expect(await db.wardRate.count({ where: { wardId: ward.id } })).toBe(1)
})

test('C-08 A-17 G-C8 a stay over a change of price costs each day what its ward cost that day', async () => {
  const ward = await createWard({ dailyRateMinor: 400_000n })
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId])
  const began = new Date(Date.now() - 5 * 86_400_000)
  await db.admission.update({ where: { id: stay.id }, data: { admittedAt: began } })
  await db.bedStay.updateMany({ where: { admissionId: stay.id }, data: { startedAt: began } })
  const fromDay = dayToColumn(addDays(dayIn(began, config.zone), 3))
  await db.wardRate.create({ data: { wardId: ward.id, fromDay, dailyRateMinor: 700_000n } })
  const page = await desk.get(`/reception/admissions/${stay.id}`).expect(200)
  for (const amount of ['₹4,000.00', '₹12,000.00', '₹7,000.00', '₹14,000.00', '₹26,000.00'])
    expect(page.text).toContain(amount)
})
