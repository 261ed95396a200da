import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { allergiesOf } from '../../src/history/queries.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function inCare(doctor: { accountId: string; doctorId: string | null }, patientId: string) {
  const { accountId: assignedById, doctorId } = doctor
  await db.careAssignment.create({
    data: { patientId, doctorId: doctorId ?? '', assignedById, startedAt: new Date() },
  })
}

async function tell(who: Browser, home: string, told: Record<string, string>) {
  const page = await who.get(`${home}/allergies/new`).expect(200)
  return who.post(`${home}/allergies`, { kind: 'OTHER', severity: 'UNKNOWN', ...told, ...hidden(page.text) })
}

const banner = (html: string) =>
  /<ul class="ww-banner-alerts">[\s\S]*?<\/ul>/.exec(html)?.[0].replace(/\s+/g, ' ') ?? ''

describe('E-38 allergies', () => {
  test('are not asked yet, then known to be none since when, then red in the banner with how severe', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    const home = `/reception/patients/${patient.id}/history`
    expect(banner((await desk.get(home).expect(200)).text)).toContain('Allergies not asked yet')
    await desk.post(`${home}/allergies/none`).expect(303)
    expect(banner((await desk.get(home)).text)).toContain('No known allergies (since ')
    const answer = await tell(desk, home, {
      substance: 'penicillin',
      reaction: 'swelling',
      severity: 'SEVERE',
    })
    expect(answer.status).toBe(303)
    const { text } = await desk.get(home).expect(200)
    expect(text).toContain('penicillin is noted. Every prescription is checked for it.')
    expect(banner(text)).toContain('<strong dir="auto">penicillin (severe: swelling)</strong>')
    expect(banner(text)).not.toContain('No known allergies')
    const { known, noneSince } = await allergiesOf(patient.id)
    expect(noneSince).toBeNull()
    expect(known).toMatchObject([
      {
        substance: 'penicillin',
        code: 'penicillins',
        kind: 'MEDICINE',
        severity: 'SEVERE',
        recordedBy: desk.name,
      },
    ])
    expect((await db.patient.findUniqueOrThrow({ where: { id: patient.id } })).noKnownAllergiesAt).toBeNull()
    const refused = await desk.post(`${home}/allergies/none`).expect(409)
    expect(refused.text).toContain('Take those back first that were wrong.')
    expect(await db.auditEvent.count({ where: { action: 'allergy.record', patientId: patient.id } })).toBe(2)
  })

  test('offer the ingredients and classes of the safety rules, and take any other words as not checked', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const patient = await createPatient()
    await inCare(doctor, patient.id)
    const home = `/doctor/patients/${patient.id}/history`
    const page = await doctor.get(`${home}/allergies/new`).expect(200)
    for (const name of ['Penicillins', 'Amoxicillin']) expect(page.text).toContain(`<option value="${name}">`)
    await tell(doctor, home, { substance: 'मूंगफली', kind: 'FOOD' })
    const { text } = await doctor.get(home).expect(200)
    expect(text).toContain('Not checked by the rules')
    expect(text).toContain('prescriptions are not checked for it')
    expect((await allergiesOf(patient.id)).known).toMatchObject([
      { substance: 'मूंगफली', code: null, kind: 'FOOD' },
    ])
  })

  test('that somebody noted already are said to be, also of 10 at one instant', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    const home = `/reception/patients/${patient.id}/history`
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        desk.post(`${home}/allergies`, {
          ...{ substance: index % 2 ? 'Latex' : 'latex', kind: 'OTHER', severity: 'MILD' },
          idempotency_key: randomUUID(),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(422)])
    expect(answers.find(({ status }) => status === 422)?.text).toContain('This allergy is noted already.')
  })

  test('with a mistake keep what was typed', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    const home = `/reception/patients/${patient.id}/history`
    const answer = await tell(desk, home, {
      substance: '',
      reaction: 'A rash after a minute',
      severity: 'AWFUL',
    })
    expect(answer.status).toBe(422)
    for (const text of [
      'Enter what they are allergic to.',
      'Choose how severe it was.',
      'A rash after a minute',
    ])
      expect(answer.text).toContain(text)
  })

  test('are taken back by a doctor with a reason, and can still be read', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const desk = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient()
    await inCare(doctor, patient.id)
    const { id } = await db.allergy.create({
      data: { patientId: patient.id, kind: 'OTHER', substance: 'Dust', recordedById: desk.accountId },
    })
    const home = `/doctor/patients/${patient.id}/history`
    const page = await doctor.get(`${home}/allergies/${id}/removal/new`).expect(200)
    expect(page.text).toContain('Take back the allergy to Dust?')
    const unreasoned = await doctor.post(`${home}/allergies/${id}/removal`, {
      reason: '',
      ...hidden(page.text),
    })
    expect(unreasoned.status).toBe(422)
    await doctor
      .post(`${home}/allergies/${id}/removal`, { reason: 'It was a cold', ...hidden(page.text) })
      .expect(303)
    const { text } = await doctor.get(home).expect(200)
    expect(banner(text)).toContain('Allergies not asked yet')
    for (const said of ['Taken back: 1', 'It was a cold', 'Dust']) expect(text).toContain(said)
    expect(await db.allergy.findUniqueOrThrow({ where: { id } })).toMatchObject({
      removedById: doctor.accountId,
    })
    await desk
      .post(`/reception/patients/${patient.id}/history/allergies/${id}/removal`, { reason: 'X' })
      .expect(403)
  })

  test('U-19 U-20 are told by the patient in their own details, who takes none back', async () => {
    const patient = await logInAs(app, 'PATIENT')
    expect((await patient.get('/patient/profile').expect(200)).text).toContain('You have not told us yet')
    await patient.post('/patient/profile/allergies/none').expect(303)
    expect((await patient.get('/patient/profile')).text).toContain('that you know of none.')
    await tell(patient, '/patient/profile', {
      substance: 'Amoxicillin',
      reaction: 'rash',
      severity: 'MODERATE',
    })
    expect((await patient.get('/patient/profile')).text).toContain('Amoxicillin (moderate: rash)')
    const { known } = await allergiesOf(patient.patientId ?? '')
    expect(known).toMatchObject([{ code: 'amoxicillin', byPatient: true }])
    const desk = await logInAs(app, 'RECEPTIONIST')
    expect((await desk.get(`/reception/patients/${patient.patientId}/history`)).text).toContain(
      'told by the patient',
    )
    await patient.post(`/patient/profile/allergies/${known[0]?.id}/removal`, { reason: 'X' }).expect(404)
  })
})

