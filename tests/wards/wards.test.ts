import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'

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

const newWard = {
  name: 'COVID Ward C',
  code: 'C',
  floor: '3rd floor',
  level: 'HDU',
  isolation: 'on',
  oxygen: 'on',
  dailyRate: '9,000',
  beds: '3',
}

test('C-08 F-15 reception sees every ward with its price and what is free, and who lies in which bed since when', async () => {
  const ward = await createWard({ beds: 4, level: 'ICU', dailyRateMinor: 1_650_000n })
  const patient = await createPatient({ name: 'Rohan Patil' })
  await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], patient)
  await db.bed.update({ where: { id: ward.beds[1]?.id ?? '' }, data: { condition: 'CLEANING' } })
  await db.bed.update({ where: { id: ward.beds[2]?.id ?? '' }, data: { condition: 'BLOCKED' } })
  const list = await desk.get('/reception/wards?level=ICU').expect(200)
  for (const words of [ward.name, '1 of 4', 'Intensive care · isolation · oxygen', '₹16,500.00'])
    expect(list.text).toContain(words)
  expect((await desk.get('/reception/wards?level=HDU')).text).not.toContain(ward.name)
  const page = await desk.get(`/reception/wards/${ward.id}`).expect(200)
  expect(page.text).toContain('Rohan Patil')
  expect(page.text).toContain(`/reception/patients/${patient.id}`)
  for (const state of ['Occupied', 'Cleaning', 'Blocked', 'Free']) expect(page.text).toContain(state)
  const free = await desk.get(`/reception/wards/${ward.id}?state=FREE`).expect(200)
  expect(free.text).not.toContain('Rohan Patil')
})

test('R-09 E-27 a bed that was cleaned is free; a second click does no harm; an occupied one is not clean', async () => {
  const ward = await createWard({ beds: 2 })
  const [bed = { id: '' }, taken = { id: '' }] = ward.beds
  await db.bed.update({ where: { id: bed.id }, data: { condition: 'CLEANING' } })
  const path = `/reception/wards/beds/${bed.id}/cleaning-done`
  const answer = await desk.post(path, { next: '/reception' }).expect(303)
  expect(answer.headers.location).toBe('/reception')
  expect((await desk.get('/reception')).text).toContain(`Bed 12 in ${ward.name} is clean and free.`)
  const again = await desk.post(path, { next: 'https://evil.example/' }).expect(303)
  expect(again.headers.location).toBe(`/reception/wards/${ward.id}`)
  expect(await db.bed.findUnique({ where: { id: bed.id } })).toMatchObject({ condition: 'READY' })
  expect(await db.auditEvent.count({ where: { subjectId: bed.id, action: 'bed.clean' } })).toBe(1)
  await admitSomebody(desk, taken.id, [doctorId])
  expect((await desk.post(`/reception/wards/beds/${taken.id}/cleaning-done`)).status).toBe(409)
})

test('an admin blocks a bed and gives it back, which is cleaned first; nobody blocks a bed with a patient in it', async () => {
  const ward = await createWard({ beds: 2 })
  const [bed = { id: '' }, taken = { id: '' }] = ward.beds
  await admin.post(`/admin/wards/beds/${bed.id}/block`).expect(303)
  expect(await db.bed.findUnique({ where: { id: bed.id } })).toMatchObject({ condition: 'BLOCKED' })
  expect((await desk.post(`/reception/wards/beds/${bed.id}/cleaning-done`)).status).toBe(409)
  await admin.post(`/admin/wards/beds/${bed.id}/block-end`).expect(303)
  expect(await db.bed.findUnique({ where: { id: bed.id } })).toMatchObject({ condition: 'CLEANING' })
  await admitSomebody(desk, taken.id, [doctorId])
  const refused = await admin.post(`/admin/wards/beds/${taken.id}/block`).expect(409)
  expect(refused.text).toContain('Bed 13 is occupied.')
})

