import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { lapseRequests } from '../../src/requests/lapsing.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { createWard, stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let desk: Browser & TestPerson
let admin: Browser & TestPerson
let doctor: Browser & TestPerson
beforeAll(async () => {
  const app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  doctor = await logInAs(app, 'DOCTOR')
})

/** Somebody who waits for a bed, one of which is held for them. */
async function waiting(patientId: string) {
  const [bed = { id: '' }] = (await createWard({ isolation: false, oxygen: false })).beds
  const form = { priority: 'URGENT', care: 'WARD', reason: 'Her family cannot look after her.' }
  const asked = await desk
    .post(`/reception/patients/${patientId}/bed-requests`, { idempotency_key: randomUUID(), ...form })
    .expect(303)
  const page = String(asked.headers.location)
  await desk.post(`${page}/hold`, { idempotency_key: randomUUID(), bedId: bed.id }).expect(303)
  expect(await stateOf(bed.id)).toBe('HELD')
  return { page, requestId: page.slice(-36), bedId: bed.id }
}

/** The request is withdrawn for that reason, in the audit trail too, and the bed is anybody's. */
async function expectWithdrawn({ requestId, bedId }: { requestId: string; bedId: string }, because: string) {
  const request = await db.admissionRequest.findUniqueOrThrow({ where: { id: requestId } })
  expect(request).toMatchObject({ status: 'WITHDRAWN', closeReason: because, closedAt: expect.any(Date) })
  expect(await stateOf(bedId)).toBe('FREE')
  const deeds = await db.auditEvent.findMany({ where: { subjectId: requestId, action: 'request.withdraw' } })
  expect(deeds).toMatchObject([{ details: { reason: because }, patientId: request.patientId }])
}

async function close(address: string, reason: string) {
  const page = await admin.get(`${address}/removal/new`).expect(200)
  return admin.post(`${address}/removal`, { reason, ...hidden(page.text) })
}

test('A-11 R-03 whose record is closed waits for no bed any more, and the bed that was held is free', async () => {
  const patient = await createPatient({ name: 'Walk In' })
  const request = await waiting(patient.id)
  await close(`/admin/patients/${patient.id}`, 'Moved away.').then(({ status }) => expect(status).toBe(303))
  await expectWithdrawn(request, 'The record was closed: Moved away.')
  expect((await desk.get('/reception/bed-requests')).text).not.toContain('Walk In')
  expect((await admin.get(`/admin/bed-requests/${request.requestId}`)).text).toContain('Moved away.')
})

test('A-11 R-03 the same where an account is removed, from the patients or from the accounts', async () => {
  for (const from of ['patients', 'accounts'] as const) {
    const person = await createPerson('PATIENT')
    const request = await waiting(person.patientId ?? '')
    const id = from === 'patients' ? person.patientId : person.accountId
    const answer = await close(`/admin/${from}/${id}`, 'Asked us to.')
    expect(answer.status, from).toBe(303)
    await expectWithdrawn(request, 'The record was closed: Asked us to.')
  }
})

test('A-11 a removal that is refused withdraws nothing', async () => {
  const patient = await createPatient()
  const request = await waiting(patient.id)
  expect((await close(`/admin/patients/${patient.id}`, '')).status).toBe(422)
  const { status } = await db.admissionRequest.findUniqueOrThrow({ where: { id: request.requestId } })
  expect(status).toBe('WAITING')
  expect(await stateOf(request.bedId)).toBe('HELD')
})

test('R-03 who waited when the record was closed before is taken off the list by the nightly round', async () => {
  const patient = await createPatient()
  const request = await waiting(patient.id)
  await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
  await lapseRequests(new Date())
  await expectWithdrawn(request, 'The record was closed.')
})

test('R-03 whoever has died waits for no bed', async () => {
  const patient = await createPatient()
  const request = await waiting(patient.id)
  await db.careAssignment.create({
    data: {
      ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: desk.accountId },
      startedAt: new Date(),
    },
  })
  const address = `/doctor/patients/${patient.id}/scores/progression`
  const page = await doctor.get(`${address}/new`).expect(200)
  const answers = { infected: 'yes', setting: 'HOSPITAL', support: 'LOW_FLOW' }
  const told = { ...answers, ...hidden(page.text) }
  await doctor.post(address, { ...told, dead: 'yes' }).expect(303)
  await expectWithdrawn(request, 'The patient has died.')
})
