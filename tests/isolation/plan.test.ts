import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { isolateAtHome, wellReport } from './at-home.js'

useDatabase()
let app: Express
let receptionist: Browser & TestPerson
let patient: Browser & TestPerson
let isolationId: string
beforeAll(async () => {
  app = openApp()
  receptionist = await logInAs(app, 'RECEPTIONIST')
})
beforeEach(async () => {
  patient = await logInAs(app, 'PATIENT')
  isolationId = await isolateAtHome(patient.patientId ?? '', { recordedById: receptionist.accountId })
})

const home = () => `/reception/patients/${patient.patientId}/isolation`
const opened = async () => hidden((await receptionist.get(`${home()}/plan`).expect(200)).text)
const filled = (doctorId: string | null) => ({
  doctorId: doctorId ?? '',
  caregiverName: 'Suresh Rane',
  caregiverPhone: '98223 34455',
  checkHours: '6',
  planNote: 'Take the pulse before the tablets.',
})
const isolation = () => db.homeIsolation.findUniqueOrThrow({ where: { id: isolationId } })

test('C-03 A-15 the desk writes the plan; the patient reads it, and the doctor in charge reaches the record', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  await doctor.get(`/doctor/patients/${patient.patientId}/isolation`).expect(404)
  await receptionist.post(`${home()}/plan`, { ...(await opened()), ...filled(doctor.doctorId) }).expect(303)
  expect(
    await db.message.findMany({ where: { accountId: doctor.accountId, kind: 'in-charge' } }),
  ).toMatchObject([{ channel: 'IN_APP', link: `/doctor/patients/${patient.patientId}` }])
  expect(await isolation()).toMatchObject({
    ...{ doctorId: doctor.doctorId, caregiverName: 'Suresh Rane', caregiverPhone: '+919822334455' },
    ...{ checkHours: 6, planNote: 'Take the pulse before the tablets.' },
  })
  const page = (await patient.get('/patient/isolation').expect(200)).text
  for (const words of [
    ...['DOCTOR Test', 'Suresh Rane, +91 98223 34455', 'Every 6 hours', 'Take the pulse before the tablets.'],
    ...['Stay apart from the others', 'In an emergency call 112', 'Not before', 'When it ends'],
  ])
    expect(page).toContain(words)
  await doctor.get(`/doctor/patients/${patient.patientId}/isolation`).expect(200)
  expect((await doctor.get('/doctor/isolations')).text).toContain(
    `/doctor/patients/${patient.patientId}/isolation`,
  )
  const trail = await db.auditEvent.count({ where: { action: 'isolation.plan', subjectId: isolationId } })
  expect(trail).toBe(1)
  const { headers } = await patient.post('/patient/isolation/reports', wellReport()).expect(303)
  expect((await patient.get(headers.location ?? '')).text).toContain('report again in 6 hours')
})

test('G-C5 of two who change the plan at once the second sees both versions', async () => {
  const [one, other] = [await createPerson('DOCTOR', 'Dr. Anjali Rao'), await createPerson('DOCTOR')]
  const version = await opened()
  await receptionist.post(`${home()}/plan`, { ...version, ...filled(one.doctorId) }).expect(303)
  const late = await receptionist
    .post(`${home()}/plan`, { ...version, ...filled(other.doctorId), planNote: 'typed second' })
    .expect(409)
  for (const words of ['typed second', 'Dr. Anjali Rao', 'Take the pulse']) expect(late.text).toContain(words)
  expect((await isolation()).doctorId).toBe(one.doctorId)
})

describe('bad input', () => {
  test.each([
    [{ doctorId: '' }, 'Choose the doctor in charge.'],
    [{ doctorId: '019acb00-0000-7000-8000-000000000000' }, 'This doctor does not work here now.'],
    [{ checkHours: '0' }, 'Enter a whole number of hours from 1 to 24.'],
    [{ checkHours: '' }, 'Enter the hours between two reports.'],
    [{ caregiverPhone: '12' }, 'Enter a telephone number'],
    [{ planNote: 'x'.repeat(1001) }, 'Use 1000 characters or fewer.'],
    [{ earliestEndOn: '2026-01-01' }, 'This form has a field that does not belong to it.'],
  ])('%j is refused, and the rest is still there', async (wrong, sentence) => {
    const doctor = await createPerson('DOCTOR')
    const answer = await receptionist
      .post(`${home()}/plan`, { ...(await opened()), ...filled(doctor.doctorId), ...wrong })
      .expect(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Suresh Rane')
    expect((await isolation()).caregiverName).toBeNull()
  })
})

test('G-Z1 a patient and a stranger change no plan, and who is not at home has none', async () => {
  await patient.get('/patient/isolation/plan').expect(404)
  const stranger = await logInAs(app, 'DOCTOR')
  await stranger.get(`/doctor/patients/${patient.patientId}/isolation/plan`).expect(404)
  await db.homeIsolation.update({ where: { id: isolationId }, data: { endedAt: new Date() } })
  expect((await receptionist.get(`${home()}/plan`).expect(409)).text).toContain(
    'This patient is not in home isolation.',
  )
})
