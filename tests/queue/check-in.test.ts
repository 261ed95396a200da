import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { newSecret } from '../../src/shared/secrets.js'
import { openApp, visitor } from '../support/app.js'
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

const checkIn = (id: string) => desk.post(`/reception/appointments/${id}/check-in`)

test('E-34 the desk checks a patient in by the number of the visit, in any spelling, and gives the token', async () => {
  const doctor = await createPerson('DOCTOR', 'Dr Meera Nair')
  const visit = await createVisit({ doctorId: doctor.doctorId, name: 'Anil Kapoor' })
  const answer = await desk.post('/reception/queue/check-ins', { code: ` v-${visit.number} ` }).expect(303)
  const page = await desk.get(answer.headers.location ?? '').expect(200)
  expect(await statusOf(visit.id)).toBe('CHECKED_IN')
  const token = await tokenOf(visit.id)
  expect(token).toMatch(/^[A-Z]-1$/)
  for (const shown of [
    'Anil Kapoor',
    `${token}`,
    'Dr Meera Nair',
    `/reception/appointments/${visit.id}/token`,
  ])
    expect(page.text).toContain(shown)
})

test('a visit whose time fell away gets no token: its doctor is not there, and the desk is asked to move it', async () => {
  const doctor = await createPerson('DOCTOR', 'Dr Away Today')
  const visit = await createVisit({ doctorId: doctor.doctorId, name: 'Came Anyway' })
  await db.appointment.update({ where: { id: visit.id }, data: { strandedAt: new Date() } })
  const refused = await desk.post('/reception/queue/check-ins', { code: `V-${visit.number}` }).expect(422)
  expect(refused.text).toContain('The time of this visit fell away. Move it to another one.')
  await checkIn(visit.id).expect(409)
  expect(await statusOf(visit.id)).toBe('CONFIRMED')
  const expected = (await desk.get('/reception/queue').expect(200)).text
  expect(expected).toContain('Came Anyway')
  expect(expected).toContain(`/reception/appointments/${visit.id}/move"`)
  for (const page of ['/reception/queue', `/reception/appointments/${visit.id}`, '/reception'])
    expect((await desk.get(page).expect(200)).text).not.toContain(`${visit.id}/check-in"`)
})

test('E-34 a scanned link of the visit checks in, too; what is no number is refused and still stands in the field', async () => {
  const doctor = await createPerson('DOCTOR')
  const visit = await createVisit({ doctorId: doctor.doctorId })
  const wrong = await desk.post('/reception/queue/check-ins', { code: 'Anil Kapoor' }).expect(422)
  expect(wrong.text).toContain('Enter the number of the visit, like V-004211.')
  expect(wrong.text).toContain('value="Anil Kapoor"')
  const none = await desk.post('/reception/queue/check-ins', { code: 'V-999999' }).expect(422)
  expect(none.text).toContain('There is no visit of this number.')
  const code = `http://localhost:3000/patient/appointments/${visit.id}`
  await desk.post('/reception/queue/check-ins', { code }).expect(303)
  expect(await statusOf(visit.id)).toBe('CHECKED_IN')
  const twice = await desk.post('/reception/queue/check-ins', { code }).expect(422)
  expect(twice.text).toContain('The patient has arrived already.')
})

test('E-34 the link of the confirmation mail checks in when it is scanned, and not once it was revoked', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const visit = await createVisit({ doctorId })
  const { secret, hash } = newSecret()
  const link = await db.linkToken.create({
    data: { purpose: 'APPOINTMENT', hash, appointmentId: visit.id, revokedAt: new Date() },
  })
  const scan = () =>
    desk.post('/reception/queue/check-ins', { code: `http://localhost:3000/visits/${secret}` })
  await scan().expect(422)
  await db.linkToken.update({ where: { id: link.id }, data: { revokedAt: null } })
  await scan().expect(303)
  expect(await statusOf(visit.id)).toBe('CHECKED_IN')
})

test('G-C6 only a confirmed visit of today is checked in', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const requested = await createVisit({ doctorId, status: 'REQUESTED' })
  const tomorrow = await createVisit({ doctorId, days: 1 })
  const yesterday = await createVisit({ doctorId, days: -1 })
  for (const [visit, why] of [
    [requested, 'This visit is not confirmed yet.'],
    [tomorrow, 'This visit is on another day. Move it to today first.'],
    [yesterday, 'The day of this visit is over.'],
  ] as const) {
    const answer = await checkIn(visit.id).expect(409)
    expect(answer.text).toContain(why)
    expect(await tokenOf(visit.id)).toBeNull()
  }
})