test('G-Z1 G-Z2 somebody else’s patient, and an allergy under another patient’s address, are not found', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const [mine, other] = [await createPatient(), await createPatient()]
  await inCare(doctor, mine.id)
  const { id } = await db.allergy.create({ data: { patientId: other.id, kind: 'OTHER', substance: 'Dust' } })
  await doctor.get(`/doctor/patients/${other.id}/history`).expect(404)
  await doctor.get(`/doctor/patients/${mine.id}/history/allergies/${id}/removal/new`).expect(404)
  const form = { reason: 'Not mine', idempotency_key: randomUUID() }
  await doctor.post(`/doctor/patients/${mine.id}/history/allergies/${id}/removal`, form).expect(404)
  const told = { substance: 'X', kind: 'OTHER', severity: 'MILD', idempotency_key: randomUUID() }
  await doctor.post(`/doctor/patients/${other.id}/history/allergies`, told).expect(404)
  await doctor.post(`/doctor/patients/${other.id}/history/allergies/none`).expect(404)
  expect((await allergiesOf(other.id)).known).toHaveLength(1)
  const patient = await logInAs(app, 'PATIENT')
  await patient.get(`/reception/patients/${mine.id}/history`).expect(403)
  expect((await visitor(app).get('/patient/profile/allergies/new').expect(303)).headers.location).toMatch(
    /^\/login/,
  )
})

test('nothing is added to a closed record', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient()
  await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
  const home = `/reception/patients/${patient.id}/history`
  expect((await desk.get(home).expect(200)).text).not.toContain(`${home}/allergies/new`)
  const answer = await tell(desk, home, { substance: 'Dust' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('This record is closed.')
})
