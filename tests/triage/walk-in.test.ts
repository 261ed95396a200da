import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { filledForm } from './filled-form.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function triage(
  staff: Browser,
  base: string,
  patientId: string,
  changes: Parameters<typeof filledForm>[0] = {},
) {
  const address = `${base}/patients/${patientId}/triage`
  const page = await staff.get(`${address}/new`).expect(200)
  const answer = await staff.post(address, { ...filledForm(changes), ...hidden(page.text) })
  expect(answer.status).toBe(303)
  return (await staff.get(answer.headers.location ?? '').expect(200)).text
}

/** A doctor logged in, with a walk-in in their care. */
async function doctorAndPatient() {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient({ name: 'Meera Joshi' })
  const startedAt = new Date()
  const { accountId: assignedById, doctorId } = doctor
  await db.careAssignment.create({
    data: { patientId: patient.id, doctorId: doctorId ?? '', assignedById, startedAt },
  })
  return { doctor, patient }
}

describe('C-02 a walk-in without an account', () => {
  test('is triaged by the receptionist: mild, with instructions to print', async () => {
    const receptionist = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient({ name: 'Ravi Deshmukh' })
    const page = await triage(receptionist, '/reception', patient.id)
    expect(page).toContain('The triage of Ravi Deshmukh was recorded.')
    expect(page).toContain('Mild')
    expect(page).toContain('by RECEPTIONIST Test')
    expect(page).not.toContain('/admissions/new')
    const print = await receptionist.get(`/reception/patients/${patient.id}/isolation`).expect(200)
    expect(print.text).toContain('Ravi Deshmukh')
    expect(print.text).toContain('Call for help at once')
  })

  test('C-05 moderate: the receptionist goes on to the admission form', async () => {
    const receptionist = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    const page = await triage(receptionist, '/reception', patient.id, { respiratoryRate: '24' })
    expect(page).toContain('Moderate')
    expect(page).toContain('A respiratory rate of 24/min is from 24 to 30.')
    expect(page).toContain(`href="/reception/patients/${patient.id}/admissions/new"`)
  })

  test('C-05 severe, by the doctor, who may not admit and has no button for it', async () => {
    const { doctor, patient } = await doctorAndPatient()
    const page = await triage(doctor, '/doctor', patient.id, {
      oxygen: 'HIGH_FLOW_OR_VENTILATED',
      spo2: '98',
    })
    expect(page).toContain('Severe')
    expect(page).toContain('The patient is on high-flow oxygen or a ventilator.')
    expect(page).toContain('Do not take the oxygen away to get a number.')
    expect(page).not.toContain('/admissions/new')
  })

  test('is triaged by the admin, incomplete: admission is certain already, and what is missing is said', async () => {
    const admin = await logInAs(app, 'ADMIN')
    const patient = await createPatient()
    const page = await triage(admin, '/admin', patient.id, { spo2: '85', oxygen: '', respiratoryRate: '' })
    expect(page).toContain('Severe')
    expect(page).toContain('Incomplete')
    expect(page).toContain('<li>Respiratory rate</li>')
    expect(page).toContain('Admission is advised at once')
    expect(page).toContain(`href="/admin/patients/${patient.id}/admissions/new"`)
  })

  test('without a date of birth is incomplete, and the receptionist can go and record it', async () => {
    const receptionist = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    await db.patient.update({ where: { id: patient.id }, data: { dateOfBirth: null } })
    const page = await triage(receptionist, '/reception', patient.id)
    expect(page).toContain('Incomplete')
    expect(page).not.toContain('Mild')
    expect(page).toContain(`href="/reception/patients/${patient.id}/edit"`)
  })
})

test('a refused form keeps what the receptionist typed, under the patient’s banner', async () => {
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient({ name: 'Ravi Deshmukh' })
  const address = `/reception/patients/${patient.id}/triage`
  const page = await receptionist.get(`${address}/new`)
  const form = { ...filledForm({ pulse: '1000', laboratory: 'Metropolis' }), ...hidden(page.text) }
  const answer = await receptionist.post(address, form).expect(422)
  expect(answer.text).toContain('Ravi Deshmukh')
  expect(answer.text).toContain('value="Metropolis"')
  expect(answer.text).toContain('value="1000"')
  expect(hidden(answer.text)).toEqual(hidden(page.text))
})

test('G-Z1 G-Z2 a doctor reaches only the patients in their care', async () => {
  const { patient } = await doctorAndPatient()
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  await triage(receptionist, '/reception', patient.id)
  const { id } = await db.triageAssessment.findFirstOrThrow({
    where: { patientId: patient.id },
    select: { id: true },
  })

  const stranger = await logInAs(app, 'DOCTOR')
  const address = `/doctor/patients/${patient.id}/triage`
  await stranger.get(`${address}/new`).expect(404)
  await stranger.post(address, filledForm()).expect(404)
  await stranger.get(`${address}/${id}`).expect(404)
  await stranger.get(`/doctor/patients/${patient.id}/isolation`).expect(404)
  expect(await db.triageAssessment.count({ where: { patientId: patient.id } })).toBe(1)
})

test('G-Z2 a result under another patient’s address is not found', async () => {
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  const [one, other] = [await createPatient(), await createPatient()]
  await triage(receptionist, '/reception', one.id)
  const { id } = await db.triageAssessment.findFirstOrThrow({
    where: { patientId: one.id },
    select: { id: true },
  })
  await receptionist.get(`/reception/patients/${one.id}/triage/${id}`).expect(200)
  await receptionist.get(`/reception/patients/${other.id}/triage/${id}`).expect(404)
  await receptionist.get(`/reception/patients/not-an-id/triage/${id}`).expect(404)
})

test('a closed record takes no new triage', async () => {
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient()
  const page = await receptionist.get(`/reception/patients/${patient.id}/triage/new`).expect(200)
  await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
  await receptionist
    .post(`/reception/patients/${patient.id}/triage`, { ...filledForm(), ...hidden(page.text) })
    .expect(404)
  expect(await db.triageAssessment.count({ where: { patientId: patient.id } })).toBe(0)
})

test('G-C3 one key for two patients is two forms: the second is refused, never answered with the first’s result', async () => {
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  const [one, other] = [await createPatient(), await createPatient()]
  const page = await receptionist.get(`/reception/patients/${one.id}/triage/new`)
  const form = { ...filledForm(), ...hidden(page.text) }
  await receptionist.post(`/reception/patients/${one.id}/triage`, form).expect(303)
  await receptionist.post(`/reception/patients/${other.id}/triage`, form).expect(409)
  expect(await db.triageAssessment.count({ where: { patientId: other.id } })).toBe(0)
})

test('a triage can never be changed or deleted, not even by the application', async () => {
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient()
  await triage(receptionist, '/reception', patient.id, { spo2: '91' })
  const where = { patientId: patient.id }
  await expect(db.triageAssessment.updateMany({ where, data: { severity: 'MILD' } })).rejects.toThrow()
  await expect(db.triageAssessment.deleteMany({ where })).rejects.toThrow()
})

test('S-03 who is signed out goes to log in', async () => {
  const patient = await createPatient()
  const answer = await visitor(app).get(`/reception/patients/${patient.id}/triage/new`).expect(303)
  expect(answer.headers.location).toMatch(/^\/login\?next=/)
})
