import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { deedLabel, sittingsOf } from '../../src/record/access-rules.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

describe('G-Z11 G-U1 the patient sees who looked', () => {
  test('at their record and when, staff of the desk too, but nothing of anybody else', async () => {
    const patient = await createPerson('PATIENT', 'Curious Patient')
    const [desk, admin] = [await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'ADMIN')]
    const own = await logIn(app, patient)
    expect((await own.get('/patient/access').expect(200)).text).toContain('Nobody has opened your record yet')
    await desk.get(`/reception/patients/${patient.patientId}`).expect(200)
    await admin.get(`/admin/patients/${patient.patientId}`).expect(200)
    await admin.get(`/admin/patients/${patient.patientId}/notes`).expect(200)
    const other = await createPatient()
    const stranger = await logInAs(app, 'RECEPTIONIST')
    await stranger.get(`/reception/patients/${other.id}`).expect(200)
    await db.account.update({ where: { id: stranger.accountId }, data: { name: 'Looked Elsewhere' } })
    const { text } = await own.get('/patient/access').expect(200)
    for (const part of [desk.name, 'Receptionist', 'Opened your details', admin.name, 'Read the record'])
      expect(text).toContain(part)
    expect(text).not.toContain('Looked Elsewhere')
  })

  test('page by page', async () => {
    const patient = await createPerson('PATIENT')
    const [one, two] = [await createPerson('DOCTOR', 'Dr One'), await createPerson('DOCTOR', 'Dr Two')]
    await db.auditEvent.createMany({
      data: Array.from({ length: 150 }, (_, index) => ({
        at: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000),
        actorId: index % 2 ? one.accountId : two.accountId,
        ...{ action: 'note.view', subjectType: 'patient', patientId: patient.patientId },
      })),
    })
    const own = await logIn(app, patient)
    const rows = (html: string) => html.match(/data-label="What"/g)?.length ?? 0
    const first = await own.get('/patient/access').expect(200)
    const next = first.text.match(/href="([^"]*)" rel="next"/)?.[1] ?? ''
    const second = await own.get(next).expect(200)
    expect([rows(first.text), rows(second.text)]).toEqual([100, 50])
    expect(second.text).not.toContain('rel="next"')
  })

  test('is for patients alone', async () => {
    for (const role of ['DOCTOR', 'RECEPTIONIST', 'ADMIN'] as const)
      await (await logInAs(app, role)).get('/patient/access').expect(403)
  })
})

test('what one person did in one go stands together', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute))
  const by = (actorId: string, minute: number, action = 'note.view') => ({
    ...{ at: at(minute), actorId, name: actorId, role: 'DOCTOR', action },
  })
  expect(
    sittingsOf([by('a', 50), by('a', 40, 'note.create'), by('a', 30), by('b', 29), by('a', 20)]),
  ).toEqual([
    { name: 'a', role: 'DOCTOR', from: at(30), to: at(50), actions: ['note.view', 'note.create'] },
    { name: 'b', role: 'DOCTOR', from: at(29), to: at(29), actions: ['note.view'] },
    { name: 'a', role: 'DOCTOR', from: at(20), to: at(20), actions: ['note.view'] },
  ])
  expect(deedLabel('something.view')).toBe('Looked at the record')
  expect(deedLabel('something.odd')).toBe('Worked on the record')
})

describe('G-Z11 the administration sees unusual access', () => {
  const looked = async (actorId: string, patients: number, spreadMinutes: number) => {
    const ids = await Promise.all(Array.from({ length: patients }, () => createPatient()))
    const begin = Date.now() - 3 * 3_600_000
    await db.auditEvent.createMany({
      data: ids.flatMap(({ id: patientId }, index) =>
        // Twice each: it is the patients that count.
        [0, 1].map((again) => ({
          at: new Date(begin + ((index * spreadMinutes) / patients) * 60_000 + again),
          ...{ actorId, action: 'note.view', subjectType: 'patient', patientId },
        })),
      ),
    })
  }

  test('of who opened very many different patients within an hour, and of nobody else', async () => {
    const [browsing, working, desk] = [
      await createPerson('DOCTOR', 'Dr Browsing'),
      await createPerson('DOCTOR', 'Dr Working'),
      await createPerson('RECEPTIONIST', 'Busy Desk'),
    ]
    await looked(browsing.accountId, 31, 50)
    await looked(working.accountId, 31, 170)
    await looked(desk.accountId, 40, 50)
    const admin = await logInAs(app, 'ADMIN')
    const { text } = await admin.get('/admin/unusual-access').expect(200)
    expect(text).toContain('Dr Browsing')
    expect(text).toMatch(/Dr Browsing[\s\S]*?>31</)
    for (const name of ['Dr Working', 'Busy Desk']) expect(text).not.toContain(name)
    expect((await admin.get('/admin').expect(200)).text).toContain('Unusual access since yesterday: 1')
    await (await logInAs(app, 'DOCTOR')).get('/admin/unusual-access').expect(403)
  })
})
