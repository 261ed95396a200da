import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard, triagePatient } from '../admissions/hospital.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, password } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function remove(admin: Browser, id: string, reason = 'Registered by mistake.') {
  const page = await admin.get(`/admin/patients/${id}/removal/new`).expect(200)
  return {
    page: page.text,
    answer: await admin.post(`/admin/patients/${id}/removal`, { reason, ...hidden(page.text) }),
  }
}

test('A-11 E-57 a walk-in without clinical data is removed, after a page that says so', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const patient = await createPatient({ name: 'Mistaken Entry' })
  const { page, answer } = await remove(admin, patient.id)
  expect(page).toContain('Nothing clinical is recorded, so the record is deleted')
  expect(answer.headers.location).toBe('/admin/patients')
  expect((await admin.get('/admin/patients')).text).toContain('Mistaken Entry was removed.')
  expect(await db.patient.count({ where: { id: patient.id } })).toBe(0)
  expect(
    await db.auditEvent.findFirst({ where: { action: 'patient.remove', patientId: patient.id } }),
  ).toMatchObject({
    details: { removal: 'removed', reason: 'Registered by mistake.' },
  })
  await admin.get(`/admin/patients/${patient.id}`).expect(404)
})

test('A-11 a patient’s account goes with the record, and they are out at once', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const patient = await logInAs(app, 'PATIENT')
  await patient.get('/patient/profile').expect(200)
  const { page } = await remove(admin, patient.patientId ?? '')
  expect(page).toContain('account is deleted, too')
  expect(await db.account.count({ where: { id: patient.accountId } })).toBe(0)
  expect((await patient.get('/patient/profile').expect(303)).headers.location).toMatch(/^\/login/)
})

test('A-11 R-10 a record with history is closed and kept, with its account, and can be opened again', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const person = await createPerson('PATIENT', 'Kept Person')
  const id = person.patientId ?? ''
  await triagePatient(id, admin.accountId)
  const { page, answer } = await remove(admin, id)
  expect(page).toContain('The record is closed, and taken off the lists.')
  expect(answer.headers.location).toBe(`/admin/patients/${id}`)
  expect(await db.patient.findUniqueOrThrow({ where: { id }, include: { account: true } })).toMatchObject({
    deactivatedAt: expect.any(Date),
    account: { status: 'SUSPENDED' },
  })
  const record = await admin.get(`/admin/patients/${id}`).expect(200)
  expect(record.text).toContain('This record is closed')
  expect(record.text).not.toContain(`/admin/patients/${id}/edit`)
  expect((await admin.get('/admin/patients')).text).not.toContain('Kept Person')
  expect((await admin.get('/admin/patients?where=deactivated')).text).toContain('Kept Person')
  expect((await admin.get('/admin/patients?q=Kept')).text).toContain('Kept Person')
  const shut = await visitor(app).post('/login', { identifier: person.email, password })
  expect(shut.headers.location).not.toBe('/patient')

  await admin.post(`/admin/patients/${id}/restoration`).expect(303)
  expect((await db.patient.findUniqueOrThrow({ where: { id } })).deactivatedAt).toBeNull()
  await (await logIn(app, person)).get('/patient/profile').expect(200)
})

test('A-11 a walk-in with history is closed and kept', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const patient = await createPatient()
  await triagePatient(patient.id, admin.accountId)
  await remove(admin, patient.id)
  expect((await db.patient.findUniqueOrThrow({ where: { id: patient.id } })).deactivatedAt).not.toBeNull()
  await admin.post(`/admin/patients/${patient.id}/restoration`).expect(303)
  expect((await db.patient.findUniqueOrThrow({ where: { id: patient.id } })).deactivatedAt).toBeNull()
  await admin.post(`/admin/patients/${patient.id}/restoration`).expect(409)
})

test('R-07 somebody who is admitted is not removed, and a reason is needed', async () => {
  const [admin, desk] = [await logInAs(app, 'ADMIN'), await logInAs(app, 'RECEPTIONIST')]
  const doctor = await createPerson('DOCTOR')
  const ward = await createWard()
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
  const { answer } = await remove(admin, stay.patientId)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('This patient is admitted. Discharge them first.')
  const { answer: unreasoned } = await remove(admin, (await createPatient()).id, '')
  expect(unreasoned.text).toContain('Enter the reason.')
})

test('a removal and a first triage at the same instant leave either both or neither', async () => {
  const admin = await logInAs(app, 'ADMIN')
  for (let round = 0; round < 5; round++) {
    const patient = await createPatient()
    const page = await admin.get(`/admin/patients/${patient.id}/removal/new`)
    await Promise.allSettled([
      admin.post(`/admin/patients/${patient.id}/removal`, { reason: 'Race', ...hidden(page.text) }),
      triagePatient(patient.id, admin.accountId),
    ])
    const left = await db.patient.findUnique({
      where: { id: patient.id },
      select: { _count: { select: { observations: true } } },
    })
    const readings = await db.observation.count({ where: { patientId: patient.id } })
    expect(readings).toBe(left?._count.observations ?? 0)
  }
})

test('S-01 only the administration removes; an unknown patient is not found', async () => {
  const patient = await createPatient()
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT'] as const) {
    const other = await logInAs(app, role)
    await other.post(`/admin/patients/${patient.id}/removal`, { reason: 'No' }).expect(403)
  }
  const admin = await logInAs(app, 'ADMIN')
  await admin.get(`/admin/patients/${randomUUID()}/removal/new`).expect(404)
  await admin
    .post(`/admin/patients/${randomUUID()}/removal`, { reason: 'No', idempotency_key: randomUUID() })
    .expect(404)
  await admin.post(`/admin/patients/${randomUUID()}/restoration`).expect(404)
})
