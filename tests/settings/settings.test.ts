import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const lakeside = {
  name: 'Lakeside Hospital',
  address: '4 Lake Road, Pune 411001',
  phone: '+91 20 5550 0199',
  email: 'desk@lakeside.example',
  patientsNeedApproval: 'on',
}
const open = async () => hidden((await admin.get('/admin/settings').expect(200)).text)

test('an admin names the hospital, and the next page of the site has the new name', async () => {
  const page = await admin.get('/admin/settings').expect(200)
  expect(page.text).toContain('value="Wardwell Hospital"')
  await admin.post('/admin/settings', { ...lakeside, ...hidden(page.text) }).expect(303)
  const saved = await admin.get('/admin/settings').expect(200)
  expect(saved.text).toContain('The settings of Lakeside Hospital were saved.')
  const site = await visitor(app).get('/').expect(200)
  for (const shown of ['Lakeside Hospital', '4 Lake Road', '+91 20 5550 0199'])
    expect(site.text).toContain(shown)
})

test('with the setting off, a patient who registers can log in at once; a doctor still waits', async () => {
  const { patientsNeedApproval: _, ...without } = lakeside
  await admin.post('/admin/settings', { ...without, ...(await open()) }).expect(303)
  const person = { name: 'Ravi Now', phone: '98765 43210', password: 'three quiet rivers' }
  const patient = {
    ...person,
    idempotency_key: randomUUID(),
    email: 'ravi.now@example.com',
    dateOfBirth: '1988-05-17',
    sex: 'MALE',
    address: 'Pune',
  }
  const registered = await visitor(app).post('/register/patient', patient).expect(303)
  expect(registered.headers.location).toBe('/login')
  await visitor(app).post('/login', { identifier: patient.email, password: person.password }).expect(303)
  expect((await db.account.findFirst({ where: { email: patient.email } }))?.status).toBe('ACTIVE')

  const specialisation = await db.specialisation.create({ data: { name: 'Chest', slug: 'chest' } })
  const doctor = {
    ...person,
    idempotency_key: randomUUID(),
    email: 'doctor.now@example.com',
    specialisationId: specialisation.id,
    registrationNumber: 'MH-1',
    qualification: 'MBBS',
  }
  const applied = await visitor(app).post('/register/doctor', doctor).expect(303)
  expect(applied.headers.location).toBe('/waiting')
  await admin.post('/admin/settings', { ...lakeside, ...(await open()) }).expect(303)
})

test('a form with mistakes keeps what was typed, and nothing is saved', async () => {
  const before = await db.hospitalSettings.findFirstOrThrow()
  const wrong = { ...lakeside, name: '', phone: 'call us', email: 'desk', address: '9 New Street' }
  const answer = await admin.post('/admin/settings', { ...wrong, ...(await open()) }).expect(422)
  for (const sentence of [
    'Enter the name of the hospital.',
    'like +91 20 5550 0100',
    'like name@example.com',
  ])
    expect(answer.text).toContain(sentence)
  for (const typed of ['call us', '9 New Street']) expect(answer.text).toContain(`value="${typed}"`)
  expect(await db.hospitalSettings.findFirstOrThrow()).toEqual(before)
})

test('G-C5 of two admins who save the settings, the second sees both versions', async () => {
  const form = await open()
  await admin.post('/admin/settings', { ...lakeside, ...form, phone: '+91 20 5550 0200' }).expect(303)
  const answer = await admin
    .post('/admin/settings', { ...lakeside, ...form, phone: '+91 20 5550 0300' })
    .expect(409)
  for (const shown of ['+91 20 5550 0200', '+91 20 5550 0300']) expect(answer.text).toContain(shown)
  expect((await db.hospitalSettings.findFirstOrThrow()).phone).toBe('+91 20 5550 0200')
})

test('G-Z4 nobody else opens or saves the settings', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get('/admin/settings').expect(403)
  await desk.post('/admin/settings', { ...lakeside, version: '1' }).expect(403)
  await visitor(app).get('/admin/settings').expect(303)
})
