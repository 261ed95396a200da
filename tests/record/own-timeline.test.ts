import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { createWard } from '../admissions/hospital.js'
import { itemId } from '../orders/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { letterhead } from '../support/letterhead.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let doctor: TestPerson
let patient: Browser & TestPerson

beforeAll(async () => {
  app = openApp()
  doctor = await createPerson('DOCTOR', 'Dr. Anjali Rao')
  patient = await logInAs(app, 'PATIENT')
  await recordOf(patient)
})

const day = (n: number, hour = 6) => new Date(Date.UTC(2026, 2, n, hour))

/** One entry of each kind, and beside each what the patient must not read. */
async function recordOf(person: TestPerson) {
  const patientId = person.patientId ?? ''
  const doctorId = doctor.doctorId ?? ''
  await db.appointment.create({
    data: {
      ...{
        patientId,
        doctorId,
        status: 'CONFIRMED',
        reason: 'Cough for a week',
        createdById: person.accountId,
      },
      ...{ day: new Date('2026-03-01'), startsAt: day(1), endsAt: day(1, 7) },
    },
  })
  await ordered(person, 'ELEC', day(3))
  await ordered(person, 'TROP-I', null)
  await treatment(person, 'NEB', day(4, 8))
  await treatment(person, 'IVF', null)
  await db.prescription.create({
    data: {
      ...{ patientId, doctorId, createdAt: day(4) },
      items: {
        create: [{ position: 1, medicine: 'Paracetamol', dose: '500 mg', frequency: 'TDS', durationDays: 5 }],
      },
    },
  })
  await document(person, 'Chest X-ray', { releasedAt: day(5), releasedById: doctor.accountId })
  await document(person, 'Not for you', {})
  await document(person, 'My own scan', { uploadedById: person.accountId })
  const ward = await createWard()
  const stay = await db.admission.create({
    data: {
      ...{ patientId, reason: 'Staff reason', admittedAt: day(6), admittedById: doctor.accountId },
      ...{
        status: 'DISCHARGED',
        dischargedAt: day(8),
        dischargedById: doctor.accountId,
        dischargeNote: 'Staff note',
      },
      stays: {
        create: { bedId: ward.beds[0]?.id ?? '', startedAt: day(6), endedAt: day(8) },
      },
    },
  })
  for (const version of [1, 2])
    await db.dischargeSummary.create({
      data: {
        ...{
          admissionId: stay.id,
          patientId,
          doctorId,
          version,
          course: 'c',
          condition: 'Improved',
          advice: 'a',
        },
        ...{
          diagnosis: `Pneumonia, version ${version}`,
          reason: version > 1 ? 'Typo' : null,
          signedAt: day(9, version),
        },
      },
    })
  await db.dailyReport.create({
    data: { patientId, day: new Date('2026-03-10'), mood: 'GOOD', rating: 8, createdAt: day(10) },
  })
  await db.invoice.create({
    data: {
      ...letterhead,
      ...{ number: `T-${person.accountId}`, patientId, issuedAt: day(11), issuedById: doctor.accountId },
      ...{ currency: 'INR', patientName: person.name, totalMinor: 123_450n },
      lines: {
        create: {
          position: 1,
          kind: 'OTHER',
          description: 'Bed',
          quantity: 1,
          unitPriceMinor: 123_450n,
          amountMinor: 123_450n,
        },
      },
    },
  })
  await db.clinicalNote.create({ data: { patientId, doctorId, text: 'What doctors write for each other' } })
}

async function ordered(person: TestPerson, code: string, releasedAt: Date | null) {
  return db.$transaction(async (tx) => {
    const order = await tx.clinicalOrder.create({
      data: {
        ...{ patientId: person.patientId ?? '', doctorId: doctor.doctorId ?? '', kind: 'TEST' },
        ...{ itemId: await itemId(code), orderedAt: day(2), orderedById: doctor.accountId },
        ...{ status: 'COMPLETED', completedAt: day(2), reason: 'Staff question', releasedAt },
      },
    })
    await tx.testResult.create({
      data: {
        orderId: order.id,
        version: 1,
        status: 'FINAL',
        recordedById: doctor.accountId,
        recordedAt: day(2),
      },
    })
    return order
  })
}

