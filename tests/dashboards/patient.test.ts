import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { careNow } from '../../src/dashboards/patient-rules.js'
import { db } from '../../src/db/client.js'
import { day } from '../../src/shared/calendar.js'
import { admit } from '../isolation/admitted.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { letterhead } from '../support/letterhead.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { filledForm } from '../triage/filled-form.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function report(patient: Browser, changes: Parameters<typeof filledForm>[0] = {}) {
  const page = await patient.get('/patient/triage/new')
  await patient.post('/patient/triage', { ...filledForm(changes), ...hidden(page.text) }).expect(303)
}

const today = async (patient: Browser) => (await patient.get('/patient').expect(200)).text

async function takeCharge(patient: TestPerson, name: string, address: string | null) {
  const doctor = await createPerson('DOCTOR', name)
  await db.doctor.update({ where: { id: doctor.doctorId ?? '' }, data: { address, chamber: '104' } })
  const { patientId, accountId } = patient
  return db.careAssignment.create({
    data: {
      patientId: patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      assignedById: accountId,
      startedAt: new Date(),
    },
  })
}

test('P-07 a new patient’s day: not in care, and how to report a positive test', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const page = await today(patient)
  expect(page).toContain('You are not in care now')
  expect(page).toContain('href="/patient/triage/new"')
  for (const empty of ['No triage yet', 'Nobody is in charge of you yet', 'No prescriptions', 'No invoices'])
    expect(page).toContain(empty)
})

test('C-03 at home: since when, until when at least, and the instructions', async () => {
  const patient = await logInAs(app, 'PATIENT')
  await report(patient)
  const page = await today(patient)
  expect(page).toContain('You are cared for at home')
  expect(page).toContain('href="/patient/isolation"')
})

test('C-05 waiting for admission: come now, with the hospital’s telephone', async () => {
  const patient = await logInAs(app, 'PATIENT')
  await report(patient, { spo2: '85' })
  const page = await today(patient)
  expect(page).toContain('You need care in the hospital now')
  expect(page).toContain('112')
  expect(page).toContain('Severe')
})

test('C-02 incomplete: what is missing stands on the day’s page', async () => {
  const patient = await logInAs(app, 'PATIENT')
  await report(patient, { spo2: '' })
  const page = await today(patient)
  expect(page).toContain('We cannot say yet how ill you are')
  expect(page).toContain('Still missing: The oxygen in your blood')
  expect(page).not.toContain('Mild')
})

test('U-04 the doctors in charge, with specialisation, mobile and address; former ones are gone', async () => {
  const patient = await logInAs(app, 'PATIENT')
  await takeCharge(patient, 'Dr. Anjali Rao', '12 Baner Road, Pune')
  await takeCharge(patient, 'Dr. Vikram Sethi', null)
  const former = await takeCharge(patient, 'Dr. Former Doctor', null)
  await db.careAssignment.update({ where: { id: former.id }, data: { endedAt: new Date() } })
  for (const address of ['/patient', '/patient/doctors']) {
    const { text } = await patient.get(address).expect(200)
    for (const known of [
      'Dr. Anjali Rao',
      'General medicine',
      '+91 98000 00000',
      '12 Baner Road, Pune',
      'Chamber 104',
    ])
      expect(text).toContain(known)
    expect(text).not.toContain('Former Doctor')
  }
})

test('C-06 in the hospital: the ward, the bed and since when; after discharge the old triage asks for nothing', async () => {
  const patient = await logInAs(app, 'PATIENT')
  await report(patient, { spo2: '92' })
  const { id, ward } = await admit(patient.patientId ?? '', patient.accountId)
  const inBed = await today(patient)
  expect(inBed).toContain('You are in the hospital')
  expect(inBed).toContain(`${ward}, bed 7, since`)

  const endedAt = new Date()
  await db.$transaction([
    db.bedStay.updateMany({ where: { admissionId: id }, data: { endedAt } }),
    db.admission.update({
      where: { id },
      data: { status: 'DISCHARGED', dischargedAt: endedAt, dischargedById: patient.accountId },
    }),
  ])
  const discharged = await today(patient)
  expect(discharged).toContain('You were in the hospital until')
  expect(discharged).toContain('You are not in care now')
  expect(discharged).not.toContain('You should be cared for in the hospital')

  await takeCharge(patient, 'Dr. Anjali Rao', null)
  const followed = await today(patient)
  expect(followed).toContain('You are in the care of Dr. Anjali Rao')
  expect(followed).not.toContain('You are not in care now')

  const { id: triageId } = await db.triageAssessment.findFirstOrThrow({
    where: { patientId: patient.patientId ?? '' },
  })
  const result = await patient.get(`/patient/triage/${triageId}`).expect(200)
  expect(result.text).toContain('Your stay has answered this')
  expect(result.text).not.toContain('You should be cared for in the hospital')
})

