import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { bookedVisit, freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let doctor: Awaited<ReturnType<typeof workingDoctor>>
let own: Awaited<ReturnType<typeof logIn>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await workingDoctor()
  own = await logIn(app, doctor)
})

const stateOf = (id: string) =>
  db.appointment.findUniqueOrThrow({ where: { id }, include: { events: { orderBy: { at: 'asc' } } } })

async function request(name = 'Sunita Joshi') {
  const [startsAt = new Date(0)] = await freeTimesOf(doctor.doctorId)
  const patient = await createPatient({ name })
  return visitAt(doctor.doctorId, { startsAt, status: 'REQUESTED', patientId: patient.id })
}

const anHourAgo = () => new Date(Date.now() - 3_600_000)

test('A-21 T-12 a request is confirmed, and one message names the patient and the time', async () => {
  const visit = await request()
  await db.patient.update({ where: { id: visit.patientId }, data: { email: 'sunita@example.com' } })
  await own.post(`/doctor/appointments/${visit.id}/confirmation`).expect(303)
  expect(await stateOf(visit.id)).toMatchObject({
    status: 'CONFIRMED',
    events: [{ kind: 'BOOKED' }, { kind: 'CONFIRMED', actorId: doctor.accountId }],
  })
  const page = await own.get(`/doctor/appointments/${visit.id}`).expect(200)
  expect(page.text).toMatch(/The visit of Sunita Joshi on \w{3} .* is confirmed\. The patient is told\./)
  const events = await db.auditEvent.findMany({ where: { subjectId: visit.id }, select: { action: true } })
  expect(events).toContainEqual({ action: 'appointment.confirm' })
})

test('A-22 T-13 E-57 declining asks first, names the visit and wants a reason; the time is free again', async () => {
  const visit = await request('Imran Shaikh')
  const path = `/reception/appointments/${visit.id}/rejection`
  const page = await desk.get(`${path}/new`).expect(200)
  expect(page.text).toContain('Decline the request of Imran Shaikh?')
  expect(page.text).toContain('The time is free again at once')
  const empty = await desk.post(path, { ...hidden(page.text), reason: '' }).expect(422)
  expect(empty.text).toContain('Enter the reason.')
  const form = { ...hidden(page.text), reason: 'The doctor does not treat this' }
  await desk
    .post(`${path}?next=${encodeURIComponent('/reception/appointments?show=requests')}`, form)
    .expect(303)
  const again = await desk.post(path, form).expect(303)
  expect(again.headers.location).toBe(`/reception/appointments/${visit.id}`)
  expect(await stateOf(visit.id)).toMatchObject({
    status: 'REJECTED',
    statusReason: 'The doctor does not treat this',
    events: [{ kind: 'BOOKED' }, { kind: 'REJECTED', reason: 'The doctor does not treat this' }],
  })
  expect(await freeTimesOf(doctor.doctorId)).toContainEqual(visit.startsAt)
})

test('A-24 a confirmed visit is cancelled by an admin with a reason, and its history says who and why', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const visit = await bookedVisit(desk, doctor.doctorId)
  const path = `/admin/appointments/${visit.id}`
  const page = await admin.get(`${path}/cancellation/new`).expect(200)
  await admin.post(`${path}/cancellation`, { ...hidden(page.text), reason: 'The patient called' }).expect(303)
  const shown = await admin.get(path).expect(200)
  for (const words of ['Cancelled', 'The patient called', 'ADMIN Test', 'RECEPTIONIST Test'])
    expect(shown.text).toContain(words)
  expect(shown.text).not.toContain('/cancellation/new')
})

test('A-24 a cancellation without a reason comes back with a sentence, and the visit stands', async () => {
  const visit = await bookedVisit(desk, doctor.doctorId)
  const path = `/reception/appointments/${visit.id}`
  const page = await desk.get(`${path}/cancellation/new`).expect(200)
  const refused = await desk.post(`${path}/cancellation`, { ...hidden(page.text), reason: '  ' }).expect(422)
  expect(refused.text).toMatch(/id="field-reason-error"[\s\S]*Enter the reason/)
  expect((await stateOf(visit.id)).status).toBe('CONFIRMED')
})

test('E-56 of who is told by nothing, the desk reads so before and after, with the number to call', async () => {
  const { id: patientId } = await createPatient({ name: 'Without Mail', phone: '+919823066409' })
  const visit = await bookedVisit(desk, doctor.doctorId, { patientId })
  const path = `/reception/appointments/${visit.id}`
  const page = await desk.get(`${path}/cancellation/new`).expect(200)
  expect(page.text).toContain('this patient has no email and no account. Call them.')
  expect(page.text).not.toContain('The patient is told')
  await desk.post(`${path}/cancellation`, { ...hidden(page.text), reason: 'The doctor is ill' }).expect(303)
  const { text } = await desk.get(path).expect(200)
  expect(text).toContain(
    'is cancelled. Nobody was told: there is no email and no account. Call +91 98230 66409.',
  )
})

