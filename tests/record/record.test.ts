import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { dayOfStay } from '../../src/record/rules.js'
import { day } from '../../src/shared/calendar.js'
import { admitSomebody, createWard, moderate, triagePatient } from '../admissions/hospital.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const pen = '<script>alert("x")</script>'

/** A patient who was triaged and lies in a bed, with so many notes and prescriptions by the doctor in charge. */
async function admitted({ notes = 1, name = 'Rohan Patil' } = {}) {
  const person = await createPerson('DOCTOR', 'Dr. Anjali Rao')
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patient = await db.patient.create({
    data: {
      name,
      localName: 'रोहन पाटील',
      sex: 'MALE',
      dateOfBirth: new Date('1972-05-09'),
      phone: '+919823000012',
      address: '4 Prabhat Road',
      allergies: {
        create: [
          { kind: 'MEDICINE', substance: 'Penicillin', severity: 'SEVERE', reaction: 'Anaphylaxis' },
          { kind: 'OTHER', substance: 'Latex', severity: 'MILD' },
        ],
      },
      medicalHistory: 'Diabetes since 2010.',
    },
    select: { id: true, name: true, number: true },
  })
  await triagePatient(patient.id, desk.accountId, moderate)
  const ward = await createWard()
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [person.doctorId ?? ''], patient)
  await write(patient.id, person, notes)
  return { person, desk, patient, ward, stay }
}

async function write(patientId: string, { doctorId }: TestPerson, count: number) {
  for (let index = 0; index < count; index++) {
    await db.clinicalNote.create({
      data: { patientId, doctorId: doctorId ?? '', text: `Note ${index}. ${pen}` },
    })
    await db.prescription.create({
      data: {
        patientId,
        doctorId: doctorId ?? '',
        items: {
          create: {
            position: 1,
            medicine: `Medicine ${index}`,
            dose: '1 tablet',
            frequency: 'BD',
            durationDays: 5,
          },
        },
      },
    })
  }
}