test('U-02 U-12 the newest prescriptions with every medicine, and the newest invoices', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const { doctorId } = await takeCharge(patient, 'Dr. Anjali Rao', null)
  const patientId = patient.patientId ?? ''
  await db.prescription.create({
    data: {
      patientId,
      doctorId,
      items: {
        create: [
          {
            position: 1,
            medicine: 'Paracetamol',
            dose: '650 mg',
            frequency: 'EIGHT_HOURLY',
            durationDays: 3,
          },
          {
            position: 2,
            medicine: 'ORS',
            dose: '1 sachet',
            frequency: 'After each loose stool',
            durationDays: 1,
          },
        ],
      },
    },
  })
  await db.invoice.create({
    data: {
      ...letterhead,
      number: 'INV-2026-000123',
      patientId,
      issuedAt: new Date(),
      issuedById: patient.accountId,
      currency: 'INR',
      patientName: patient.name,
      totalMinor: 123_450n,
      lines: {
        create: {
          position: 1,
          kind: 'OTHER',
          description: 'Test',
          quantity: 1,
          unitPriceMinor: 123_450n,
          amountMinor: 123_450n,
        },
      },
    },
  })
  const page = await today(patient)
  for (const text of [
    'Paracetamol: 650 mg',
    'ORS: 1 sachet',
    'Dr. Anjali Rao',
    'INV-2026-000123',
    'You owe ₹1,234.50',
  ])
    expect(page).toContain(text)
  expect(page).toMatch(/href="\/patient\/invoices\/[0-9a-f-]{36}"/)
})

test('G-Z1 nothing on the day’s page is somebody else’s', async () => {
  const [asha, ravi] = [await logInAs(app, 'PATIENT'), await logInAs(app, 'PATIENT')]
  await report(asha, { spo2: '85' })
  await takeCharge(asha, 'Dr. Of Asha', null)
  const page = await today(ravi)
  expect(page).toContain('You are not in care now')
  expect(page).not.toContain('Dr. Of Asha')
})

describe('where a patient stands', () => {
  const at = (text: string) => new Date(`${text}T10:00:00Z`)
  const triage = { createdAt: at('2026-11-10'), testedOn: day('2026-11-09') }
  const isolation = { earliestEndOn: day('2026-11-16') }
  const now = day('2026-11-21')
  test.each([
    ['nothing known', { stay: null, isolation: null, triage: null }, 'NONE'],
    ['triaged, not admitted', { stay: null, isolation: null, triage }, 'AFTER_TRIAGE'],
    ['at home', { stay: null, isolation, triage }, 'AT_HOME'],
    [
      'in a bed',
      { stay: { admittedAt: at('2026-11-11'), dischargedAt: null }, isolation: null, triage },
      'IN_BED',
    ],
    [
      'discharged: the triage before the stay asks for nothing more',
      { stay: { admittedAt: at('2026-11-11'), dischargedAt: at('2026-11-20') }, isolation: null, triage },
      'DISCHARGED',
    ],
    [
      'discharged: a triage during the stay asks for nothing more',
      { stay: { admittedAt: at('2026-11-01'), dischargedAt: at('2026-11-20') }, isolation: null, triage },
      'DISCHARGED',
    ],
    [
      'discharged, and triaged anew',
      { stay: { admittedAt: at('2026-11-01'), dischargedAt: at('2026-11-05') }, isolation: null, triage },
      'AFTER_TRIAGE',
    ],
    [
      'a test of three months ago',
      { stay: null, isolation: null, triage: { createdAt: at('2026-08-10'), testedOn: day('2026-08-09') } },
      'NONE',
    ],
  ] as const)('%s', (_, known, expected) => {
    expect(careNow(known, now)).toBe(expected)
  })
})
