import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { icd10, requirePossibleCourse } from '../../src/history/rules.js'
import { contactsOf } from '../../src/patients/contact-queries.js'
import { day } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function doctorAndPatient() {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient({ name: 'Rohan Patil' })
  await db.careAssignment.create({
    data: {
      ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(),
    },
  })
  return { doctor, patient, home: `/doctor/patients/${patient.id}/history` }
}

describe('T-17 the problem list', () => {
  test('takes a condition with its code and since when, and later that it is over', async () => {
    const { doctor, patient, home } = await doctorAndPatient()
    const page = await doctor.get(`${home}/conditions/new`).expect(200)
    const told = { name: 'Type 2 diabetes', code: 'e11.9', since: '2010-04-01', note: 'On metformin' }
    await doctor.post(`${home}/conditions`, { ...told, ...hidden(page.text) }).expect(303)
    const shown = await doctor.get(home).expect(200)
    for (const text of ['Type 2 diabetes', 'E11.9', 'On metformin', 'Active'])
      expect(shown.text).toContain(text)
    const { id } = await db.condition.findFirstOrThrow({ where: { patientId: patient.id } })
    const edit = await doctor.get(`${home}/conditions/${id}/edit`).expect(200)
    const over = { ...told, status: 'RESOLVED', resolvedOn: '2020-01-01' }
    await doctor.post(`${home}/conditions/${id}`, { ...over, ...hidden(edit.text) }).expect(303)
    expect(await db.condition.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'RESOLVED',
      version: 2,
    })
    const stale = await doctor.post(`${home}/conditions/${id}`, {
      ...over,
      status: 'ENTERED_IN_ERROR',
      resolvedOn: '',
      ...hidden(edit.text),
    })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('Entered in error')
    expect(stale.text).not.toMatch(/<td[^>]*>ENTERED_IN_ERROR/)
    expect(await db.auditEvent.count({ where: { action: 'condition.record', patientId: patient.id } })).toBe(
      2,
    )
  })

  test.each([
    [{ name: '' }, 'Enter the condition.'],
    [{ code: 'sugar' }, 'Enter a code of ICD-10 like E11.9, or leave it empty.'],
    [{ since: '2099-01-01' }, 'Enter a day that is not in the future.'],
  ])('refuses %j beside the field and keeps the rest', async (mistake, sentence) => {
    const { doctor, home } = await doctorAndPatient()
    const page = await doctor.get(`${home}/conditions/new`)
    const form = { name: 'Asthma', note: 'A kept note', ...mistake, ...hidden(page.text) }
    const answer = await doctor.post(`${home}/conditions`, form).expect(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('A kept note')
  })

  test('knows codes by their shape, and courses by their order', () => {
    expect([icd10('j45'), icd10(' u07.1 '), icd10(null)]).toEqual(['J45', 'U07.1', null])
    const today = day('2026-11-21')
    const course = (status: 'ACTIVE' | 'RESOLVED', since: string | null, resolvedOn: string | null) => () =>
      requirePossibleCourse(
        { status, since: since ? day(since) : null, resolvedOn: resolvedOn ? day(resolvedOn) : null },
        today,
      )
    expect(course('RESOLVED', '2020-01-01', '2020-01-01')).not.toThrow()
    expect(course('ACTIVE', null, '2020-01-01')).toThrow('Resolved')
    expect(course('RESOLVED', '2020-01-02', '2020-01-01')).toThrow('before it began')
    expect(course('RESOLVED', null, '2026-11-22')).toThrow('future')
  })
})

test('U-20 the text of the history is the doctor’s to correct, and nobody’s change is lost', async () => {
  const { doctor, patient, home } = await doctorAndPatient()
  const page = await doctor.get(`${home}/text`).expect(200)
  await doctor
    .post(`${home}/text`, { medicalHistory: 'Asthma since childhood.', ...hidden(page.text) })
    .expect(303)
  expect((await doctor.get(home)).text).toContain('Asthma since childhood.')
  const stale = await doctor
    .post(`${home}/text`, { medicalHistory: 'Typed meanwhile', ...hidden(page.text) })
    .expect(409)
  for (const text of ['Asthma since childhood.', 'Typed meanwhile']) expect(stale.text).toContain(text)
  expect((await db.patient.findUniqueOrThrow({ where: { id: patient.id } })).medicalHistory).toBe(
    'Asthma since childhood.',
  )
})

