import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { bookedVisit, freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'
import { zoneInWords } from '../support/zone.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let doctor: Awaited<ReturnType<typeof workingDoctor>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await workingDoctor()
})

test('R-11 E-24 without JavaScript the desk finds the patient, sees the free times, and books one at once', async () => {
  const patient = await createPatient({ name: 'Sunita Joshi' })
  const first = await desk.get('/reception/appointments/new').expect(200)
  const key = hidden(first.text)
  const found = await desk
    .post('/reception/appointments', {
      ...key,
      patientSearch: 'sunita',
      find: 'patient',
      reason: 'Cough at night',
    })
    .expect(200)
  expect(found.text).toContain(`value="${patient.id}"`)
  expect(found.text).toContain('Cough at night')
  const chosen = { ...key, patientId: patient.id, doctorId: doctor.doctorId, priority: 'ROUTINE' }
  const shown = await desk
    .post('/reception/appointments', { ...chosen, reason: 'Cough at night', times: 'show' })
    .expect(200)
  const [startsAt = new Date(0)] = await freeTimesOf(doctor.doctorId)
  expect(shown.text).toContain(`value="${startsAt.toISOString()}"`)
  expect(shown.text).toContain('Cough at night')
  expect(shown.text).toContain(`value="${patient.id}" checked`)
  expect(await db.appointment.count({ where: { patientId: patient.id } })).toBe(0)

  const form = {
    ...chosen,
    reason: 'Cough at night',
    startsAt: startsAt.toISOString(),
    patientSearch: 'sunita',
  }
  const booked = await desk.post('/reception/appointments', form).expect(303)
  const visit = await db.appointment.findFirstOrThrow({
    where: { patientId: patient.id },
    include: { events: true },
  })
  expect(visit).toMatchObject({ status: 'CONFIRMED', doctorId: doctor.doctorId, startsAt, room: 'Room 4' })
  expect(visit.events).toMatchObject([{ kind: 'BOOKED', actorId: desk.accountId }])
  expect(booked.headers.location).toBe(`/reception/appointments/${visit.id}`)
  const page = await desk.get(`/reception/appointments/${visit.id}`).expect(200)
  expect(page.text).toContain('Sunita Joshi is booked with Dr. Anjali Rao on ')
  expect(page.text).toContain('Cough at night')
  expect(page.text).toContain('Room 4')
  // G-C3: the same form again answers with the first visit.
  const again = await desk.post('/reception/appointments', form).expect(303)
  expect(again.headers.location).toBe(booked.headers.location)
})

test('E-20 a time reads like "Sat 21 Nov 2026, 9:00 am", and the page says its zone once', async () => {
  const visit = await bookedVisit(desk, doctor.doctorId)
  const { text } = await desk.get(`/reception/appointments/${visit.id}`).expect(200)
  expect(text).toMatch(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} 20\d\d, 1\d:\d\d\u00a0am/)
  expect(text.split(zoneInWords)).toHaveLength(2)
})

test('A-19 an admin books too, from the patient’s page, with the patient chosen already', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const patient = await createPatient({ name: 'Imran Shaikh' })
  const record = await admin.get(`/admin/patients/${patient.id}`).expect(200)
  const link = `/admin/appointments/new?patientId=${patient.id}`
  expect(record.text).toContain(`href="${link}"`)
  const page = await admin.get(link).expect(200)
  expect(page.text).toContain(`value="${patient.id}" checked`)
  const [startsAt = new Date(0)] = await freeTimesOf(doctor.doctorId)
  const form = { ...hidden(page.text), patientId: patient.id, doctorId: doctor.doctorId, priority: 'ROUTINE' }
  await admin
    .post('/admin/appointments', { ...form, startsAt: startsAt.toISOString(), reason: 'Fever' })
    .expect(303)
})

test('T-27 a doctor books a follow-up with themselves, and with nobody else', async () => {
  const own = await logIn(app, doctor)
  const seen = await bookedVisit(desk, doctor.doctorId)
  const page = await own.get(`/doctor/appointments/new?patientId=${seen.patientId}`).expect(200)
  expect(page.text).not.toContain('<select')
  const [startsAt = new Date(0)] = await freeTimesOf(doctor.doctorId)
  expect(page.text).toContain(`value="${startsAt.toISOString()}"`)
  const form = {
    ...hidden(page.text),
    ...{ patientId: seen.patientId, priority: 'ROUTINE', reason: 'Look at the wound again' },
  }
  const other = await workingDoctor('Dr. Leela Thomas')
  const [theirs = new Date(0)] = await freeTimesOf(other.doctorId)
  await own
    .post('/doctor/appointments', { ...form, doctorId: other.doctorId, startsAt: theirs.toISOString() })
    .expect(403)
  await own
    .post('/doctor/appointments', { ...form, doctorId: doctor.doctorId, startsAt: startsAt.toISOString() })
    .expect(303)
  const stranger = await createPatient()
  const [next = new Date(0)] = await freeTimesOf(doctor.doctorId)
  await own
    .post('/doctor/appointments', {
      ...{ ...form, idempotency_key: crypto.randomUUID(), patientId: stranger.id },
      ...{ doctorId: doctor.doctorId, startsAt: next.toISOString() },
    })
    .expect(404)
})