test('who came without an appointment has no time to give away: cancelling says what it does', async () => {
  const visit = await visitAt(doctor.doctorId, { startsAt: new Date(), status: 'CHECKED_IN' })
  await db.appointment.update({ where: { id: visit.id }, data: { walkIn: true } })
  const { text } = await desk.get(`/reception/appointments/${visit.id}/cancellation/new`).expect(200)
  expect(text).toContain('The patient does not stand in the queue any more.')
  for (const untrue of ['The time is free again', 'is told', 'move it instead'])
    expect(text).not.toContain(untrue)
})

test('G-C6 20 confirmations at once make one, and 19 sentences', async () => {
  const visit = await request()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => desk.post(`/reception/appointments/${visit.id}/confirmation`)),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  const refused = answers.filter(({ status }) => status === 409)
  expect(refused).toHaveLength(19)
  for (const { text } of refused)
    expect(text).toMatch(/This visit was changed meanwhile|This visit is confirmed already/)
  const { events } = await stateOf(visit.id)
  expect(events.filter(({ kind }) => kind === 'CONFIRMED')).toHaveLength(1)
})

test('G-C6 20 cancellations at once make one, 19 sentences, and no time is held', async () => {
  const visit = await request()
  const path = `/reception/appointments/${visit.id}`
  const cancel = () =>
    desk.post(`${path}/cancellation`, { idempotency_key: crypto.randomUUID(), reason: 'Not needed' })
  const answers = await Promise.all(Array.from({ length: 20 }, cancel))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
  const { status, events } = await stateOf(visit.id)
  expect(status).toBe('CANCELLED')
  expect(events.filter(({ kind }) => kind === 'CANCELLED')).toHaveLength(1)
  expect(await db.heldTime.count({ where: { id: visit.id } })).toBe(0)
  const late = await desk.post(`${path}/confirmation`).expect(409)
  // The visit as it is now stands below.
  expect(late.text).toContain('Not needed')
  expect(late.text).toContain('This visit was cancelled already.')
})

test('T-10 a visit of the future is not completed; one that began is, and E-31 E-56 the message undoes it', async () => {
  const coming = await bookedVisit(desk, doctor.doctorId)
  const early = await own.post(`/doctor/appointments/${coming.id}/completion`).expect(409)
  expect(early.text).toContain('This can only be said once the time of the visit has come.')
  expect((await own.get(`/doctor/appointments/${coming.id}`)).text).not.toContain('/completion"')

  const visit = await visitAt(doctor.doctorId, { startsAt: anHourAgo() })
  const path = `/doctor/appointments/${visit.id}`
  await own.post(`${path}/completion`).expect(303)
  expect((await stateOf(visit.id)).status).toBe('COMPLETED')
  const page = await own.get(path).expect(200)
  expect(page.text).toContain(`action="${path}/completion/undo"`)
  await own.post(`${path}/completion/undo`).expect(303)
  expect(await stateOf(visit.id)).toMatchObject({ status: 'CONFIRMED', completedAt: null })
})

test('T-15 E-31 a missed visit is marked, and taken back to where it was', async () => {
  const visit = await visitAt(doctor.doctorId, {
    ...{ startsAt: new Date(Date.now() - 7_200_000), status: 'CHECKED_IN' as const, token: 'A-9' },
  })
  const path = `/reception/appointments/${visit.id}`
  const marked = await desk.post(`${path}/no-show`, { next: '/reception/queue' }).expect(303)
  expect(marked.headers.location).toBe('/reception/queue')
  expect((await stateOf(visit.id)).status).toBe('NO_SHOW')
  // Undone on the page of the message, which is where one stays.
  const message = (await desk.get('/reception/queue?doctorId=').expect(200)).text
  const undo = message.slice(message.indexOf(`action="${path}/no-show/undo"`))
  const next = /name="next" value="([^"]*)"/.exec(undo)?.[1] ?? ''
  expect(next).toBe('/reception/queue?doctorId=')
  const undone = await desk.post(`${path}/no-show/undo`, { next }).expect(303)
  expect(undone.headers.location).toBe(next)
  expect((await stateOf(visit.id)).status).toBe('CHECKED_IN')
  const shown = await desk.get(path).expect(200)
  expect(shown.text).toContain('The patient came after all.')
})