async function treatment(person: TestPerson, code: string, completedAt: Date | null) {
  return db.clinicalOrder.create({
    data: {
      ...{ patientId: person.patientId ?? '', doctorId: doctor.doctorId ?? '', kind: 'TREATMENT' },
      ...{ itemId: await itemId(code), orderedAt: day(2), orderedById: doctor.accountId },
      ...{ reason: 'Staff question', completedAt, status: completedAt ? 'COMPLETED' : 'ORDERED' },
      ...(completedAt && { givenById: doctor.accountId, givenNote: 'Staff wrote how it was borne' }),
    },
  })
}

async function document(
  person: TestPerson,
  title: string,
  more: { uploadedById?: string; releasedAt?: Date; releasedById?: string },
) {
  const file = await db.storedFile.create({
    data: { originalName: 'x.pdf', mediaType: 'application/pdf', size: 1, sha256: 'x' },
  })
  return db.document.create({
    data: {
      ...{
        patientId: person.patientId ?? '',
        fileId: file.id,
        kind: 'SCAN',
        title,
        day: new Date('2026-03-05'),
      },
      ...{ uploadedById: doctor.accountId, createdAt: day(5), ...more },
    },
  })
}

test('E-14 a patient finds visits, results, prescriptions, documents, stays, reports and bills in one list, newest first', async () => {
  const { text } = await patient.get('/patient/timeline').expect(200)
  const inOrder = [
    'Invoice T-',
    'Your daily report',
    'Pneumonia, version 2',
    'Discharged: ',
    'Admitted: ',
    'Chest X-ray',
    'Treatment given: Nebulisation',
    'Prescription RX-',
    'Result: Electrolytes',
    'Cough for a week',
  ]
  const places = inOrder.map((words) => text.indexOf(words))
  expect(
    places.every((place) => place > 0),
    String(places),
  ).toBe(true)
  expect([...places].sort((a, b) => a - b)).toEqual(places)
  for (const words of ['₹1,234.50', 'Good, 8 of 10', 'Paracetamol: 500 mg', 'Dr. Anjali Rao', 'My own scan'])
    expect(text).toContain(words)
})

test('E-14 G-Z7 what was not released and what staff write for each other is not in it', async () => {
  const { text } = await patient.get('/patient/timeline').expect(200)
  for (const words of [
    'Troponin',
    'Not for you',
    'Staff reason',
    'Staff note',
    'Staff question',
    'how it was borne',
    'Infusion by a vein',
    'for each other',
    'version 1',
  ])
    expect(text, words).not.toContain(words)
})

test('E-14 filtered by kind and by period, as the address says', async () => {
  const results = await patient.get('/patient/timeline?kind=RESULT&kind=INVOICE').expect(200)
  expect(results.text).toContain('Result: ')
  expect(results.text).toContain('Invoice T-')
  expect(results.text).not.toContain('Chest X-ray')
  const days = await patient.get('/patient/timeline?from=2026-03-04&to=2026-03-05').expect(200)
  expect(days.text).toContain('Prescription RX-')
  expect(days.text).toContain('Chest X-ray')
  expect(days.text).not.toContain('Invoice T-')
  expect(days.text).not.toContain('Result: ')
  const given = await patient.get('/patient/timeline?kind=TREATMENT').expect(200)
  expect(given.text.match(/Treatment given: /g)).toHaveLength(1)
  const none = await patient.get('/patient/timeline?from=2020-01-01&to=2020-01-02').expect(200)
  expect(none.text).toContain('Nothing fits')
  await patient.get('/patient/timeline?kind=NOTE&after=%00').expect(200)
  const backwards = await patient
    .get('/patient/timeline?from=2026-03-05&to=2026-03-04&kind=RESULT')
    .expect(422)
  expect(backwards.text).toContain('The period ends before it begins.')
  expect(backwards.text).toContain('name="from" value="2026-03-05"')
  expect(backwards.text).toContain('Result: ')
})

