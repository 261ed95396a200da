import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { supersede } from '../../src/verification/printing.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { inPune } from '../support/zone.js'

useDatabase()
let app: ReturnType<typeof openApp>
let doctor: Browser & TestPerson
let patient: TestPerson
let own: Browser
let id: string
let number: string

const item = {
  dose: '1 tablet (500 mg)',
  frequency: 'TDS',
  durationDays: 5,
  unit: 'tablet',
  quantity: 15,
  route: 'By mouth',
}

beforeAll(async () => {
  app = openApp(inPune)
  doctor = await logInAs(app, 'DOCTOR')
  patient = await createPerson('PATIENT', 'Sunita Joshi')
  own = await logIn(app, patient)
  const patientId = patient.patientId ?? ''
  await db.patient.update({ where: { id: patientId }, data: { localName: 'सुनीता जोशी' } })
  await db.allergy.create({
    data: { patientId, kind: 'MEDICINE', substance: 'Penicillin', severity: 'SEVERE' },
  })
  await takeIntoCare(doctor, patientId)
  const made = await prescribe([
    { ...item, position: 1, medicine: 'Paracetamol 500 mg tablet', instructions: 'After food.' },
    {
      ...item,
      position: 2,
      medicine: 'Ibuprofen 400 mg tablet',
      frequency: 'SOS',
      maxPerDay: 3,
      quantity: null,
    },
  ])
  id = made.id
  number = `RX-${String(made.number).padStart(6, '0')}`
})

const takeIntoCare = (who: TestPerson, patientId: string) =>
  db.careAssignment.create({
    data: { patientId, doctorId: who.doctorId ?? '', assignedById: who.accountId, startedAt: new Date() },
  })

const prescribe = (
  items: (Omit<typeof item, 'quantity'> & {
    position: number
    medicine: string
    quantity: number | null
    instructions?: string
    maxPerDay?: number
  })[],
) =>
  db.prescription.create({
    data: {
      patientId: patient.patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      ruleSet: 'wardwell-2026.11',
      createdAt: new Date('2026-03-05T04:30:00Z'),
      items: { create: items },
      warnings: {
        create: [
          {
            position: 1,
            kind: 'INTERACTION',
            severity: 'SERIOUS',
            text: 'Both can harm the stomach.',
            values: {},
            source: 'BNF',
            reason: 'Three days only, with food.',
          },
        ],
      },
    },
  })

test('X-10 E-13 X-12 a doctor prints a prescription: medicines in words, why a warning was passed, who signed, and the code', async () => {
  const { answer, text, pages, info } = await pdfOf(
    doctor,
    `/doctor/patients/${patient.patientId}/prescriptions/${id}/prescription.pdf`,
  )
  const { registrationNumber } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId ?? '' } })
  expect(answer.headers['content-type']).toContain('application/pdf')
  expect(answer.headers['content-disposition']).toBe(`attachment; filename=${number}.pdf`)
  expect(answer.headers['cache-control']).toContain('no-store')
  expect(pages).toHaveLength(1)
  const { code } = await db.printedDocument.findFirstOrThrow({ where: { subjectId: id } })
  for (const words of [
    'Prescription',
    number,
    'Prescribed on Thu 5 Mar 2026, 10:00 am',
    'Sunita Joshi',
    'सुनीता जोशी',
    'Allergies Penicillin',
    registrationNumber,
    'MBBS, MD',
    'Paracetamol 500 mg tablet',
    'Take 1 tablet (500 mg) three times a day, for 5 days.',
    'After food.',
    'until Mon 9 Mar 2026',
    'Ibuprofen 400 mg tablet',
    'not more than 3 times a day',
    'Both can harm the stomach.',
    'Three days only, with food.',
    'wardwell-2026.11',
    'Signed electronically on Thu 5 Mar 2026',
    code.match(/.{4}/g)?.join('-') ?? '',
    'http://localhost:3000/verify',
    'Page 1 of 1',
  ])
    expect(text).toContain(words)
  for (const secret of ['Sunita', 'Joshi', 'W-0', 'Paracetamol']) expect(info).not.toContain(secret)
  expect(info).toContain(number)
  expect(answer.headers['content-disposition']).not.toContain('Sunita')
  const scanned = await visitor(app).get(`/verify/${code}`).expect(200)
  expect(scanned.text).toContain('Genuine')
})

test('E-13 U-16 the patient prints their own, and the same code stands on it', async () => {
  const first = await pdfOf(own, `/patient/prescriptions/${id}/prescription.pdf`)
  const { code } = await db.printedDocument.findFirstOrThrow({ where: { subjectId: id } })
  expect(first.text).toContain(code.slice(0, 4))
  expect(await db.printedDocument.count({ where: { subjectId: id } })).toBe(1)
})

test('E-13 a prescription that was replaced says so on its paper, and so does its code', async () => {
  const old = await prescribe([{ ...item, position: 1, medicine: 'Warfarin 5 mg tablet' }])
  await db.prescription.update({ where: { id: old.id }, data: { status: 'STOPPED' } })
  await supersede(db, 'PRESCRIPTION', old.id, new Date())
  const { text } = await pdfOf(own, `/patient/prescriptions/${old.id}/prescription.pdf`)
  expect(text).toContain('This prescription was stopped. It no longer holds.')
  const { code } = await db.printedDocument.findFirstOrThrow({ where: { subjectId: old.id } })
  expect((await visitor(app).get(`/verify/${code}`)).text).toContain('Superseded')
})

test('G-U1 every print is written down, with who and whose', async () => {
  const { id: fresh } = await prescribe([{ ...item, position: 1, medicine: 'Zinc' }])
  await pdfOf(doctor, `/doctor/patients/${patient.patientId}/prescriptions/${fresh}/prescription.pdf`)
  await pdfOf(own, `/patient/prescriptions/${fresh}/prescription.pdf`)
  const events = await db.auditEvent.findMany({ where: { subjectId: fresh }, orderBy: { id: 'asc' } })
  expect(events.map(({ actorId, action, patientId }) => ({ actorId, action, patientId }))).toEqual([
    { actorId: doctor.accountId, action: 'prescription.view', patientId: patient.patientId },
    { actorId: patient.accountId, action: 'prescription.view', patientId: patient.patientId },
  ])
})

test('G-Z1 G-Z2 a stranger, and an address that mixes two patients, find no prescription', async () => {
  const other = await logInAs(app, 'PATIENT')
  const stranger = await logInAs(app, 'DOCTOR')
  await other.get(`/patient/prescriptions/${id}/prescription.pdf`).expect(404)
  await stranger.get(`/doctor/patients/${patient.patientId}/prescriptions/${id}/prescription.pdf`).expect(404)
  await takeIntoCare(doctor, other.patientId ?? '')
  await doctor.get(`/doctor/patients/${other.patientId}/prescriptions/${id}/prescription.pdf`).expect(404)
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get(`/doctor/patients/${patient.patientId}/prescriptions/${id}/prescription.pdf`).expect(403)
  const gone = await visitor(app).get(`/patient/prescriptions/${id}/prescription.pdf`).expect(303)
  expect(gone.headers.location).toContain('/login')
})