describe('F-01 whom to call', () => {
  test('several, of whom one is called first; changed and removed', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    const home = `/reception/patients/${patient.id}/history`
    for (const name of ['Meera', 'Vijay', 'Leela']) {
      const page = await desk.get(`${home}/contacts/new`).expect(200)
      await desk
        .post(`${home}/contacts`, { name, relation: 'CHILD', phone: '98220 00001', ...hidden(page.text) })
        .expect(303)
    }
    const names = async () => (await contactsOf(patient.id)).map(({ name }) => name)
    expect(await names()).toEqual(['Meera', 'Vijay', 'Leela'])
    const [, vijay, leela] = await contactsOf(patient.id)
    await desk.post(`${home}/contacts/${leela?.id}/first`).expect(303)
    expect(await names()).toEqual(['Leela', 'Meera', 'Vijay'])
    const edit = await desk.get(`${home}/contacts/${vijay?.id}/edit`).expect(200)
    await desk
      .post(`${home}/contacts/${vijay?.id}`, {
        name: 'Vijaya',
        relation: 'SPOUSE',
        phone: '+44 20 7946 0018',
        ...hidden(edit.text),
      })
      .expect(303)
    await desk.post(`${home}/contacts/${leela?.id}/removal`).expect(303)
    expect(await names()).toEqual(['Meera', 'Vijaya'])
    await desk.post(`${home}/contacts/${leela?.id}/removal`).expect(404)
  })

  test('the patient keeps their own, and nobody else’s', async () => {
    const [patient, other] = [await logInAs(app, 'PATIENT'), await createPatient()]
    const theirs = await db.patientContact.create({
      data: { patientId: other.id, position: 1, name: 'Stranger', relation: 'OTHER', phone: '+919800000001' },
    })
    const page = await patient.get('/patient/profile/contacts/new').expect(200)
    await patient
      .post('/patient/profile/contacts', {
        name: 'Meera',
        relation: 'SPOUSE',
        phone: '98220 00001',
        ...hidden(page.text),
      })
      .expect(303)
    expect((await patient.get('/patient/profile')).text).toContain('Meera')
    await patient.get(`/patient/profile/contacts/${theirs.id}/edit`).expect(404)
    await patient.post(`/patient/profile/contacts/${theirs.id}/removal`).expect(404)
    const form = { name: 'X', relation: 'OTHER', phone: '98220 00001', idempotency_key: randomUUID() }
    await patient.post(`/patient/profile/contacts/${theirs.id}`, form).expect(404)
    expect((await contactsOf(other.id)).map(({ name }) => name)).toEqual(['Stranger'])
  })
})

test('G-Z7 the desk gets allergies and contacts, and nothing that doctors keep', async () => {
  const { doctor, patient, home } = await doctorAndPatient()
  const page = await doctor.get(`${home}/conditions/new`)
  await doctor.post(`${home}/conditions`, { name: 'Secret condition', ...hidden(page.text) }).expect(303)
  await db.patient.update({ where: { id: patient.id }, data: { medicalHistory: 'Secret history' } })
  await db.dailyReport.create({
    data: {
      patientId: patient.id,
      day: new Date('2026-11-20'),
      mood: 'LOW',
      rating: 4,
      symptoms: [],
      description: 'Secret report',
    },
  })
  const desk = await logInAs(app, 'RECEPTIONIST')
  const shown = await desk.get(`/reception/patients/${patient.id}/history`).expect(200)
  expect(shown.text).toContain('Allergies')
  expect(shown.text).not.toContain('Secret')
  await desk.get(`/reception/patients/${patient.id}/history/conditions/new`).expect(403)
  await desk
    .post(`/reception/patients/${patient.id}/history/text`, { medicalHistory: 'X', version: '1' })
    .expect(403)
  const clinical = await doctor.get(home).expect(200)
  for (const text of ['Secret condition', 'Secret history', 'Secret report', 'rated their health 4 of 10'])
    expect(clinical.text).toContain(text)
  const admin = await logInAs(app, 'ADMIN')
  expect((await admin.get(`/admin/patients/${patient.id}/history`).expect(200)).text).toContain(
    'Secret condition',
  )
})

test('G-U1 each look at a history is noted, and it takes as many statements for much as for little', async () => {
  const { doctor, patient, home } = await doctorAndPatient()
  await doctor.get(home).expect(200)
  const looks = {
    action: 'patient.view',
    patientId: patient.id,
    actorId: doctor.accountId,
    subjectType: 'patient',
  }
  expect(await db.auditEvent.count({ where: looks })).toBe(1)
  const few = await statementsOf(() => doctor.get(home).expect(200))
  await db.allergy.createMany({
    data: Array.from({ length: 40 }, (_, index) => ({
      patientId: patient.id,
      kind: 'OTHER' as const,
      substance: `S${index}`,
    })),
  })
  await db.condition.createMany({
    data: Array.from({ length: 60 }, (_, index) => ({
      patientId: patient.id,
      name: `C${index}`,
      recordedById: doctor.accountId,
    })),
  })
  const many = await statementsOf(() => doctor.get(home).expect(200))
  expect(many).toBe(few)
  expect(many).toBeLessThanOrEqual(8)
})