test('U-02 E-14 a result is marked as new until the patient opens it', async () => {
  const person = await logInAs(app, 'PATIENT')
  const order = await ordered(person, 'ELEC', new Date())
  expect((await person.get('/patient/timeline')).text).toMatch(/class="ww-new">New</)
  const today = (await person.get('/patient').expect(200)).text
  expect(today).toMatch(/Result: Electrolytes/)
  expect(today).toMatch(/class="ww-new">New</)
  await person.get(`/patient/results/${order.id}`).expect(200)
  expect((await person.get('/patient/timeline')).text).not.toMatch(/class="ww-new">New</)
})

test('E-14 G-D5 two thousand entries: as many statements as for none, and pages that end', async () => {
  const person = await logInAs(app, 'PATIENT')
  const few = await statementsOf(() => person.get('/patient/timeline').expect(200))
  await db.prescription.createMany({
    data: Array.from({ length: 2000 }, (_, n) => ({
      patientId: person.patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      createdAt: new Date(Date.UTC(2020, 0, 1, 0, n)),
    })),
  })
  const many = await statementsOf(() => person.get('/patient/timeline').expect(200))
  expect(many).toBe(few)
  expect(many).toBeLessThanOrEqual(8)
  let address: string | undefined = '/patient/timeline?kind=PRESCRIPTION'
  const seen = new Set<string>()
  let pages = 0
  while (address !== undefined && pages < 3) {
    const { text }: { text: string } = await person.get(address).expect(200)
    const found = [...text.matchAll(/\/patient\/prescriptions\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')
    expect(found).toHaveLength(50)
    for (const id of found) expect(seen.has(id)).toBe(false)
    for (const id of found) seen.add(id)
    address = /href="([^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    pages++
  }
  expect(seen.size).toBe(150)
})

test('G-Z1 G-U1 nobody else’s entries, a log-in first, and every look is written down', async () => {
  const other = await logInAs(app, 'PATIENT')
  const { text } = await other.get('/patient/timeline').expect(200)
  expect(text).toContain('Nothing here yet')
  expect(text).not.toContain('Paracetamol')
  const looks = { actorId: other.accountId, action: 'patient.own', patientId: other.patientId }
  expect(await db.auditEvent.count({ where: looks })).toBe(1)
  const gone = await visitor(app).get('/patient/timeline').expect(303)
  expect(gone.headers.location).toContain('/login')
  const staff = await logIn(app, doctor)
  await staff.get('/patient/timeline').expect(403)
})

test('U-02 the day’s page asks as much with a long record as with none', async () => {
  const fresh = await logInAs(app, 'PATIENT')
  const few = await statementsOf(() => fresh.get('/patient').expect(200))
  expect(await statementsOf(() => patient.get('/patient').expect(200))).toBe(few)
  expect(few).toBeLessThanOrEqual(8)
})

test('U-19 U-20 a patient reads their details, conditions and medical history, and finds the way to a copy', async () => {
  const person = await logInAs(app, 'PATIENT')
  const patientId = person.patientId ?? ''
  await db.patient.update({
    where: { id: patientId },
    data: { medicalHistory: 'Asthma as a child', bloodGroup: 'B_POSITIVE' },
  })
  const recordedById = doctor.accountId
  await db.condition.create({
    data: {
      patientId,
      name: 'Type 2 diabetes',
      since: new Date('2019-05-01'),
      note: 'Staff thought',
      recordedById,
    },
  })
  await db.condition.create({
    data: { patientId, name: 'Wrong one', status: 'ENTERED_IN_ERROR', recordedById },
  })
  const { text } = await person.get('/patient/profile').expect(200)
  for (const words of [
    'Asthma as a child',
    'Type 2 diabetes, since Wed 1 May 2019',
    'href="/patient/record"',
    'B+',
  ])
    expect(text).toContain(words)
  for (const words of ['Staff thought', 'Wrong one']) expect(text).not.toContain(words)
})
