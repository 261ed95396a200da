import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { prescriptionsOf } from '../../src/prescriptions/queries.js'
import { frequencyLabel } from '../../src/prescriptions/rules.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function doctorAndPatient() {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient()
  await db.careAssignment.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
  return { doctor, patient, address: `/doctor/patients/${patient.id}` }
}

/** The whole form as a browser sends it: all six rows, most of them empty. */
function rows(filled: Record<string, string>): Record<string, string> {
  const names = [1, 2, 3, 4, 5, 6].flatMap((row) =>
    ['medicine', 'dose', 'frequency', 'days', 'instructions'].map((name) => `${name}${row}`),
  )
  return { ...Object.fromEntries(names.map((name) => [name, ''])), ...filled }
}

const paracetamol = {
  medicine1: 'Paracetamol',
  dose1: '650 mg',
  frequency1: 'TDS',
  days1: '5',
  instructions1: 'After food',
}

async function prescribe(doctor: Browser, address: string, filled: Record<string, string>) {
  const page = await doctor.get(`${address}/prescriptions/new`).expect(200)
  return doctor.post(`${address}/prescriptions`, { ...rows(filled), ...hidden(page.text) })
}

describe('T-19 C-07 F-12 a doctor prescribes', () => {
  test('two medicines in one form; rows left empty are none', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const answer = await prescribe(doctor, address, {
      ...paracetamol,
      medicine4: 'Budesonide inhaler',
      dose4: '800 mcg',
      frequency4: 'BD',
      days4: '1',
    })
    expect(answer.status).toBe(303)
    const sheet = await doctor.get(answer.headers.location ?? '').expect(200)
    for (const text of [
      'Paracetamol',
      '650 mg',
      'TDS, three times a day',
      '5 days',
      'After food',
      'Budesonide inhaler',
      '1 day',
      'DOCTOR Test',
    ])
      expect(sheet.text).toContain(text)
    expect((await doctor.get(address)).text).toContain(
      'Paracetamol 650 mg · TDS, three times a day · 5 days · After food',
    )
    const [kept] = await prescriptionsOf(patient.id, 5)
    expect(kept).toMatchObject({ doctor: 'DOCTOR Test', admissionId: null })
    expect(kept?.items.map(({ medicine, durationDays }) => [medicine, durationDays])).toEqual([
      ['Paracetamol', 5],
      ['Budesonide inhaler', 1],
    ])
    expect(
      await db.auditEvent.count({ where: { action: 'prescription.create', patientId: patient.id } }),
    ).toBe(1)
  })

  test('for the stay, where the patient is admitted', async () => {
    const [doctor, desk] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'RECEPTIONIST')]
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
    await prescribe(doctor, `/doctor/patients/${stay.patientId}`, paracetamol)
    expect((await prescriptionsOf(stay.patientId, 1))[0]?.admissionId).toBe(stay.id)
  })

  test('six medicines at most', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const six = [1, 2, 3, 4, 5, 6].map((row) => [
      `medicine${row}`,
      `dose${row}`,
      `frequency${row}`,
      `days${row}`,
    ])
    const filled = Object.fromEntries(
      six.flatMap(([medicine = '', dose = '', frequency = '', days = ''], index) => [
        [medicine, `Medicine ${index}`],
        [dose, '1 tablet'],
        [frequency, 'OD'],
        [days, '365'],
      ]),
    )
    expect((await prescribe(doctor, address, filled)).status).toBe(303)
    expect((await prescriptionsOf(patient.id, 1))[0]?.items).toHaveLength(6)
    expect((await prescribe(doctor, address, { ...filled, medicine7: 'One more' })).status).toBe(422)
  })

  test('G-C3 20 copies of one form at once make one prescription', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/prescriptions/new`)
    const form = { ...rows(paracetamol), ...hidden(page.text) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => doctor.post(`${address}/prescriptions`, form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await db.prescriptionItem.count({ where: { prescription: { patientId: patient.id } } })).toBe(1)
  })
})

test('R-15 every prescription stays readable, page by page', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  for (let index = 0; index < 53; index++) {
    await db.prescription.create({
      data: {
        patientId: patient.id,
        doctorId: doctor.doctorId ?? '',
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 2))),
        items: {
          create: {
            position: 1,
            medicine: `Medicine-${index}`,
            dose: '1 g',
            frequency: 'OD',
            durationDays: 1,
          },
        },
      },
    })
  }
  expect((await doctor.get(address)).text).toContain(`href="${address}/prescriptions"`)
  const first = await doctor.get(`${address}/prescriptions`).expect(200)
  const second = await doctor.get(first.text.match(/href="([^"]*)" rel="next"/)?.[1] ?? '').expect(200)
  const named = [first, second].flatMap(({ text }) =>
    [...text.matchAll(/Medicine-(\d+) /g)].map(([, number]) => number),
  )
  expect(named).toHaveLength(53)
  expect(new Set(named).size).toBe(53)
})

describe('a half-filled row gets a sentence beside the very field, and all stays typed', () => {
  test.each([
    [{ medicine2: 'Azithromycin' }, 'dose2', 'Enter the dose, such as 500 mg.'],
    [{ medicine2: 'Azithromycin', dose2: '500 mg' }, 'frequency2', 'Choose how often.'],
    [{ medicine2: 'Azithromycin', dose2: '500 mg', frequency2: 'OD' }, 'days2', 'Enter for how many days.'],
    [{ days3: '5' }, 'medicine3', 'Enter the medicine.'],
    [{ instructions6: 'With milk' }, 'medicine6', 'Enter the medicine.'],
    [{ days1: '0' }, 'days1', 'Enter days as a whole number from 1 to 365.'],
    [{ days1: '366' }, 'days1', 'Enter days as a whole number from 1 to 365.'],
    [{ days1: '1.5' }, 'days1', 'Enter days as a whole number from 1 to 365.'],
    [{ frequency1: 'HOURLY' }, 'frequency1', 'Choose how often.'],
    [{ medicine1: 'x'.repeat(121) }, 'medicine1', 'Use 120 characters or fewer.'],
  ])('%j', async (mistake, field, sentence) => {
    const { doctor, patient, address } = await doctorAndPatient()
    const answer = await prescribe(doctor, address, { ...paracetamol, ...mistake })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<a href="#field-${field}">${sentence}</a>`)
    expect(answer.text).toMatch(new RegExp(`id="field-${field}-error"`))
    expect(answer.text).toContain('value="After food"')
    expect(await db.prescription.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('an empty form asks for one medicine', async () => {
    const { doctor, address } = await doctorAndPatient()
    const answer = await prescribe(doctor, address, {})
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter at least one medicine.')
  })
})

