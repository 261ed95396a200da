import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, startOfDay } from '../../src/shared/calendar.js'
import { freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const card = (html: string, id: string) =>
  html.match(new RegExp(`aria-labelledby="${id}">[\\s\\S]*?</section>`))?.[0] ?? ''
const stat = (html: string, label: string) => {
  const text = html
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return new RegExp(`${label} ([\\d,]+)`).exec(text)?.[1]
}
/** A quarter of an hour each, from the beginning of today on. */
const early = (quarter: number) =>
  new Date(startOfDay(dayIn(new Date(), config.zone), config.zone).getTime() + quarter * 900_000)
const patientId = async (name: string) => (await createPatient({ name })).id

test('T-01 T-02 T-03 T-09 E-37 a doctor sees who is inside and next, requests, today’s visits, and puts one away', async () => {
  const doctor = await workingDoctor()
  const own = await logIn(app, doctor)
  const { doctorId } = doctor
  const empty = (await own.get('/doctor').expect(200)).text
  expect(empty).toContain('Nobody is booked for today')
  const before = await statementsOf(() => own.get('/doctor'))

  const [asked = new Date(0)] = await freeTimesOf(doctorId)
  await visitAt(doctorId, { startsAt: asked, status: 'REQUESTED', patientId: await patientId('Asks Anew') })
  await visitAt(doctorId, {
    startsAt: early(0),
    status: 'IN_CONSULTATION',
    token: 'A-1',
    patientId: await patientId('Inside Now'),
  })
  await visitAt(doctorId, {
    startsAt: early(2),
    status: 'CHECKED_IN',
    token: 'A-3',
    patientId: await patientId('After That'),
  })
  await visitAt(doctorId, {
    startsAt: early(1),
    status: 'CHECKED_IN',
    token: 'A-2',
    patientId: await patientId('Next One'),
  })
  await visitAt(doctorId, { startsAt: early(95), patientId: await patientId('Late Today') })
  const done = await visitAt(doctorId, {
    startsAt: early(3),
    status: 'COMPLETED',
    patientId: await patientId('Seen Already'),
  })
  const text = (await own.get('/doctor').expect(200)).text
  const now = card(text, 'now')
  expect(now).toContain('Inside Now')
  expect(now).toContain('Next One')
  expect(now).not.toContain('After That')
  expect(card(text, 'requests')).toContain('Asks Anew')
  expect(text).toContain('1 new since yesterday')
  const today = card(text, 'today')
  for (const name of ['Inside Now', 'Next One', 'After That', 'Late Today', 'Seen Already'])
    expect(today).toContain(name)
  expect(today).not.toContain('Asks Anew')
  expect(stat(text, 'To answer')).toBe('1')
  expect(stat(text, 'Waiting now')).toBe('2')
  expect(stat(text, 'Completed today')).toBe('1')
  expect(await statementsOf(() => own.get('/doctor'))).toBe(before)
  expect(before).toBeLessThanOrEqual(8)

  await own.post(`/doctor/appointments/${done.id}/archive`, { next: '/doctor' }).expect(303)
  const after = (await own.get('/doctor').expect(200)).text
  expect(card(after, 'today')).not.toContain('Seen Already')
  expect(stat(after, 'Completed today')).toBe('1')
})

test('the reception answers requests and checks in from its own page, and reads whose time fell away', async () => {
  const { doctorId } = await workingDoctor('Dr. Leela Thomas')
  const [asked = new Date(0), lost = new Date(0)] = await freeTimesOf(doctorId)
  const request = await visitAt(doctorId, {
    startsAt: asked,
    status: 'REQUESTED',
    patientId: await patientId('Kavita Pillai'),
  })
  const coming = await visitAt(doctorId, { startsAt: early(94), patientId: await patientId('Comes Late') })
  const stranded = await visitAt(doctorId, { startsAt: lost, patientId: await patientId('Lost Time') })
  await db.appointment.update({ where: { id: stranded.id }, data: { strandedAt: new Date() } })
  const text = (await desk.get('/reception').expect(200)).text
  expect(card(text, 'requests')).toContain(`/reception/appointments/${request.id}/confirmation`)
  expect(card(text, 'arrivals')).toContain(`/reception/appointments/${coming.id}/check-in`)
  expect(text).toContain('Visits whose time fell away: 1')
  expect(text).toContain('href="/reception/stranded"')
  const back = await desk
    .post(`/reception/appointments/${request.id}/confirmation`, { next: '/reception' })
    .expect(303)
  expect(back.headers.location).toBe('/reception')
})

test('A-31 an admin sees today’s visits in numbers, and the lists behind them', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { doctorId } = await workingDoctor('Dr. Meera Nair')
  const before = card((await admin.get('/admin').expect(200)).text, 'visits')
  await visitAt(doctorId, { startsAt: early(1), status: 'NO_SHOW' })
  await visitAt(doctorId, { startsAt: early(2), status: 'COMPLETED' })
  const after = card((await admin.get('/admin').expect(200)).text, 'visits')
  for (const label of ['Completed', 'Did not come'])
    expect(Number(stat(after, label))).toBe(Number(stat(before, label)) + 1)
  expect(after).toContain('href="/admin/appointments?show=today&amp;state=NO_SHOW"')
})

