import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../src/access/actor.js'
import { db } from '../../src/db/client.js'
import { recordAssessment } from '../../src/triage/commands.js'
import { assessmentForm } from '../../src/triage/forms.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { daysAgo, filledForm } from './filled-form.js'

useDatabase()
let app: Express
let receptionist: Browser & Actor
let clerk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  const person = await logInAs(app, 'RECEPTIONIST')
  receptionist = { ...person, id: person.accountId, role: 'RECEPTIONIST' }
  clerk = await logInAs(app, 'DATA_ENTRY')
})

let patient: Awaited<ReturnType<typeof createPatient>>
beforeEach(async () => {
  patient = await createPatient({ name: 'Sunita Joshi', phone: '+919811122233' })
  await db.patient.update({
    where: { id: patient.id },
    data: {
      address: '4 Tilak Road',
      medicalHistory: 'Sickle cell trait',
      governmentIdKind: 'OTHER',
      governmentIdNumber: `ID${patient.number}`,
    },
  })
})

/** A triage by the receptionist; without a respiratory rate unless `changes` says otherwise. */
async function triage(changes: Parameters<typeof filledForm>[0] = {}) {
  const address = `/reception/patients/${patient.id}/triage`
  const page = await receptionist.get(`${address}/new`)
  const form = { ...filledForm({ respiratoryRate: '', ...changes }), ...hidden(page.text) }
  const answer = await receptionist.post(address, form).expect(303)
  return (answer.headers.location ?? '').split('/').at(-1) ?? ''
}

test('D-03 F-16 the day of data entry is the incomplete triages, the oldest first, with what is missing', async () => {
  const id = await triage()
  const younger = await createPatient({ name: 'Younger Patient' })
  const first = patient
  patient = younger
  await triage({ spo2: '', consciousness: '' })
  const page = await clerk.get('/records').expect(200)
  expect(page.text).toContain(`href="/records/triage/${id}/readings"`)
  expect(page.text.indexOf(first.name)).toBeLessThan(page.text.indexOf('Younger Patient'))
  expect(page.text).toContain('SpO2, Respiratory rate, Level of consciousness')
})

test('D-03 they complete it: what was told is there, a new triage is made, and the old one stays as it was', async () => {
  const id = await triage({ symptoms: 'NONE', laboratory: 'City Laboratory' })
  const page = await clerk.get(`/records/triage/${id}/readings`).expect(200)
  expect(page.text).toContain('value="City Laboratory"')
  expect(page.text).toMatch(/name="symptoms" value="NONE" checked/)
  expect(page.text).toMatch(/name="conditions" value="NONE" checked/)
  expect(page.text).toMatch(/name="caregiver" value="yes" checked/)
  // Taken within the half hour, so that they are of the same round.
  expect(page.text).toMatch(/name="spo2" value="97"/)
  expect(page.text).toMatch(/name="temperature" value="38.3"/)

  const form = { ...filledForm({ symptoms: 'NONE', respiratoryRate: '17' }), ...hidden(page.text) }
  const answer = await clerk.post(`/records/triage/${id}/readings`, form).expect(303)
  const result = await clerk.get(answer.headers.location ?? '').expect(200)
  expect(result.text).toContain('Mild')
  expect(result.text).toContain('Sunita Joshi')

  const all = await db.triageAssessment.findMany({
    where: { patientId: patient.id },
    orderBy: { createdAt: 'asc' },
  })
  expect(all.map(({ status, recordedById }) => [status, recordedById === clerk.accountId])).toEqual([
    ['INCOMPLETE', false],
    ['OK', true],
  ])
  expect(await db.homeIsolation.count({ where: { patientId: patient.id } })).toBe(1)
  expect((await clerk.get('/records')).text).not.toContain(id)
})

test('readings older than half an hour are shown, but not mixed into a new round', async () => {
  const before = new Date(Date.now() - 31 * 60_000)
  const form = assessmentForm(daysAgo(0)).parse({
    ...filledForm({ respiratoryRate: '' }),
    idempotency_key: randomUUID(),
  })
  const { id } = await recordAssessment(receptionist, patient.id, form, before)
  const page = await clerk.get(`/records/triage/${id}/readings`).expect(200)
  expect(page.text).toContain('Readings of that time')
  expect(page.text).toMatch(/name="spo2" value=""/)
  expect(page.text).toMatch(/name="caregiver" value="yes" checked/)
})

test('G-Z7 they get name, number, age and the test, and nothing else of the record', async () => {
  const id = await triage()
  for (const address of ['/records', `/records/triage/${id}/readings`, `/records/triage/${id}`]) {
    const page = await clerk.get(address).expect(200)
    expect(page.text).toContain('Sunita Joshi')
    expect(page.text).toContain(`W-${String(patient.number).padStart(6, '0')}`)
    for (const hiddenText of ['98111', 'Tilak Road', 'Sickle cell', `ID${patient.number}`])
      expect(page.text).not.toContain(hiddenText)
  }
})

test('G-Z1 a complete triage that somebody else made is not theirs to see, nor a patient’s page', async () => {
  const id = await triage({ respiratoryRate: '17' })
  await clerk.get(`/records/triage/${id}`).expect(404)
  await clerk.get(`/records/triage/${id}/readings`).expect(404)
  await clerk.post(`/records/triage/${id}/readings`, filledForm()).expect(404)
  await clerk.get(`/reception/patients/${patient.id}/triage/${id}`).expect(403)
})

test('impossible readings come back with everything that was there, and nothing is saved', async () => {
  const id = await triage()
  const page = await clerk.get(`/records/triage/${id}/readings`)
  const form = {
    ...filledForm({ respiratoryRate: '170', laboratory: 'Corrected laboratory' }),
    ...hidden(page.text),
  }
  const answer = await clerk.post(`/records/triage/${id}/readings`, form).expect(422)
  expect(answer.text).toContain('170 is not possible')
  expect(answer.text).toContain('value="Corrected laboratory"')
  expect(answer.text).toContain('<title>Error:')
  expect(await db.triageAssessment.count({ where: { patientId: patient.id } })).toBe(1)
})

test('a triage that was overtaken by a newer one is not completed any more, and says so', async () => {
  const id = await triage()
  const page = await clerk.get(`/records/triage/${id}/readings`)
  await triage({ respiratoryRate: '22' })
  const answer = await clerk.post(`/records/triage/${id}/readings`, { ...filledForm(), ...hidden(page.text) })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('A newer triage of this patient was recorded meanwhile.')
  expect(await db.triageAssessment.count({ where: { patientId: patient.id } })).toBe(2)
})

test('G-C3 two people complete the same triage at the same moment: one does, the other reads why not', async () => {
  const id = await triage()
  const other = await logInAs(app, 'DATA_ENTRY')
  const post = async (browser: Browser) => {
    const page = await browser.get(`/records/triage/${id}/readings`)
    return browser.post(`/records/triage/${id}/readings`, { ...filledForm(), ...hidden(page.text) })
  }
  const answers = await Promise.all([post(clerk), post(other)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(await db.triageAssessment.count({ where: { patientId: patient.id } })).toBe(2)
})
