import { readdirSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db, pool } from '../../src/db/client.js'
import { recordSchema } from '../../src/exports/record-schema.js'
import { keep, receive } from '../../src/files/store.js'
import { createWard, moderate, triagePatient } from '../admissions/hospital.js'
import { itemId } from '../orders/clinic.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { letterhead } from '../support/letterhead.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { filesIn } from '../support/zip.js'

useDatabase()
let app: ReturnType<typeof openApp>
let doctor: TestPerson
let patient: Browser & TestPerson
let broken: string

beforeAll(async () => {
  app = openApp()
  doctor = await createPerson('DOCTOR', 'Dr. Anjali Rao')
  patient = await logInAs(app, 'PATIENT')
  await recordOf(patient)
})

const day = (n: number, hour = 6) => new Date(Date.UTC(2026, 2, n, hour))

async function document(title: string, content: string, more: { releasedAt?: Date; releasedById?: string }) {
  const { id, size, sha256 } = await keep(await receive([Buffer.from(content)]))
  await db.storedFile.create({
    data: { id, originalName: 'x.pdf', mediaType: 'application/pdf', size, sha256 },
  })
  await db.document.create({
    data: {
      ...{ patientId: patient.patientId ?? '', fileId: id, kind: 'SCAN', title, day: new Date('2026-03-05') },
      ...{ uploadedById: doctor.accountId, ...more },
    },
  })
  return id
}

