import { beforeAll } from 'vitest'
import { db, pool } from '../../src/db/client.js'
import { recordSchema } from '../../src/exports/record-schema.js'
import { keep, receive } from '../../src/files/store.js'
import { createWard, moderate, triagePatient } from '../admissions/hospital.js'
import { itemId } from '../orders/clinic.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { letterhead } from '../support/letterhead.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { filesIn } from '../support/zip.js'

export let app: ReturnType<typeof openApp>
export let doctor: TestPerson
export let patient: Browser & TestPerson
export let broken: string

/** Each of these files has a patient whose record has something of everything. */
export function useWholeRecord(): void {
  useDatabase()
  beforeAll(async () => {
    app = openApp()
    doctor = await createPerson('DOCTOR', 'Dr. Anjali Rao')
    patient = await logInAs(app, 'PATIENT')
    await recordOf(patient)
  })
}

export const day = (n: number, hour = 6) => new Date(Date.UTC(2026, 2, n, hour))

export async function document(
  title: string,
  content: string,
  more: { releasedAt?: Date; releasedById?: string },
) {
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
export async function recordOf(person: TestPerson) {
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

export async function copyOf(browser: Browser, path: string) {
  const answer = await browser.get(path).responseType('blob').expect(200)
  const files = filesIn(answer.body)
  const text = (name: string) => files.get(name)?.toString('utf8') ?? ''
  return { answer, files, text, record: recordSchema.parse(JSON.parse(text('record.json'))) }
}

/** The limit is by account: the same patient is asked for once more as if an hour had passed. */
export async function sameAgain(): Promise<Browser> {
  await pool.query("DELETE FROM rate_limit WHERE key LIKE 'record-export%'")
  return patient
}