test('E-10 twenty patients who check in at the same instant get twenty tokens without a hole', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const visits = await createVisits(doctorId, 20)
  const answers = await Promise.all(visits.map(({ id }) => checkIn(id)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  const tokens = await Promise.all(visits.map(({ id }) => tokenOf(id)))
  const [letter] = (tokens[0] ?? '').split('-')
  expect(tokens.sort()).toEqual(Array.from({ length: 20 }, (_, index) => `${letter}-${index + 1}`).sort())
})

test('E-10 doctors whose days begin at the same instant have letters of their own', async () => {
  const doctors = await Promise.all(Array.from({ length: 8 }, () => createPerson('DOCTOR')))
  const visits = await Promise.all(doctors.map(({ doctorId }) => createVisit({ doctorId })))
  const answers = await Promise.all(visits.map(({ id }) => checkIn(id)))
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303))
  const letters = await Promise.all(visits.map(async ({ id }) => (await tokenOf(id))?.split('-')[0]))
  expect(new Set(letters).size).toBe(8)
})

test('G-C3 the same check-in twenty times at once is one, and counts one', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const [one, next] = await createVisits(doctorId, 2)
  const answers = await Promise.all(Array.from({ length: 20 }, () => checkIn(one?.id ?? '')))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19)
  await checkIn(next?.id ?? '').expect(303)
  expect(await tokenOf(next?.id ?? '')).toMatch(/-2$/)
})

test('E-31 a check-in is taken back; the token is not given again', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const [one, next] = await createVisits(doctorId, 2)
  await checkIn(one?.id ?? '').expect(303)
  await desk.post(`/reception/appointments/${one?.id}/check-in/undo`).expect(303)
  expect(await statusOf(one?.id ?? '')).toBe('CONFIRMED')
  await checkIn(next?.id ?? '')
  expect(await tokenOf(next?.id ?? '')).toMatch(/-2$/)
  await checkIn(one?.id ?? '')
  expect(await tokenOf(one?.id ?? '')).toMatch(/-3$/)
})

test('E-32 the slip to print has the token and the room, and not why somebody came', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const visit = await createVisit({ doctorId, room: '12' })
  await desk.get(`/reception/appointments/${visit.id}/token`).expect(404)
  await checkIn(visit.id)
  const slip = await desk.get(`/reception/appointments/${visit.id}/token`).expect(200)
  expect(slip.text).toContain(`${await tokenOf(visit.id)}</p>`)
  expect(slip.text).toContain('Room 12')
  expect(slip.text).not.toContain('Cough')
})

test('G-Z1 G-Z4 neither doctors nor patients check anybody in, and nobody what is not there', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const visit = await createVisit({ doctorId })
  await (await logInAs(app, 'DOCTOR')).post(`/doctor/appointments/${visit.id}/check-in`).expect(403)
  await (await logInAs(app, 'PATIENT')).post(`/reception/appointments/${visit.id}/check-in`).expect(403)
  await checkIn(randomUUID()).expect(404)
  const out = await visitor(app).post(`/reception/appointments/${visit.id}/check-in`).expect(303)
  expect(out.headers.location).toBe('/login')
  expect(await statusOf(visit.id)).toBe('CONFIRMED')
})

test('A-25 an administrator checks in as the desk does', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const visit = await createVisit({ doctorId })
  const admin = await logInAs(app, 'ADMIN')
  await admin.get('/admin/queue').expect(200)
  const answer = await admin.post(`/admin/appointments/${visit.id}/check-in`).expect(303)
  expect(answer.headers.location).toBe(`/admin/queue?arrived=${visit.id}`)
  expect(await statusOf(visit.id)).toBe('CHECKED_IN')
})

test('G-U1 a check-in is in the trail and in the history of the visit', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const { id, patientId } = await createVisit({ doctorId, patientId: (await createPatient()).id })
  await checkIn(id)
  expect(
    await db.auditEvent.count({ where: { action: 'appointment.check-in', subjectId: id, patientId } }),
  ).toBe(1)
  const [event] = await db.appointmentEvent.findMany({ where: { appointmentId: id } })
  expect(event).toMatchObject({
    kind: 'CHECKED_IN',
    actorId: desk.accountId,
    details: { token: await tokenOf(id) },
  })
})