/** Something in every table of a patient's own. */
async function recordOf(person: TestPerson) {
  const patientId = person.patientId ?? ''
  const doctorId = doctor.doctorId ?? ''
  const by = doctor.accountId
  await db.patient.update({
    where: { id: patientId },
    data: { localName: 'सुनीता', address: '<script>alert(1)</script>', medicalHistory: 'Asthma as a child' },
  })
  await db.allergy.create({
    data: { patientId, kind: 'MEDICINE', substance: 'Penicillin', severity: 'SEVERE' },
  })
  await db.condition.create({
    data: { patientId, name: 'Type 2 diabetes', code: 'E11', note: 'Staff thought', recordedById: by },
  })
  await db.patientContact.create({
    data: { patientId, position: 1, name: 'Ravi', relation: 'SPOUSE', phone: '+919800000001' },
  })
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
  const triage = await triagePatient(patientId, by, moderate)
  const isolation = await db.homeIsolation.create({
    data: {
      ...{
        patientId,
        assessmentId: triage.id,
        startedOn: new Date('2026-03-02'),
        endedAt: day(5),
        endReason: 'The isolation ended by the discharge rule.',
        endRule: {
          ...{ reason: null, doctor: { name: 'Dr. Who Signed', registrationNumber: 'MCI-1' } },
          result: {
            ruleSet: { version: 'Wardwell 1' },
            conditions: [
              { text: 'At least {{least}} days since.', values: { least: 7 }, holds: true },
              { text: 'What did not hold.', values: {}, holds: false },
            ],
          },
        },
      },
      earliestEndOn: new Date('2026-03-09'),
    },
  })
  await db.homeCheck.create({
    data: {
      ...{ patientId, isolationId: isolation.id, reportedById: by, takenAt: day(3), alert: 'RECHECK' },
      ...{ breathing: 'SAME', feeling: 'BETTER', symptoms: [], ruleSetVersion: 'test' },
      result: { score: { reasons: [{ text: 'SpO2 was {{value}} %.', values: { value: 92 }, id: 'x' }] } },
    },
  })
  const item = await db.serviceItem.findUniqueOrThrow({ where: { code: 'NURSE' } })
  await db.serviceRequest.create({
    data: {
      ...{ patientId, itemId: item.id, isolationId: isolation.id, requestedById: by, requestedAt: day(4) },
      ...{ status: 'ALLOCATED', allocatedTo: 'Nurse Kavita', plannedAt: day(4, 9), details: 'A dressing' },
    },
  })
  await db.alert.create({
    data: {
      ...{ patientId, kind: 'RED_FLAG', subjectId: isolation.id, raisedAt: day(3), text: 'Told to staff' },
      ...{ status: 'CLOSED', action: 'Staff closed it', closedAt: day(4) },
    },
  })
  for (const [code, releasedAt] of [
    ['ELEC', day(3)],
    ['TROP-I', null],
  ] as const)
    await db.$transaction(async (tx) => {
      const order = await tx.clinicalOrder.create({
        data: {
          ...{
            patientId,
            doctorId,
            kind: 'TEST',
            itemId: await itemId(code),
            orderedAt: day(2),
            orderedById: by,
          },
          ...{ status: 'COMPLETED', completedAt: day(2), reason: 'Staff question', releasedAt },
        },
      })
      await tx.testResult.create({
        data: {
          ...{ orderId: order.id, version: 1, status: 'FINAL', recordedById: by, recordedAt: day(2) },
          comment: `Comment on ${code}`,
          values: {
            create: {
              position: 1,
              code: 'potassium',
              name: 'Potassium',
              number: 6.9,
              decimals: 1,
              unit: 'mmol/L',
              flag: 'CRITICAL_HIGH',
            },
          },
        },
      })
    })
  await db.prescription.create({
    data: {
      ...{ patientId, doctorId, createdAt: day(4) },
      items: {
        create: [{ position: 1, medicine: 'Paracetamol', dose: '500 mg', frequency: 'TDS', durationDays: 5 }],
      },
      warnings: {
        create: {
          ...{
            position: 1,
            kind: 'DUPLICATE',
            severity: 'CAUTION',
            text: 'Twice: {{name}}',
            values: { name: 'x' },
          },
          ...{ source: 'Rules', reason: 'Short course' },
        },
      },
    },
  })
  await document('Chest / X-ray ../../etc', 'the very bytes', { releasedAt: day(5), releasedById: by })
  await document('Not for the patient', 'staff only', {})
  broken = await document('Lost scan', 'will be lost', { releasedAt: day(5), releasedById: by })
  const ward = await createWard()
  const stay = await db.admission.create({
    data: {
      ...{ patientId, reason: 'Staff reason', admittedAt: day(6), admittedById: by },
      ...{ status: 'DISCHARGED', dischargedAt: day(8), dischargedById: by, dischargeNote: 'Staff note' },
      stays: {
        create: { bedId: ward.beds[0]?.id ?? '', startedAt: day(6), endedAt: day(8) },
      },
    },
  })
  await db.dischargeSummary.create({
    data: {
      ...{ admissionId: stay.id, patientId, doctorId, version: 1, diagnosis: 'Pneumonia', course: 'c' },
      ...{ condition: 'Improved', advice: 'Rest', signedAt: day(9) },
    },
  })
  await db.dailyReport.create({
    data: { patientId, day: new Date('2026-03-10'), mood: 'GOOD', rating: 8, createdAt: day(10) },
  })
  await db.invoice.create({
    data: {
      ...letterhead,
      ...{
        number: 'T-1',
        patientId,
        issuedAt: day(11),
        issuedById: by,
        currency: 'INR',
        patientName: person.name,
      },
      totalMinor: 123_450n,
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
  const colleague = await createPerson('DOCTOR')
  await db.colleagueLetter.create({
    data: {
      ...{ patientId, fromId: doctorId, toId: colleague.doctorId ?? '', kind: 'QUESTION' },
      ...{ text: 'A letter between doctors', sentAt: day(7) },
    },
  })
  await db.auditEvent.create({
    data: { actorId: by, action: 'note.view', subjectType: 'patient', subjectId: patientId, patientId },
  })
}

async function copyOf(browser: Browser, path: string) {
  const answer = await browser.get(path).responseType('blob').expect(200)
  const files = filesIn(answer.body)
  const text = (name: string) => files.get(name)?.toString('utf8') ?? ''
  return { answer, files, text, record: recordSchema.parse(JSON.parse(text('record.json'))) }
}

test('E-15 U-20 a patient takes a copy of everything that is theirs: a page, the same for programs, and the files', async () => {
  const { answer, files, text, record } = await copyOf(patient, '/patient/record/record.zip')
  expect(answer.headers['content-disposition']).toBe('attachment; filename=record.zip')
  expect(answer.headers['cache-control']).toContain('no-store')
  expect(record).toMatchObject({ format: 'wardwell-record', version: 1, audience: 'PATIENT' })
  expect(record.person).toMatchObject({ localName: 'सुनीता', medicalHistory: 'Asthma as a child' })
  const {
    format: _f,
    version: _v,
    exportedAt: _e,
    hospital: _h,
    audience: _a,
    person: _p,
    ...sections
  } = record
  for (const [name, rows] of Object.entries(sections)) expect(rows.length, name).toBeGreaterThan(0)
  expect(record.orders.find(({ code }) => code === 'ELEC')?.results[0]?.values[0]).toMatchObject({
    number: 6.9,
    unit: 'mmol/L',
  })
  expect(record.invoices[0]?.totalMinor).toBe(123_450)
  expect(record.whoLooked[0]).toMatchObject({ name: 'Dr. Anjali Rao', action: 'note.view' })
  const xray = record.documents.find(({ title }) => title.startsWith('Chest'))
  expect(xray?.file).toMatch(/^files\/\d{3}-Chest-X-ray-etc\.pdf$/)
  expect(files.get(xray?.file ?? '')?.toString()).toBe('the very bytes')
  expect(JSON.parse(text('record.schema.json'))).toMatchObject({ type: 'object' })
  for (const words of [
    'Paracetamol',
    'Penicillin',
    'Potassium',
    'सुनीता',
    'Cough for a week',
    'Read the record',
  ])
    expect(text('record.html')).toContain(words)
})

test('E-15 the page has days, amounts, numbers and warnings as people write them', async () => {
  const html = (await copyOf(patient, '/patient/record/record.zip')).text('record.html')
  const { number } = await db.patient.findUniqueOrThrow({ where: { id: patient.patientId ?? '' } })
  expect(html).toContain(`<dd>W-${String(number).padStart(6, '0')}</dd>`)
  expect(html).toContain('₹1,234.50')
  expect(html).toContain('Tue 10 Mar 2026')
  expect(html).toContain('<dd>Twice: x</dd>')
  expect(html).toContain('<dd>TDS, three times a day</dd>')
  expect(html).not.toMatch(/<dd>\d{4}-\d\d-\d\d<\/dd>|123450|smallest unit|\{\{/)
})

test('E-15 C-03 care at home and services are in it in plain words: plan, reports, end and certificate', async () => {
  const { text, record } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  expect(record.homeIsolations[0]).toMatchObject({
    ...{ hoursBetweenReports: 12, endReason: 'The isolation ended by the discharge rule.' },
    certificate: {
      ...{ doctor: 'Dr. Who Signed', registrationNumber: 'MCI-1', clinicalDecision: false },
      conditions: [{ text: 'At least {{least}} days since.', values: { least: 7 } }],
    },
  })
  expect(record.services[0]).toMatchObject({ name: 'Nurse visit', status: 'ALLOCATED', priceMinor: null })
  const html = text('record.html')
  for (const words of [
    'Care at home',
    'At least 7 days since.',
    'SpO2 was 92 %.',
    'Recheck',
    'Dr. Who Signed',
  ])
    expect(html).toContain(words)
  for (const words of ['Services to the home or the bed', 'Nurse Kavita', 'A dressing', 'Allocated'])
    expect(html).toContain(words)
  expect(html).not.toContain('What did not hold')
})

test('E-15 G-W3 the page loads nothing, and what people typed stays text', async () => {
  const { text } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  const html = text('record.html')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toMatch(/<script|<link|<img|src=|url\(|href=/)
})

test('G-Z7 E-15 what was not released and what staff write for each other is not in a patient’s copy', async () => {
  const { files, record } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  const whole = [...files.values()].map((file) => file.toString('utf8')).join('\n')
  for (const words of [
    'Staff question',
    'Staff reason',
    'Staff note',
    'Comment on TROP-I',
    'for each other',
    'Staff thought',
    'between doctors',
    'Not for the patient',
    'staff only',
    'Told to staff',
    'Staff closed it',
  ])
    expect(whole, words).not.toContain(words)
  expect(record.notes).toBeUndefined()
  expect(record.orders.find(({ code }) => code === 'TROP-I')?.results).toEqual([])
})

test('G-F11 E-15 a file that the disk has lost is named, and the rest is there', async () => {
  lose(broken)
  const { text, record, files } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  const gone = record.documents.find(({ title }) => title === 'Lost scan')
  expect(files.has(gone?.file ?? '')).toBe(false)
  expect(text('README.txt')).toContain(`${gone?.file} (Lost scan): The file is lost or damaged.`)
})

/** Spoils the bytes of the broken file on the disk. */
function lose(fileId: string): void {
  const path = readdirSync(config.uploads, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(fileId),
  )
  if (!path) throw new Error('the file is not where it was kept')
  writeFileSync(`${config.uploads}/${path}`, 'other bytes')
}

/** The limit is by account: the same patient is asked for once more as if an hour had passed. */
async function sameAgain(): Promise<Browser> {
  await pool.query("DELETE FROM rate_limit WHERE key LIKE 'record-export%'")
  return patient
}

test('E-15 the administration’s copy has all of it, and the patient reads who took it', async () => {
  const admin = await logInAs(app, 'ADMIN')
  expect((await admin.get(`/admin/patients/${patient.patientId}/export`).expect(200)).text).toContain(
    'record.zip',
  )
  const { record } = await copyOf(admin, `/admin/patients/${patient.patientId}/export/record.zip`)
  expect(record.audience).toBe('ADMINISTRATION')
  expect(record.notes?.[0]?.text).toBe('What doctors write for each other')
  expect(record.letters?.[0]?.text).toBe('A letter between doctors')
  expect(record.stays[0]?.dischargeNote).toBe('Staff note')
  expect(record.documents).toHaveLength(3)
  const where = { action: 'record.export', patientId: patient.patientId ?? '', actorId: admin.accountId }
  expect(await db.auditEvent.count({ where })).toBe(1)
  expect((await patient.get('/patient/access')).text).toContain('Took a copy of the record')
})

test('G-D6 E-15 five copies an hour, then a wait', async () => {
  const other = await logInAs(app, 'PATIENT')
  for (let n = 0; n < 5; n++) await other.get('/patient/record/record.zip').responseType('blob').expect(200)
  const answer = await other.get('/patient/record/record.zip').expect(429)
  expect(answer.headers['retry-after']).toBeTruthy()
})

test('G-Z1 a copy is only of one’s own; others of the staff take none', async () => {
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'DATA_ENTRY', 'PATIENT'] as const) {
    const other = await logInAs(app, role)
    await other.get(`/admin/patients/${patient.patientId}/export/record.zip`).expect(403)
    if (role !== 'PATIENT') await other.get('/patient/record/record.zip').expect(403)
  }
  const admin = await logInAs(app, 'ADMIN')
  await admin.get('/admin/patients/0198c5a0-0000-7000-8000-000000000000/export/record.zip').expect(404)
  const gone = await visitor(app).get('/patient/record/record.zip').expect(303)
  expect(gone.headers.location).toContain('/login')
})

test('E-15 G-O5 a patient asks to close the account: the hospital is told without a name, and the page remembers', async () => {
  const page = await patient.get('/patient/record').expect(200)
  await patient.post('/patient/record/closing', { ...hidden(page.text), reason: 'I move away' }).expect(303)
  await doDueWork()
  const mail = await db.message.findFirstOrThrow({ where: { kind: 'closing-asked' } })
  expect(mail.body).toContain(`/admin/patients/${patient.patientId}`)
  expect(`${mail.subject} ${mail.body}`).not.toMatch(/PATIENT Test|move away/)
  expect((await patient.get('/patient/record')).text).toContain('You asked for it on')
  const asked = await db.auditEvent.findFirstOrThrow({ where: { subjectType: 'closing-asked' } })
  expect(asked).toMatchObject({ actorId: patient.accountId, details: { reason: 'I move away' } })
})

test('G-D5 E-15 two thousand rows come whole, a few at a time', async () => {
  const other = await logInAs(app, 'PATIENT')
  await db.prescription.createMany({
    data: Array.from({ length: 2001 }, (_, n) => ({
      ...{ patientId: other.patientId ?? '', doctorId: doctor.doctorId ?? '' },
      // Several at the same instant, across the edge of a page.
      createdAt: new Date(Date.UTC(2020, 0, 1, 0, Math.floor(n / 3))),
    })),
  })
  const { record } = await copyOf(other, '/patient/record/record.zip')
  expect(new Set(record.prescriptions.map(({ id }) => id)).size).toBe(2001)
})
