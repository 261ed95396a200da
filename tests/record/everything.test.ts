import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { entryKinds } from '../../src/record/timeline-rules.js'
import { day, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { admitSomebody, bill, createWard, moderate, triagePatient } from '../admissions/hospital.js'
import { raised } from '../alerts/clinic.js'
import { isolateAtHome, wellReport } from '../isolation/at-home.js'
import { fileDocument } from '../merging/records.js'
import { postWish } from '../services/at-home.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

/** A patient of whom there is one of everything. */
async function withEverything(doctor: Browser & TestPerson) {
  const patient = await createPatient({ name: 'Full Record' })
  const [patientId, doctorId, by] = [patient.id, doctor.doctorId ?? '', doctor.accountId]
  const [desk, colleague] = [await logInAs(app, 'RECEPTIONIST'), await createPerson('DOCTOR')]
  await triagePatient(patientId, by, moderate)
  const ward = await createWard()
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], patient)
  const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  const form = { ...bill([doctorId], ['800']), ...hidden(page.text) }
  expect((await desk.post(`/reception/admissions/${stay.id}/discharge`, form)).status).toBe(303)
  const { id: amendsId } = await db.clinicalNote.create({ data: { patientId, doctorId, text: 'First.' } })
  await db.clinicalNote.create({ data: { patientId, doctorId, text: 'Second thoughts.', amendsId } })
  await db.appointment.create({
    data: {
      ...{
        patientId,
        doctorId,
        status: 'COMPLETED',
        reason: 'Cough',
        createdById: by,
        completedAt: hours(-4),
      },
      ...{ day: new Date('2026-11-20'), startsAt: hours(-5), endsAt: hours(-4) },
    },
  })
  await db.prescription.create({
    data: {
      ...{ patientId, doctorId },
      items: {
        create: { position: 1, medicine: 'Paracetamol', dose: '500 mg', frequency: 'TDS', durationDays: 5 },
      },
    },
  })
  await fileDocument(patientId, by, null)
  await db.dischargeSummary.create({
    data: {
      ...{ admissionId: stay.id, patientId, version: 1, doctorId, diagnosis: 'Pneumonia', course: 'Good' },
      ...{ condition: 'Well', advice: 'Rest', signedAt: new Date() },
    },
  })
  await db.dailyReport.create({
    data: { patientId, day: new Date('2026-11-19'), mood: 'GOOD', rating: 7, symptoms: ['COUGH'] },
  })
  await db.colleagueLetter.create({
    data: {
      ...{ patientId, fromId: colleague.doctorId ?? '', toId: doctorId, kind: 'QUESTION' },
      ...{ text: 'Why?', sentAt: new Date() },
    },
  })
  await db.condition.create({ data: { patientId, name: 'Asthma since childhood', recordedById: by } })
  await db.noteDraft.create({
    data: { patientId, doctorId, kind: 'PROGRESS', text: 'Half', updatedAt: new Date() },
  })
  await criticalResult(patientId, doctorId, by)
  await careAtHome(patientId, doctor)
  return patient
}

/** A report from home by telephone, a service and an alert, and the end of the isolation by the rule. */
async function careAtHome(patientId: string, doctor: Browser & TestPerson) {
  const more = { recordedById: doctor.accountId, begun: 150, testedDaysAgo: 7 }
  const isolationId = await isolateAtHome(patientId, more)
  const here = `/doctor/patients/${patientId}`
  await doctor.post(`${here}/isolation/reports`, wellReport()).expect(303)
  expect((await postWish(doctor, patientId, {}, '/doctor')).status).toBe(303)
  await raised(patientId, new Date(), { kind: 'NEWS2', text: 'NEWS2 {{total}}.', facts: { total: 7 } })
  const page = await doctor.get(`${here}/isolation/end`).expect(200)
  const answers = { severity: 'MILD', immunocompromised: 'no', fever: 'no', onOxygen: 'no' }
  expect((await doctor.post(`${here}/isolation/end`, { ...answers, ...hidden(page.text) })).status).toBe(303)
  return isolationId
}

