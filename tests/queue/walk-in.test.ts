import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { createVisit, createVisits, statusOf, tokenOf } from './visits.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const answers = (patientId: string, doctorId: string | null) => ({
  ...{
    patientId,
    patientSearch: '',
    doctorId: doctorId ?? '',
    priority: 'ROUTINE',
    reason: 'Fell from a bicycle',
  },
  idempotency_key: randomUUID(),
})

const add = (form: Record<string, string>) => desk.post('/reception/queue/walk-ins', form)
const visitOf = (patientId: string) => db.appointment.findFirstOrThrow({ where: { patientId } })

test('R-12 E-26 the desk adds a patient without an appointment to a doctor’s queue, with a token at once', async () => {
  const doctor = await createPerson('DOCTOR', 'Dr Sana Iqbal')
  const patient = await createPatient({ name: 'Kiran Rao' })
  const form = await desk.get(`/reception/queue/walk-ins/new?patientId=${patient.id}`).expect(200)
  for (const shown of ['Kiran Rao', 'Dr Sana Iqbal', 'Goes to the head of the queue.'])
    expect(form.text).toContain(shown)
  const answer = await add({ ...answers(patient.id, doctor.doctorId), ...hidden(form.text) }).expect(303)
  const visit = await visitOf(patient.id)
  expect(visit).toMatchObject({
    walkIn: true,
    status: 'CHECKED_IN',
    token: expect.stringMatching(/^[A-Z]+-1$/),
  })
  expect(visit.startsAt).toEqual(visit.checkedInAt)
  expect((await desk.get(answer.headers.location ?? '')).text).toContain(visit.token)
  expect(await db.heldTime.count({ where: { id: visit.id } })).toBe(0)
})

test('R-12 an emergency goes to the head of the queue, before who waited for hours', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  for (const { id } of await createVisits(doctor.doctorId, 3))
    await desk.post(`/reception/appointments/${id}/check-in`).expect(303)
  const routine = await createPatient()
  await add(answers(routine.id, doctor.doctorId)).expect(303)
  const emergency = await createPatient({ name: 'Asha Menon' })
  await add({ ...answers(emergency.id, doctor.doctorId), priority: 'EMERGENCY' }).expect(303)
  const { id, token } = await visitOf(emergency.id)
  expect(token).toMatch(/-5$/)
  expect((await doctor.get('/doctor/queue')).text).toContain(`Next: ${token}, Asha Menon`)
  await doctor.post('/doctor/queue/call', { finishing: '' }).expect(303)
  expect(await statusOf(id)).toBe('IN_CONSULTATION')
})

test('G-C3 the same form twenty times at once adds the patient once', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const patient = await createPatient()
  const form = answers(patient.id, doctorId)
  const sent = await Promise.all(Array.from({ length: 20 }, () => add(form)))
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]))
  expect(new Set(sent.map(({ headers }) => headers.location)).size).toBe(1)
  expect(await db.appointment.count({ where: { patientId: patient.id } })).toBe(1)
  expect(await db.queueDay.findMany({ where: { doctorId: doctorId ?? '' } })).toMatchObject([{ last: 1 }])
})

test('who is in the queue already, or has an appointment today, gets no second place; what was typed stays', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const patient = await createPatient()
  const visit = await createVisit({ doctorId, patientId: patient.id, inMinutes: 60 })
  const booked = await add(answers(patient.id, doctorId)).expect(422)
  const number = `V-${String(visit.number).padStart(6, '0')}`
  expect(booked.text).toContain(
    `The patient has an appointment with this doctor today. Check ${number} in instead.`,
  )
  expect(booked.text).toContain('Fell from a bicycle')
  await desk.post(`/reception/appointments/${visit.id}/check-in`).expect(303)
  const again = await add({ ...answers(patient.id, doctorId), priority: 'EMERGENCY' }).expect(422)
  expect(again.text).toContain(`The patient is in this queue already, as ${await tokenOf(visit.id)}.`)
  expect(await db.appointment.count({ where: { patientId: patient.id } })).toBe(1)
})

test('E-5 a form without patient, doctor or reason comes back with a sentence for each', async () => {
  const answer = await add({ idempotency_key: randomUUID(), priority: 'URGENT' }).expect(422)
  for (const sentence of ['choose them.', 'Choose the doctor.', 'Say in a few words what it is about.'])
    expect(answer.text).toContain(sentence)
})

test('a doctor on leave takes nobody; one who left the hospital neither; G-Z1 nor is there a patient who is not', async () => {
  const { doctorId, accountId } = await createPerson('DOCTOR')
  const patient = await createPatient()
  await add(answers(randomUUID(), doctorId)).expect(404)
  const leave = await db.doctorLeave.create({
    data: {
      doctorId: doctorId ?? '',
      startsAt: new Date(Date.now() - 60_000),
      endsAt: new Date(Date.now() + 3_600_000),
      createdById: accountId,
    },
  })
  const away = await add(answers(patient.id, doctorId)).expect(422)
  expect(away.text).toContain('The doctor is away at this time. Choose another.')
  await db.doctorLeave.delete({ where: { id: leave.id } })
  await db.account.update({ where: { id: accountId }, data: { status: 'SUSPENDED' } })
  const left = await add(answers(patient.id, doctorId)).expect(422)
  expect(left.text).toContain('This doctor sees no patients here now.')
  expect(await db.appointment.count({ where: { patientId: patient.id } })).toBe(0)
})

test('E-31 a walk-in has no time to go back to: the check-in is not undone, but the visit can be cancelled', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const patient = await createPatient()
  await add(answers(patient.id, doctorId)).expect(303)
  const { id } = await visitOf(patient.id)
  const refused = await desk.post(`/reception/appointments/${id}/check-in/undo`).expect(409)
  expect(refused.text).toContain('Cancel the visit instead.')
  const form = { reason: 'Went home', idempotency_key: randomUUID() }
  await desk.post(`/reception/appointments/${id}/cancellation`, form).expect(303)
  expect(await statusOf(id)).toBe('CANCELLED')
})

test('G-Z4 only the desk adds people; a doctor or a patient does not', async () => {
  await (await logInAs(app, 'DOCTOR')).get('/reception/queue/walk-ins/new').expect(403)
  await (await logInAs(app, 'PATIENT')).post('/reception/queue/walk-ins').expect(403)
  await (await logInAs(app, 'ADMIN')).get('/admin/queue/walk-ins/new').expect(200)
})