test('R-12 an urgent visit may use a time that is kept back, and a routine one may not', async () => {
  const keeper = await workingDoctor('Dr. Zubin Zaveri', { urgentSlots: 8 })
  const patient = await createPatient()
  const form = { patientId: patient.id, doctorId: keeper.doctorId, reason: 'Chest pain' }
  const look = (priority: string) =>
    desk.post('/reception/appointments', { ...form, priority, times: 'show' }).expect(200)
  expect((await look('ROUTINE')).text).toContain('No free time from')
  const urgent = await look('URGENT')
  const [, value = ''] = /name="startsAt" value="([^"]+)"/.exec(urgent.text) ?? []
  const key = hidden(urgent.text)
  const refused = await desk
    .post('/reception/appointments', { ...key, ...form, priority: 'ROUTINE', startsAt: value })
    .expect(422)
  expect(refused.text).toContain('This time is kept for urgent visits. Choose another.')
  await desk
    .post('/reception/appointments', { ...key, ...form, priority: 'URGENT', startsAt: value })
    .expect(303)
})

test('a time that somebody else took comes back with what was typed and the nearest free times', async () => {
  const [startsAt = new Date(0), next = new Date(0)] = await freeTimesOf(doctor.doctorId)
  await bookedVisit(desk, doctor.doctorId, { startsAt })
  const patient = await createPatient({ name: 'Kavita Pillai' })
  const page = await desk.get('/reception/appointments/new').expect(200)
  const form = {
    ...hidden(page.text),
    ...{
      patientId: patient.id,
      doctorId: doctor.doctorId,
      priority: 'URGENT',
      reason: 'Back pain since Monday',
    },
    startsAt: startsAt.toISOString(),
  }
  const refused = await desk.post('/reception/appointments', form).expect(422)
  expect(refused.text).toContain('Somebody has just taken this time. Choose another.')
  expect(refused.text).toContain('These are the free times nearest to the one that you chose.')
  expect(refused.text).toContain(`value="${next.toISOString()}"`)
  expect(refused.text).toContain('Back pain since Monday')
  expect(refused.text).toContain(`value="${patient.id}" checked`)
  const empty = await desk.post('/reception/appointments', { ...hidden(page.text) }).expect(422)
  for (const sentence of ['Choose the patient.', 'Choose the doctor.', 'Choose one of the free times.'])
    expect(empty.text).toContain(sentence)
})

test('G-C2 30 desks book one time at once: one visit, 29 sentences', async () => {
  const busy = await workingDoctor('Dr. Nikhil Bose')
  const [startsAt = new Date(0)] = await freeTimesOf(busy.doctorId)
  const patients = await Promise.all(Array.from({ length: 30 }, () => createPatient()))
  const answers = await Promise.all(
    patients.map(({ id }) =>
      desk.post('/reception/appointments', {
        ...{ idempotency_key: crypto.randomUUID(), patientId: id, doctorId: busy.doctorId },
        ...{ priority: 'ROUTINE', reason: 'Fever', startsAt: startsAt.toISOString() },
      }),
    ),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  const refused = answers.filter(({ status }) => status === 422)
  expect(refused).toHaveLength(29)
  for (const { text } of refused) expect(text).toContain('Somebody has just taken this time.')
  expect(await db.appointment.count({ where: { doctorId: busy.doctorId } })).toBe(1)
})

test('A-23 T-14 a visit is moved to another time and another doctor; it stays the same visit', async () => {
  const visit = await bookedVisit(desk, doctor.doctorId)
  const other = await workingDoctor('Dr. Leela Thomas')
  const path = `/reception/appointments/${visit.id}/move`
  const page = await desk.get(path).expect(200)
  const [latest = new Date(0), later = new Date(0)] = await freeTimesOf(other.doctorId)
  const look = await desk
    .post(path, { ...hidden(page.text), doctorId: other.doctorId, times: 'show' })
    .expect(200)
  expect(look.text).toContain(`value="${later.toISOString()}"`)
  const form = { ...hidden(look.text), doctorId: other.doctorId, startsAt: later.toISOString() }
  await desk.post(path, form).expect(303)
  const moved = await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })
  expect(moved).toMatchObject({
    doctorId: other.doctorId,
    startsAt: later,
    reason: visit.reason,
    status: 'CONFIRMED',
  })
  const shown = await desk.get(`/reception/appointments/${visit.id}`).expect(200)
  expect(shown.text).toContain('The visit of Ravi Deshmukh is moved from ')
  expect(shown.text).toMatch(/From .* with Dr\. Anjali Rao to .* with Dr\. Leela Thomas/)
  // The page that was opened before shows both versions.
  const stale = await desk
    .post(path, { ...form, ...hidden(page.text), startsAt: latest.toISOString() })
    .expect(409)
  expect(stale.text).toContain('Somebody else saved this while you were writing')
  expect(stale.text).toMatch(/<td[^>]*>Dr\. Leela Thomas<\/td>|<td[^>]*>[^<]*\d{1,2}:\d\d.(am|pm)<\/td>/)
  expect(stale.text).not.toMatch(/<td[^>]*>[^<]*T\d\d:\d\d:00\.000Z<\/td>/)
})