/** Potassium of 7.1, which nobody has acknowledged, and a test that is not done. */
async function criticalResult(patientId: string, doctorId: string, by: string) {
  const { id: itemId } = await db.catalogueItem.findFirstOrThrow({ where: { code: 'ELEC' } })
  const order = { patientId, doctorId, itemId, kind: 'TEST' as const, orderedAt: hours(-2), orderedById: by }
  await db.clinicalOrder.create({ data: { ...order, priority: 'URGENT' } })
  await db.$transaction(async (tx) => {
    const { id: orderId } = await tx.clinicalOrder.create({
      data: { ...order, status: 'COMPLETED', completedAt: new Date() },
    })
    await tx.testResult.create({
      data: {
        ...{ orderId, version: 1, status: 'FINAL', isAbnormal: true, isCritical: true },
        ...{ recordedById: by, recordedAt: new Date() },
        values: {
          create: [
            { position: 1, code: 'sodium', name: 'Sodium', unit: 'mmol/L', number: 140, flag: 'NORMAL' },
            {
              ...{ position: 2, code: 'potassium', name: 'Potassium', unit: 'mmol/L', decimals: 1 },
              ...{ number: 7.1, flag: 'CRITICAL_HIGH' },
            },
          ],
        },
      },
    })
  })
}

const timeline = (html: string) => html.match(/id="timeline"[\s\S]*?<\/section>/)?.[0] ?? ''

test('C-09 X-15 E-14 D-03 everything of a patient stands on one page, each entry leads to its own', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await withEverything(doctor)
  const address = `/doctor/patients/${patient.id}`
  const { text } = await doctor.get(address).expect(200)
  // The head: what is wrong, what is taken, what waits.
  for (const part of [
    'Asthma since childhood',
    'Paracetamol: 500 mg',
    'Critical, and nobody has acknowledged it',
    'Potassium 7.1 mmol/L',
    'Your note is not signed',
    'Question from',
  ])
    expect(text).toContain(part)
  const all = timeline(text)
  for (const part of [
    'Visit',
    'Note: Progress',
    'Added to the note of',
    'Observations',
    'Triage',
    'Test: ',
    'Result: ',
    'Critical, not acknowledged',
    'Prescription RX-',
    'Document: ',
    'Admitted: ',
    'Discharged: ',
    'Discharge summary',
    'Daily report of',
    'Question to',
    'Home isolation begun',
    'Report from home, by telephone',
    'SpO2 97 %, on room air',
    'Service: Nurse visit',
    'Alert: NEWS2 emergency',
    'NEWS2 7.',
    'Home isolation ended',
    'Certificate',
  ])
    expect(all).toContain(part)
  for (const kind of entryKinds)
    expect(timeline((await doctor.get(`${address}?kind=${kind}`).expect(200)).text), kind).toContain(
      'ww-timeline-title',
    )
  const links = [...all.matchAll(/ww-timeline-title"><a href="([^"#]*)/g)].map(([, href = '']) => href)
  expect(new Set(links).size).toBeGreaterThan(10)
  for (const href of new Set(links)) expect((await doctor.get(href)).status, href).toBe(200)
})

test('of an order that waits, the record says when it is due rather than when it was ordered', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await withEverything(doctor)
  await db.clinicalOrder.updateMany({
    where: { patientId: patient.id, status: 'ORDERED' },
    data: {
      status: 'SCHEDULED',
      scheduledAt: instantAt(day('2031-05-06'), timeOfDay('10:00'), config.zone),
      place: 'Laboratory',
    },
  })
  const { text } = await doctor.get(`/doctor/patients/${patient.id}`).expect(200)
  expect(text).toMatch(/Scheduled for Tue 6 May 2031, 10:00\sam/)
})

test('A-29 every part of the record opens from its page, for the doctor and for the admin', async () => {
  const [doctor, admin] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'ADMIN')]
  const patient = await withEverything(doctor)
  for (const [person, base] of [
    [doctor, '/doctor'],
    [admin, '/admin'],
  ] as const) {
    const { text } = await person.get(`${base}/patients/${patient.id}`).expect(200)
    const tabs = text.match(/class="ww-tabs"[\s\S]*?<\/nav>/)?.[0] ?? ''
    const parts = [...tabs.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
    expect(parts.length).toBe(12)
    for (const href of parts) expect((await person.get(href)).status, href).toBe(200)
  }
})

test('G-Z7 of all that, the desk gets nothing that a doctor wrote', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await withEverything(doctor)
  const desk = await logInAs(app, 'RECEPTIONIST')
  const { text } = await desk.get(`/reception/patients/${patient.id}`).expect(200)
  for (const part of ['Second thoughts.', 'Asthma', 'Potassium', 'Paracetamol', 'Pneumonia', 'Why?'])
    expect(text).not.toContain(part)
})
