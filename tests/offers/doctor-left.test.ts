import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { doDueWork, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { at, createDoctor, createVisit, newSpecialisation } from './clinic.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const suspend = (accountId: string) =>
  admin.post(`/admin/accounts/${accountId}/suspension`, {
    idempotency_key: randomUUID(),
    reason: 'Left the hospital.',
  })

test('a doctor who is suspended leaves nobody behind: each visit is offered with a colleague, or stands on the reception’s list', async () => {
  const specialisation = newSpecialisation()
  const gone = await createDoctor('Dr. Gone', { specialisation })
  const colleague = await createDoctor('Dr. Colleague', { specialisation })
  const patients = await Promise.all([createPatient({ name: 'Asha' }), createPatient({ name: 'Ravi' })])
  const visits = await Promise.all(
    patients.map(({ id }, index) => createVisit(gone.doctorId, id, at(2 + index, '09:30'))),
  )
  await suspend(gone.accountId).expect(303)
  await doDueWork()
  await doDueWork()
  const desk = await logInAs(app, 'RECEPTIONIST')
  const list = await desk.get('/reception/stranded').expect(200)
  expect(list.text).toContain('The doctor does not see patients here any more')
  for (const { id } of visits) {
    const visit = await db.appointment.findUniqueOrThrow({ where: { id }, include: { holds: true } })
    expect(visit.strandedAt).not.toBeNull()
    expect(visit.holds).toMatchObject([{ kind: 'RESCUE', status: 'OPEN', doctorId: colleague.doctorId }])
  }
})

test('a suspended doctor who is let in again at once keeps the visits as they are', async () => {
  const doctor = await createDoctor('Dr. Back', { specialisation: newSpecialisation() })
  const { id: patientId } = await createPatient()
  const { id } = await createVisit(doctor.doctorId, patientId, at(3, '10:00'))
  await suspend(doctor.accountId).expect(303)
  await admin
    .post(`/admin/accounts/${doctor.accountId}/restoration`, { idempotency_key: randomUUID() })
    .expect(303)
  await doDueWork()
  expect(await db.appointment.findUniqueOrThrow({ where: { id } })).toMatchObject({ strandedAt: null })
})

test('A-06 A-11 a doctor with visits is kept, and a patient with visits to come is not removed', async () => {
  const doctor = await createDoctor('Dr. Kept', { specialisation: newSpecialisation() })
  const patient = await createPerson('PATIENT', 'Asha Kulkarni')
  const visit = await createVisit(doctor.doctorId, patient.patientId ?? '', at(4, '10:00'))
  const removal = { idempotency_key: randomUUID(), reason: 'Asked for it.' }
  const refused = await admin.post(`/admin/patients/${patient.patientId}/removal`, removal)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('This patient has visits to come. Cancel them first.')
  await db.appointment.update({
    where: { id: visit.id },
    data: { status: 'CANCELLED', statusReason: 'Asked for it.' },
  })
  await admin.post(`/admin/patients/${patient.patientId}/removal`, removal).expect(303)
  expect(await db.patient.count({ where: { id: patient.patientId ?? '' } })).toBe(1)
  await admin
    .post(`/admin/doctors/${doctor.doctorId}/removal`, { ...removal, idempotency_key: randomUUID() })
    .expect(303)
  expect(await db.doctor.count({ where: { id: doctor.doctorId } })).toBe(1)
})