test('G-C2 moving never conflicts with the visit itself: to a time that overlaps its own', async () => {
  const long = await workingDoctor('Dr. Farah Khan', { slotMinutes: 30, endsAt: '11:00' })
  const visit = await bookedVisit(desk, long.doctorId)
  await db.workingHours.updateMany({ where: { doctorId: long.doctorId }, data: { slotMinutes: 20 } })
  const path = `/reception/appointments/${visit.id}/move`
  const page = await desk.get(path).expect(200)
  const overlapping = new Date(visit.startsAt.getTime() + 20 * 60_000)
  expect(page.text).toContain(`value="${overlapping.toISOString()}"`)
  const form = { ...hidden(page.text), doctorId: long.doctorId, startsAt: overlapping.toISOString() }
  await desk.post(path, form).expect(303)
  expect((await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })).startsAt).toEqual(overlapping)
})

test('a doctor who gives a visit to a colleague goes back to the list', async () => {
  const own = await logIn(app, doctor)
  const visit = await bookedVisit(desk, doctor.doctorId)
  const other = await workingDoctor('Dr. Meera Nair')
  const [startsAt = new Date(0)] = await freeTimesOf(other.doctorId)
  const page = await own.get(`/doctor/appointments/${visit.id}/move`).expect(200)
  const form = { ...hidden(page.text), doctorId: other.doctorId, startsAt: startsAt.toISOString() }
  const answer = await own.post(`/doctor/appointments/${visit.id}/move`, form).expect(303)
  expect(answer.headers.location).toBe('/doctor/appointments')
  await own.get(`/doctor/appointments/${visit.id}`).expect(404)
})

test('G-Z1 G-Z2 another doctor’s visit is not found; patients and visitors do not reach the desk', async () => {
  const other = await logIn(app, await workingDoctor('Dr. Else'))
  const visit = await bookedVisit(desk, doctor.doctorId)
  for (const path of ['', '/move', '/rejection/new', '/cancellation/new'])
    await other.get(`/doctor/appointments/${visit.id}${path}`).expect(404)
  for (const path of [
    '/move',
    '/confirmation',
    '/completion',
    '/no-show',
    '/rejection',
    '/cancellation',
    '/archive',
  ])
    await other.post(`/doctor/appointments/${visit.id}${path}`, { reason: 'mine' }).expect(404)
  const patient = await logInAs(app, 'PATIENT')
  await patient.get(`/reception/appointments/${visit.id}`).expect(403)
  await patient.post('/reception/appointments', {}).expect(403)
  const answer = await visitor(app).get('/reception/appointments').expect(303)
  expect(answer.headers.location).toContain('/login')
  expect((await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })).status).toBe('CONFIRMED')
})

test('G-D5 the forms of booking and moving ask few questions, and booking itself no more than it has to', async () => {
  const { doctorId } = await workingDoctor('Dr. Few Questions')
  const patient = await createPatient()
  const visit = await bookedVisit(desk, doctorId)
  const form = `/reception/appointments/new?patientId=${patient.id}&doctorId=${doctorId}`
  expect(await statementsOf(() => desk.get(form).expect(200))).toBeLessThanOrEqual(6)
  const move = `/reception/appointments/${visit.id}/move`
  expect(await statementsOf(() => desk.get(move).expect(200))).toBeLessThanOrEqual(7)
  const times = await freeTimesOf(doctorId)
  const book = () =>
    desk
      .post('/reception/appointments', {
        ...{ idempotency_key: crypto.randomUUID(), patientId: patient.id, doctorId },
        ...{ priority: 'ROUTINE', reason: 'Fever', startsAt: times.pop()?.toISOString() ?? '' },
      })
      .expect(303)
  expect(await statementsOf(book)).toBeLessThanOrEqual(9)
})
