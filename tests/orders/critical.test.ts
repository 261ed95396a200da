import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type MailServer, startMailServer } from '../notices/mail-server.js'
import { type Browser, doDueWork, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs } from '../support/people.js'
import { doctorWithPatient, ordered, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  app = openApp({ SMTP_URL: server.url, MAIL_FROM: 'desk@hospital.example' })
  clerk = await logInAs(app, 'DATA_ENTRY')
})

const high = { sodium: '140', potassium: '6.9' }
const sure = { again: 'potassium=6.9' }
const messagesTo = (accountId: string) =>
  db.message.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } })

async function acknowledge(
  doctor: Browser,
  patientId: string,
  id: string,
  action = 'Calcium gluconate given, ECG ordered',
) {
  const here = `/doctor/patients/${patientId}/orders/${id}`
  const page = await doctor.get(here).expect(200)
  return doctor.post(`${here}/acknowledgement`, { action, ...hidden(page.text) })
}

describe('a critical result', () => {
  test('is told at once, by mail and in the portal, to the doctor who ordered it and those in charge; no values in the mail', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const inCharge = await createPerson('DOCTOR', 'Dr In Charge')
    const gone = await createPerson('DOCTOR', 'Dr Gone')
    for (const [one, endedAt] of [
      [inCharge, null],
      [gone, new Date()],
    ] as const)
      await db.careAssignment.create({
        data: {
          patientId: patient.id,
          doctorId: one.doctorId ?? '',
          assignedById: doctor.accountId,
          startedAt: new Date(0),
          endedAt,
        },
      })
    const { id, number } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    for (const accountId of [doctor.accountId, inCharge.accountId]) {
      const messages = await messagesTo(accountId)
      expect(messages.map(({ channel }) => channel).sort()).toEqual(['IN_APP', 'MAIL'])
      const mail = messages.find(({ channel }) => channel === 'MAIL')
      expect(mail?.subject).toContain(`URGENT: a critical result, order O-00${number}`)
      for (const secret of ['6.9', 'otassium', 'lectrolytes', patient.name])
        expect(mail?.body).not.toContain(secret)
      expect(mail?.body).toContain(`/doctor/patients/${patient.id}/orders/${id}`)
    }
    expect(await messagesTo(gone.accountId)).toEqual([])
  })

  test('D-06 the mail is marked as urgent for the mail program, and so is that of an emergency', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id, number } = await ordered(doctor, patient.id, { priority: 'EMERGENCY' })
    await postResult(clerk, id, { sodium: '140', potassium: '4.2' })
    await doDueWork()
    const mail = server.received.find(({ mail }) => mail.subject?.includes(`O-00${number}`))?.mail
    expect(mail?.subject).toContain('URGENT: the result of an emergency order')
    const headers = Object.fromEntries((mail?.headers ?? []).map(({ key, value }) => [key, value]))
    expect(headers.importance?.toLowerCase()).toBe('high')
    expect(headers['x-priority']).toContain('1')
    const routine = await ordered(doctor, patient.id, { codes: ['CBC'] })
    await postResult(clerk, routine.id, { haemoglobin: '14.2' })
    expect((await messagesTo(doctor.accountId)).filter(({ channel }) => channel === 'MAIL')).toHaveLength(1)
  })

  test('E-37 stands on the dashboards until a doctor says what is done; then it is gone from both', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const person = await createPerson('DOCTOR')
    await db.careAssignment.create({
      data: {
        patientId: patient.id,
        doctorId: person.doctorId ?? '',
        assignedById: doctor.accountId,
        startedAt: new Date(),
      },
    })
    const colleague = await logIn(app, person)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    const link = `/doctor/patients/${patient.id}/orders/${id}`
    for (const one of [doctor, colleague]) {
      const { text } = await one.get('/doctor').expect(200)
      expect(text).toContain(`href="${link}">Acknowledge`)
      expect(text).toContain('Potassium 6.9 mmol/L')
    }
    const empty = await acknowledge(doctor, patient.id, id, '')
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Enter what is done about it.')
    expect((await acknowledge(colleague, patient.id, id)).status).toBe(303)
    expect((await colleague.get('/doctor')).text).not.toContain(link)
    expect((await doctor.get('/doctor')).text).not.toContain(`${link}">Acknowledge`)
    expect((await doctor.get(link)).text).toContain('Calcium gluconate given, ECG ordered')
    const event = await db.orderEvent.findFirstOrThrow({ where: { orderId: id, kind: 'ACKNOWLEDGED' } })
    expect(event).toMatchObject({ actorId: person.accountId, reason: 'Calcium gluconate given, ECG ordered' })
  })

  test('two doctors at the same instant: one acknowledgement', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => acknowledge(doctor, patient.id, id, `Done ${index}`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422])
    expect(await db.resultAcknowledgement.count({ where: { result: { orderId: id } } })).toBe(1)
  })

  test('the same critical value, now final, is not asked about once more; another is', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, { ...sure, save: 'PRELIMINARY' })
    await acknowledge(doctor, patient.id, id)
    await postResult(clerk, id, high, sure)
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    expect((await doctor.get(here)).text).not.toContain('name="action"')
    await postResult(
      clerk,
      id,
      { sodium: '140', potassium: '7.5' },
      { again: 'potassium=7.5', reason: 'Repeated' },
    )
    expect((await doctor.get(here)).text).toContain('name="action"')
  })

  test('one that was put right before anybody looked still waits for a doctor', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    await postResult(clerk, id, { sodium: '140', potassium: '4.2' }, { reason: 'Read from the wrong tube' })
    expect((await doctor.get('/doctor')).text).toContain(`orders/${id}">Acknowledge`)
    expect((await acknowledge(doctor, patient.id, id)).status).toBe(303)
    expect((await doctor.get('/doctor')).text).not.toContain(`orders/${id}">Acknowledge`)
  })

  test('G-Z1 a doctor who does not treat the patient cannot acknowledge it, nor can anybody else', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    const here = `/doctor/patients/${patient.id}/orders/${id}/acknowledgement`
    const key = hidden((await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`)).text)
    await (await logInAs(app, 'DOCTOR')).post(here, { action: 'x', ...key }).expect(404)
    await clerk.post(here, { action: 'x', ...key }).expect(403)
  })
})