test('T-09 a doctor puts an attended visit away from the working list; its history stays', async () => {
  const visit = await visitAt(doctor.doctorId, { startsAt: anHourAgo(), status: 'COMPLETED' })
  const path = `/doctor/appointments/${visit.id}`
  const lists = async () =>
    Promise.all(
      ['today', 'past', 'all'].map(async (show) =>
        (await own.get(`/doctor/appointments?show=${show}`)).text.includes(visit.id),
      ),
    )
  expect((await lists()).filter(Boolean).length).toBeGreaterThan(1)
  await own.post(`${path}/archive`).expect(303)
  const message = await own.get('/doctor/appointments').expect(200)
  expect(message.text).toContain('is put away; its history stays.')
  expect(await lists()).toEqual([false, false, true])
  await own.post(`${path}/archive/undo`).expect(303)
  expect((await stateOf(visit.id)).archivedAt).toBeNull()
  const open = await bookedVisit(desk, doctor.doctorId)
  const refused = await own.post(`/doctor/appointments/${open.id}/archive`).expect(409)
  expect(refused.text).toContain('Only a visit that is over can be put away.')
})

test('A-25 an admin changes what a visit is about and how urgent it is; a second one sees both versions', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const visit = await bookedVisit(desk, doctor.doctorId, { reason: 'Cough' })
  const path = `/admin/appointments/${visit.id}`
  const page = await admin.get(`${path}/edit`).expect(200)
  const form = { ...hidden(page.text), priority: 'URGENT', reason: 'Cough with blood' }
  await admin.post(path, form).expect(303)
  const shown = await admin.get(path).expect(200)
  for (const words of [
    'Cough with blood',
    'Urgent',
    'Priority: Routine, now Urgent',
    'What it was about before: Cough',
  ])
    expect(shown.text).toContain(words)
  const stale = await admin
    .post(path, { ...form, priority: 'EMERGENCY', reason: 'Something else' })
    .expect(409)
  expect(stale.text).toMatch(/<td[^>]*>Emergency<\/td>/)
  expect(stale.text).toContain('Something else')
  expect(stale.text).toContain('Cough with blood')
  const empty = await admin.post(path, { ...hidden(stale.text), priority: 'URGENT', reason: ' ' }).expect(422)
  expect(empty.text).toContain('Say in a few words what it is about.')
  await own.get(`/doctor/appointments/${visit.id}/edit`).expect(403)
})

test('the buttons of a visit are the open changes that this reader may make', async () => {
  const visit = await request()
  const ofDesk = (await desk.get(`/reception/appointments/${visit.id}`)).text
  for (const path of ['/confirmation"', '/rejection/new"', '/move"'])
    expect(ofDesk).toContain(visit.id + path)
  for (const path of ['/completion"', '/check-in"', '/no-show"'])
    expect(ofDesk).not.toContain(visit.id + path)
})

test('a doctor still sees a declined visit of somebody whose record is out of reach', async () => {
  const [startsAt = new Date(0)] = await freeTimesOf(doctor.doctorId)
  const visit = await visitAt(doctor.doctorId, { startsAt, status: 'REJECTED' })
  const page = await own.get(`/doctor/appointments/${visit.id}`).expect(200)
  expect(page.text).toContain('The doctor is away')
  expect(page.text).not.toContain('appointments/new?patientId')
})

test('what cannot be done any more is not asked about: the page of the visit says why', async () => {
  const [startsAt = new Date(0)] = await freeTimesOf(doctor.doctorId)
  const visit = await visitAt(doctor.doctorId, { startsAt, status: 'CANCELLED' })
  const path = `/reception/appointments/${visit.id}`
  for (const page of ['/cancellation/new', '/rejection/new', '/move'])
    expect((await desk.get(path + page).expect(303)).headers.location).toBe(path)
  const shown = await desk.get(path).expect(200)
  expect(shown.text).toContain('Cancelled')
  expect(shown.text).not.toContain(`${path}/move`)
})

test('a visit whose time fell away is not confirmed but moved', async () => {
  const visit = await request()
  await db.appointment.update({ where: { id: visit.id }, data: { strandedAt: new Date() } })
  const path = `/reception/appointments/${visit.id}`
  const shown = await desk.get(path).expect(200)
  expect(shown.text).toContain('The time of this visit fell away')
  expect(shown.text).not.toContain(`${path}/confirmation`)
  expect(shown.text).toContain(`${path}/move`)
  const refused = await desk.post(`${path}/confirmation`).expect(409)
  expect(refused.text).toContain('Move it to another one.')
})