describe('G-Z1 G-Z2', () => {
  test('a prescription under another patient’s address is not found', async () => {
    const { doctor, address } = await doctorAndPatient()
    const answer = await prescribe(doctor, address, paracetamol)
    const id = String(answer.headers.location).split('/').at(-1)
    const other = await createPatient()
    await db.careAssignment.create({
      data: {
        patientId: other.id,
        doctorId: doctor.doctorId ?? '',
        assignedById: doctor.accountId,
        startedAt: new Date(),
      },
    })
    await doctor.get(`/doctor/patients/${other.id}`).expect(200)
    await doctor.get(`/doctor/patients/${other.id}/prescriptions/${id}`).expect(404)
    await doctor.get(`${address}/prescriptions/${id}`).expect(200)
    await doctor.get(`${address}/prescriptions/${randomUUID()}`).expect(404)
    await doctor.get(`${address}/prescriptions/7`).expect(404)
  })

  test('another doctor neither reads nor prescribes; the desk has no way there', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const { headers } = await prescribe(doctor, address, paracetamol)
    const other = await logInAs(app, 'DOCTOR')
    await other.get(headers.location ?? '').expect(404)
    await other.get(`${address}/prescriptions/new`).expect(404)
    await other
      .post(`${address}/prescriptions`, { ...rows(paracetamol), idempotency_key: randomUUID() })
      .expect(404)
    const desk = await logInAs(app, 'RECEPTIONIST')
    await desk.get(String(headers.location).replace('/doctor', '/reception')).expect(404)
    expect((await desk.get(`/reception/patients/${patient.id}`)).text).not.toContain('Paracetamol')
    const admin = await logInAs(app, 'ADMIN')
    await admin.get(String(headers.location).replace('/doctor', '/admin')).expect(200)
    expect(
      (
        await visitor(app)
          .get(headers.location ?? '')
          .expect(303)
      ).headers.location,
    ).toMatch(/^\/login/)
  })

  test('a patient opens what was prescribed for them, and nothing prescribed for others', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const { headers } = await prescribe(doctor, address, paracetamol)
    const own = `/patient/prescriptions/${String(headers.location).split('/').at(-1)}`
    const [reader, stranger] = [await logInAs(app, 'PATIENT'), await logInAs(app, 'PATIENT')]
    await reader.get(own).expect(404)
    await db.patient.update({ where: { id: reader.patientId ?? '' }, data: { accountId: null } })
    await db.patient.update({ where: { id: patient.id }, data: { accountId: reader.accountId } })
    const { text } = await reader.get(own).expect(200)
    for (const words of ['Paracetamol', 'TDS, three times a day', '5 days', 'After food', 'DOCTOR Test'])
      expect(text).toContain(words)
    expect(text).not.toContain('/patients/')
    expect((await reader.get('/patient')).text).toContain(`href="${own}"`)
    await stranger.get(own).expect(404)
    await reader.get(`/patient/prescriptions/${randomUUID()}`).expect(404)
    await reader.get(headers.location ?? '').expect(403)
    expect((await visitor(app).get(own).expect(303)).headers.location).toMatch(/^\/login/)
  })

  test('G-Z6 nobody prescribes in another doctor’s name', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const answer = await prescribe(doctor, address, { ...paracetamol, doctorId: randomUUID() })
    expect(answer.status).toBe(422)
    expect(await db.prescription.count({ where: { patientId: patient.id } })).toBe(0)
  })
})

test('an older frequency that is no longer on the list stands as it was written', () => {
  expect(frequencyLabel('SOS')).toBe('SOS, only when needed')
  expect(frequencyLabel('1-0-1')).toBe('1-0-1')
  expect(frequencyLabel('toString')).toBe('toString')
})