test('A-31 an admin reads the requests of all days beside what waits for an answer, not among today’s visits', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { doctorId } = await workingDoctor('Dr. Later Day')
  const before = Number(stat((await admin.get('/admin').expect(200)).text, 'Requests to answer'))
  const [startsAt = new Date(0)] = (await freeTimesOf(doctorId, 30)).slice(-1)
  await visitAt(doctorId, { startsAt, status: 'REQUESTED' })
  const { text } = await admin.get('/admin').expect(200)
  expect(Number(stat(text, 'Requests to answer'))).toBe(before + 1)
  expect(stat(card(text, 'visits'), 'Requests to answer')).toBeUndefined()
})

test('a patient’s page has their visits; a doctor opens only their own', async () => {
  const doctor = await workingDoctor('Dr. One')
  const other = await workingDoctor('Dr. Two')
  const patient = await createPatient({ name: 'Sunita Joshi' })
  const theirs = await visitAt(doctor.doctorId, {
    startsAt: early(0),
    status: 'COMPLETED',
    patientId: patient.id,
  })
  const not = await visitAt(other.doctorId, {
    startsAt: early(1),
    status: 'COMPLETED',
    patientId: patient.id,
  })
  const own = await logIn(app, doctor)
  const { text } = await own.get(`/doctor/patients/${patient.id}`).expect(200)
  const timeline = text.slice(text.indexOf('id="timeline"'))
  expect(timeline).toContain(`href="/doctor/appointments/${theirs.id}"`)
  expect(timeline).toContain('Dr. Two')
  expect(timeline).not.toContain(`/appointments/${not.id}`)
  expect(card(text, 'visits')).toContain(`/doctor/appointments/new?patientId=${patient.id}`)
  const atDesk = card((await desk.get(`/reception/patients/${patient.id}`).expect(200)).text, 'visits')
  expect(atDesk).toContain(`href="/reception/appointments/${not.id}"`)
})

test('G-D5 the pages of the reception and the administration ask few questions, and as many on a full day as on an empty one', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const asked = async () => ({
    reception: await statementsOf(() => desk.get('/reception').expect(200)),
    admin: await statementsOf(() => admin.get('/admin').expect(200)),
  })
  const empty = await asked()
  const { doctorId } = await workingDoctor('Dr. Full House')
  for (const status of ['CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW'] as const)
    await visitAt(doctorId, { startsAt: early(status.length), status })
  for (const name of ['Dr. Waits', 'Dr. Waits Too']) {
    const { accountId } = await createPerson('DOCTOR', name)
    await db.account.update({ where: { id: accountId }, data: { status: 'PENDING' } })
  }
  expect(await asked()).toEqual(empty)
  expect(empty.reception).toBeLessThanOrEqual(8)
  expect(empty.admin).toBeLessThanOrEqual(8)
})

test('G-D5 a patient’s day and their visits ask as many questions with visits as without', async () => {
  const own = await logInAs(app, 'PATIENT')
  const asked = async () => ({
    day: await statementsOf(() => own.get('/patient').expect(200)),
    visits: await statementsOf(() => own.get('/patient/appointments').expect(200)),
  })
  const empty = await asked()
  const { doctorId } = await workingDoctor('Dr. Sees Patients')
  for (const startsAt of await freeTimesOf(doctorId, 3))
    await visitAt(doctorId, { startsAt, patientId: own.patientId ?? '' })
  await visitAt(doctorId, { startsAt: early(0), status: 'COMPLETED', patientId: own.patientId ?? '' })
  expect(await asked()).toEqual(empty)
  expect(empty.day).toBeLessThanOrEqual(8)
  expect(empty.visits).toBeLessThanOrEqual(4)
})
