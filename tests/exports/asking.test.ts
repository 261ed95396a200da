import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { doDueWork, hidden, visitor } from '../support/app.js'
import { logInAs } from '../support/people.js'
import { app, copyOf, patient, useWholeRecord } from './whole-record.js'

useWholeRecord()

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
