import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { admit, filledRound, minutesAgo, onWard, record } from './ward.js'

useDatabase()
let app: Express
let clerk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

let patient: Awaited<ReturnType<typeof createPatient>>
let rounds: string
beforeEach(async () => {
  patient = await createPatient({ name: 'Sunita Joshi', phone: '+919811122233' })
  rounds = `/records/patients/${patient.id}/observations`
  const secret = { address: '4 Tilak Road', medicalHistory: 'Sickle cell trait' }
  await db.patient.update({ where: { id: patient.id }, data: secret })
})

describe('D-03 clinical data entry writes down a round', () => {
  test('of a patient whom they find by name, also misspelt, and choose', async () => {
    const page = await clerk.get('/records/rounds').expect(200)
    const find = { ...hidden(page.text), patientSearch: 'Sunita Josi', find: 'patient' }
    const found = await clerk.post('/records/rounds', find).expect(200)
    expect(found.text).toContain(`value="${patient.id}"`)
    const chosen = await clerk.post('/records/rounds', { ...hidden(page.text), patientId: patient.id })
    expect(chosen.headers.location).toBe(`${rounds}/new`)
    expect((await clerk.get(`/records/patients/pick?patientSearch=sunita`).expect(200)).text).toContain(
      'Sunita Joshi',
    )
  })

  test('choosing nobody is refused and keeps what was typed', async () => {
    const answer = await clerk.post('/records/rounds', { patientSearch: 'Sunita' }).expect(422)
    expect(answer.text).toContain('Find the patient, and choose one of those found.')
    expect(answer.text).toContain('value="Sunita"')
  })

  test('and reads the score, the band and when the next is due', async () => {
    const { id, text } = await record(clerk, rounds, { ...minutesAgo(10), respiratoryRate: '25' })
    expect(text).toContain('NEWS2 3: low-medium')
    expect(text).toContain('Next round by')
    expect(await db.observation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      recordedById: clerk.accountId,
      news2Total: 3,
    })
  })

  test('strikes out their own, and finds no round that somebody else wrote', async () => {
    const mine = await record(clerk, rounds, { ...minutesAgo(10), pulse: '88' })
    const strike = await clerk.get(`${rounds}/${mine.id}/strike`).expect(200)
    await clerk
      .post(`${rounds}/${mine.id}/strike`, { reason: 'Wrong bed', ...hidden(strike.text) })
      .expect(303)
    expect((await clerk.get(rounds).expect(200)).text).toContain('Wrong bed')

    const ward = await onWard(app)
    const theirs = await record(ward.doctor, ward.rounds, { pulse: '99' })
    const address = `/records/patients/${ward.patient.id}/observations`
    await clerk.get(`${address}/${theirs.id}`).expect(404)
    await clerk.get(`${address}/${theirs.id}/strike`).expect(404)
    await clerk.post(`${address}/${theirs.id}/strike`, { reason: 'Mine', ...hidden(strike.text) }).expect(404)
    expect((await clerk.get(address).expect(200)).text).not.toContain('>99<')
    expect(await db.observation.count({ where: { id: theirs.id, struckAt: null } })).toBe(1)
  })
})

test('G-Z7 they see name, number, age, sex and bed, and nothing else of the record', async () => {
  await admit(patient.id, clerk.accountId, 3)
  const { id } = await record(clerk, rounds)
  const pages = [
    '/records/rounds',
    '/records/patients/pick?patientSearch=Sunita',
    rounds,
    `${rounds}/new`,
    `${rounds}/${id}`,
    `${rounds}/${id}/strike`,
  ]
  for (const address of pages) {
    const { text } = await clerk.get(address).expect(200)
    for (const secret of ['98111', '2233', 'Tilak', 'Sickle', '1980', 'Feb'])
      expect(text).not.toContain(secret)
  }
  const { text } = await clerk.get(`${rounds}/new`)
  expect(text).toContain('Sunita Joshi')
  expect(text).toContain(`W-${String(patient.number).padStart(6, '0')}`)
  expect(text).toMatch(/\d+ years, Male/)
  expect(text).toMatch(/Ward \w+, bed 7/)
})

test('G-Z1 the chart, the trends and the scale are not theirs; nor is a closed or unknown patient', async () => {
  for (const page of ['/chart', '/trends', '/spo2-scale']) await clerk.get(`${rounds}${page}`).expect(404)
  await clerk.get(`/doctor/patients/${patient.id}/observations`).expect(403)
  await clerk.get('/records/patients/0191e0c0-0000-7000-8000-000000000000/observations/new').expect(404)
  const page = await clerk.get(`${rounds}/new`)
  await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
  await clerk.post(rounds, { ...filledRound(), ...hidden(page.text) }).expect(404)
})

test('reception has no page of rounds', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get('/records/rounds').expect(403)
})