test('F-15 an admin opens a ward with its beds, and adds one, which is cleaned before anybody lies in it', async () => {
  const page = await admin.get('/admin/wards/new').expect(200)
  const answer = await admin.post('/admin/wards', { ...newWard, ...hidden(page.text) }).expect(303)
  const ward = await db.ward.findUniqueOrThrow({ where: { code: 'C' }, include: { beds: true } })
  expect(answer.headers.location).toBe(`/admin/wards/${ward.id}`)
  expect(ward).toMatchObject({ level: 'HDU', isolation: true, oxygen: true, dailyRateMinor: 900_000n })
  expect(ward.beds.map(({ number }) => number).sort()).toEqual(['1', '2', '3'])
  const shown = await admin.get(`/admin/wards/${ward.id}`).expect(200)
  const form = { ...hidden(shown.text), number: '4' }
  await admin.post(`/admin/wards/${ward.id}/beds`, form).expect(303)
  expect(await db.bed.findFirst({ where: { wardId: ward.id, number: '4' } })).toMatchObject({
    condition: 'CLEANING',
  })
  const twice = await admin.post(`/admin/wards/${ward.id}/beds`, {
    ...hidden((await admin.get(`/admin/wards/${ward.id}`)).text),
    number: '4',
  })
  expect(twice.status).toBe(422)
  expect(twice.text).toContain('This ward has a bed of this number already.')
})

test('a ward with mistakes or a name that is taken comes back with what was typed', async () => {
  const taken = await createWard()
  const page = await admin.get('/admin/wards/new')
  const wrong = { ...newWard, code: 'D', name: 'Ward D', dailyRate: '-1', beds: '500', ...hidden(page.text) }
  const answer = await admin.post('/admin/wards', wrong).expect(422)
  expect(answer.text).toContain('Enter an amount like 1250 or 1,250.50.')
  expect(answer.text).toContain('Enter a whole number from 1 to 60.')
  expect(answer.text).toContain('value="Ward D"')
  const same = { ...newWard, code: 'D', name: taken.name, ...hidden(page.text) }
  expect((await admin.post('/admin/wards', same).expect(422)).text).toContain('Another ward has this name.')
})

test('C-08 G-C5 E-66 a new price holds from now on, and the second of two admins sees both versions', async () => {
  const ward = await createWard({ beds: 2 })
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId])
  const path = `/admin/wards/${ward.id}`
  const page = await admin.get(`${path}/edit`).expect(200)
  expect(page.text).toContain('value="4500.00"')
  const form = { name: ward.name, floor: '5th floor', dailyRate: '5000', ...hidden(page.text) }
  await admin.post(path, form).expect(303)
  const late = await admin.post(path, { ...form, floor: '6th floor', dailyRate: '6000' }).expect(409)
  expect(late.text).toContain('value="6000"')
  expect(late.text).toContain('5000.00')
  expect(await db.ward.findUnique({ where: { id: ward.id } })).toMatchObject({
    dailyRateMinor: 500_000n,
    floor: '5th floor',
  })
  const later = await admitSomebody(desk, ward.beds[1]?.id ?? '', [doctorId])
  const rates = await db.bedStay.findMany({
    where: { admissionId: { in: [stay.id, later.id] } },
    orderBy: { startedAt: 'asc' },
    select: { dailyRateMinor: true },
  })
  expect(rates).toEqual([{ dailyRateMinor: 450_000n }, { dailyRateMinor: 500_000n }])
})

test('G-Z1 G-Z4 a receptionist cannot edit wards; unknown ones are not found; visitors log in', async () => {
  const ward = await createWard()
  await desk.get(`/reception/wards/${ward.id}/edit`).expect(403)
  await desk
    .post(`/reception/wards/${ward.id}`, { name: 'x', floor: 'y', dailyRate: '1', version: '1' })
    .expect(403)
  await desk.post(`/reception/wards/beds/${ward.beds[0]?.id}/block`).expect(403)
  const nobody = '0198c5a0-0000-7000-8000-000000000000'
  await desk.get(`/reception/wards/${nobody}`).expect(404)
  await desk.post(`/reception/wards/beds/${nobody}/cleaning-done`).expect(404)
  await admin
    .post(`/admin/wards/${nobody}`, { name: 'x', floor: 'y', dailyRate: '1', version: '1' })
    .expect(404)
  await visitor(app).get('/reception/wards').expect(303)
})