describe('C-09 R-15 T-17 the whole patient on one page', () => {
  test('for the doctor in charge: who, triage and why, bed, doctors, notes, prescriptions', async () => {
    const { person, patient, ward } = await admitted()
    const { text } = await (await logIn(app, person)).get(`/doctor/patients/${patient.id}`).expect(200)
    for (const part of [
      'Rohan Patil',
      'रोहन पाटील',
      '+91 98230 00012',
      'Penicillin',
      'Anaphylaxis',
      'Latex',
      'Diabetes since 2010.',
      'Moderate',
      `${ward.name}, bed 12`,
      'Day 1',
      'Dr. Anjali Rao',
      'Note 0.',
      'Medicine 0 1 tablet · BD, twice a day · 5 days',
      '4 Prabhat Road',
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/What decided<\/h3>[\s\S]*92/)
    expect(text).toContain(`href="/doctor/patients/${patient.id}/notes/new"`)
    expect(text).toContain(`href="/doctor/patients/${patient.id}/prescriptions/new"`)
    expect(text).not.toContain('/discharge/new')
    expect(text).not.toContain(`/patients/${patient.id}/edit`)
  })

  test('A-29 for the admin, who reads all of it and may edit, discharge and remove', async () => {
    const { patient, stay } = await admitted()
    const admin = await logInAs(app, 'ADMIN')
    const { text } = await admin.get(`/admin/patients/${patient.id}`).expect(200)
    for (const part of [
      'Note 0.',
      'Medicine 0',
      `/admin/patients/${patient.id}/edit`,
      `/admin/admissions/${stay.id}/discharge/new`,
      `/admin/patients/${patient.id}/removal/new`,
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('/notes/new')
  })

  test('G-Z7 for the receptionist: everything but what the doctors wrote and the medical history', async () => {
    const { desk, patient, ward, stay } = await admitted()
    const { text } = await desk.get(`/reception/patients/${patient.id}`).expect(200)
    for (const part of [
      'Rohan Patil',
      'Moderate',
      `${ward.name}, bed 12`,
      'Dr. Anjali Rao',
      `/reception/admissions/${stay.id}/discharge/new`,
      `/reception/patients/${patient.id}/doctors/new`,
    ])
      expect(text).toContain(part)
    for (const part of ['Note 0.', 'Medicine 0', 'Diabetes since 2010.']) expect(text).not.toContain(part)
    expect(text).not.toContain(`/reception/patients/${patient.id}/admissions/new`)
  })

  test('a walk-in of whom nothing is known yet says so, and what to do', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const { id } = await db.patient.create({
      data: { name: 'Unknown Woman', phone: '+919800000009' },
      select: { id: true },
    })
    const { text } = await desk.get(`/reception/patients/${id}`).expect(200)
    expect(text).toMatch(/llergies/)
    for (const part of [
      'Not triaged yet',
      'No doctor is in charge now.',
      `/reception/patients/${id}/triage/new`,
      `/reception/patients/${id}/admissions/new`,
    ])
      expect(text).toContain(part)
  })

  test('G-W3 a name that is a script is shown as text everywhere', async () => {
    const { desk, person, patient } = await admitted({ name: pen })
    const doctor = await logIn(app, person)
    for (const [browser, base] of [
      [desk, '/reception'],
      [doctor, '/doctor'],
    ] as const) {
      for (const page of [
        `${base}/patients/${patient.id}`,
        `${base}/patients?q=script`,
        `${base}/patients`,
        base,
      ]) {
        const { text } = await browser.get(page).expect(200)
        expect(text).not.toContain('<script>alert')
      }
    }
  })
})

describe('G-Z1 G-Z3 somebody else’s patient is not found, the same as none', () => {
  const inside = ['', '/photo', '/notes', '/notes/new', '/prescriptions/new', '/triage/new']
  const posts = ['/notes', '/prescriptions', '/triage']

  test('for another doctor, at every address, and the page holds nothing of them', async () => {
    const { patient } = await admitted()
    const prescription = await db.prescription.findFirstOrThrow({ where: { patientId: patient.id } })
    const other = await logInAs(app, 'DOCTOR')
    const nobody = await other.get('/doctor/patients/0192f000-0000-7000-8000-000000000000').expect(404)
    for (const place of [...inside, `/prescriptions/${prescription.id}`]) {
      const answer = await other.get(`/doctor/patients/${patient.id}${place}`).expect(404)
      expect(answer.text).not.toContain('Rohan')
      if (place === '') expect(withoutReference(answer.text)).toBe(withoutReference(nobody.text))
    }
    for (const place of posts)
      await other.post(`/doctor/patients/${patient.id}${place}`, { idempotency_key: '0' }).expect(404)
  })

  test('for a patient: in no portal of staff, and not in their own', async () => {
    const { patient } = await admitted()
    const other = await logInAs(app, 'PATIENT')
    for (const base of ['/reception', '/doctor', '/admin', '/patient'])
      for (const place of inside) {
        const answer = await other.get(`${base}/patients/${patient.id}${place}`)
        expect([403, 404]).toContain(answer.status)
        expect(answer.text).not.toContain('Rohan')
      }
  })

  test('for clinical data entry: no record at all', async () => {
    const { patient } = await admitted()
    const records = await logInAs(app, 'DATA_ENTRY')
    for (const base of ['/reception', '/doctor', '/admin', '/records'])
      expect([403, 404]).toContain((await records.get(`${base}/patients/${patient.id}`)).status)
  })
})

test('the record sends as many SQL statements for a long history as for a short one', async () => {
  const { person, patient, desk } = await admitted()
  const doctor = await logIn(app, person)
  const asked = (browser: typeof doctor, base: string) =>
    statementsOf(() => browser.get(`${base}/patients/${patient.id}`).expect(200))
  await asked(doctor, '/doctor')
  const frame = await statementsOf(() => doctor.get('/doctor/account').expect(200))
  const [short, shortAtDesk] = [await asked(doctor, '/doctor'), await asked(desk, '/reception')]
  await write(patient.id, person, 30)
  expect([await asked(doctor, '/doctor'), await asked(desk, '/reception')]).toEqual([short, shortAtDesk])
  // The page of the account asks once for itself.
  expect(short - (frame - 1)).toBeLessThanOrEqual(8)
})

test('the day of admission is day 1 of a stay', () => {
  expect(dayOfStay(day('2026-11-21'), day('2026-11-21'))).toBe(1)
  expect(dayOfStay(day('2026-11-21'), day('2026-12-01'))).toBe(11)
  expect(dayOfStay(day('2026-11-22'), day('2026-11-21'))).toBe(1)
})

const withoutReference = (html: string) =>
  html.replace(/[0-9a-f]{8}(?=[^0-9a-f])/g, '').replace(/\/doctor\/patients\/[^"]*/g, '')
