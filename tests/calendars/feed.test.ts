import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { newSecret } from '../../src/shared/secrets.js'
import { bookedVisit, visitAt, workingDoctor } from '../appointments/clinic.js'
import { parseCalendar } from '../appointments/parsed-calendar.js'
import { type Browser, hidden, openApp, origin, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await createPerson('RECEPTIONIST')
})

/** Makes a new address on the page, and reads it there. */
async function makeAddress(browser: Browser, page: '/doctor/calendar' | '/patient/calendar') {
  const before = await browser.get(page).expect(200)
  await browser.post(page, hidden(before.text)).expect(303)
  const after = await browser.get(page).expect(200)
  const address = new RegExp(`value="${origin}(/calendar/[\\w-]{43}\\.ics)"`).exec(after.text)?.[1] ?? ''
  expect(after.text).toContain(`href="webcal://localhost:3000${address}"`)
  return address
}
async function read(address: string) {
  const answer = await visitor(app).get(address).expect(200)
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
  return { text: answer.text, ...parseCalendar(answer.text) }
}
const days = (count: number) => new Date(Date.now() + count * 24 * 3_600_000)

test('E-16 a doctor’s calendar shows their visits by initials and number, and is shown its address once', async () => {
  const doctor = await workingDoctor()
  const browser = await logIn(app, doctor)
  const { id: patientId } = await createPatient({ name: 'Suresh Kumar Patil' })
  const visit = await bookedVisit(desk, doctor.doctorId, { patientId, reason: 'Chest pain' })
  await bookedVisit(desk, (await workingDoctor('Dr. Other')).doctorId)
  const address = await makeAddress(browser, '/doctor/calendar')
  expect((await browser.get('/doctor/calendar').expect(200)).text).not.toContain(address)
  const { events, text, METHOD } = await read(address)
  expect(METHOD).toBe('PUBLISH')
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    UID: visit.id,
    SEQUENCE: '1',
    STATUS: 'CONFIRMED',
    SUMMARY: `S. K. P. · V-00${visit.number}`,
  })
  for (const kept of ['Suresh', 'Patil', 'Chest']) expect(text).not.toContain(kept)
})

test('E-16 E-3 a patient’s calendar shows their own visits and their family’s, with whom, when and where, never why', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const child = await createPatient({ name: 'Mira Deshmukh' })
  await db.guardianship.create({
    data: {
      accountId: patient.accountId,
      patientId: child.id,
      relation: 'CHILD',
      createdById: patient.accountId,
    },
  })
  const doctor = await workingDoctor()
  const own = await bookedVisit(desk, doctor.doctorId, {
    patientId: patient.patientId ?? '',
    reason: 'Piles',
  })
  const family = await bookedVisit(desk, doctor.doctorId, { patientId: child.id, reason: 'Fits' })
  await bookedVisit(desk, doctor.doctorId)
  const { events, text } = await read(await makeAddress(patient, '/patient/calendar'))
  const titles = new Map(events.map(({ UID, SUMMARY }) => [UID, SUMMARY]))
  expect(titles).toEqual(
    new Map([
      [own.id, 'Visit: Dr. Anjali Rao'],
      [family.id, 'Visit of Mira: Dr. Anjali Rao'],
    ]),
  )
  for (const kept of ['Piles', 'Fits', 'Deshmukh']) expect(text).not.toContain(kept)
})

test('E-16 a calendar goes from 30 days back to 90 days ahead, and says which visits will not be', async () => {
  const doctor = await workingDoctor()
  const browser = await logIn(app, doctor)
  const put = (count: number, status: 'COMPLETED' | 'CONFIRMED' | 'CANCELLED' | 'REQUESTED') =>
    visitAt(doctor.doctorId, { startsAt: days(count), status })
  await put(-31, 'COMPLETED')
  await put(91, 'CONFIRMED')
  const expected = [
    [(await put(-29, 'COMPLETED')).id, 'CONFIRMED'],
    [(await put(1, 'CANCELLED')).id, 'CANCELLED'],
    [(await put(2, 'REQUESTED')).id, 'TENTATIVE'],
    [(await put(89, 'CONFIRMED')).id, 'CONFIRMED'],
  ]
  const { events } = await read(await makeAddress(browser, '/doctor/calendar'))
  expect(events.map(({ UID, STATUS }) => [UID, STATUS]).sort()).toEqual(expected.sort())
})

test('E-16 with a new address the one before works no longer, and one can be switched off', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const first = await makeAddress(patient, '/patient/calendar')
  const second = await makeAddress(patient, '/patient/calendar')
  await visitor(app).get(first).expect(404)
  await read(second)
  const page = await patient.get('/patient/calendar/revocation/new').expect(200)
  await read(second)
  await patient.post('/patient/calendar/revocation', hidden(page.text)).expect(303)
  await visitor(app).get(second).expect(404)
  expect((await patient.get('/patient/calendar').expect(200)).text).toContain('is switched off')
  expect(await db.auditEvent.count({ where: { actorId: patient.accountId, action: 'calendar.own' } })).toBe(3)
})

test('G-C3 E-16 a double click makes one address, and it is the one that is shown', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const form = hidden((await patient.get('/patient/calendar').expect(200)).text)
  await Promise.all([1, 2, 3].map(() => patient.post('/patient/calendar', form).expect(303)))
  expect(await db.linkToken.count({ where: { accountId: patient.accountId } })).toBe(1)
})

test('of several new addresses at the same instant one is in use', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const forms = await Promise.all([1, 2, 3, 4].map(() => patient.get('/patient/calendar')))
  await Promise.all(forms.map(({ text }) => patient.post('/patient/calendar', hidden(text)).expect(303)))
  expect(await db.linkToken.count({ where: { accountId: patient.accountId, revokedAt: null } })).toBe(1)
})

test('E-16 the calendar of an account that was suspended is not found, and neither is one that never was', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const address = await makeAddress(patient, '/patient/calendar')
  await db.account.update({ where: { id: patient.accountId }, data: { status: 'SUSPENDED' } })
  await visitor(app).get(address).expect(404)
  await visitor(app).get(`/calendar/${newSecret().secret}.ics`).expect(404)
  await visitor(app).get(`/calendar/${newSecret().secret}`).expect(404)
})

test('only the SHA-256 of an address is kept, and the page is for doctors and patients', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const address = await makeAddress(patient, '/patient/calendar')
  const [link] = await db.linkToken.findMany({
    where: { accountId: patient.accountId },
    select: { hash: true },
  })
  expect(link?.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(address).not.toContain(link?.hash ?? '')
  const answer = await visitor(app).get('/patient/calendar').expect(303)
  expect(answer.headers.location).toContain('/login')
  await (await logInAs(app, 'RECEPTIONIST')).get('/doctor/calendar').expect(403)
})

test('G-D6 who guesses addresses again and again waits; a good one is still read', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const address = await makeAddress(patient, '/patient/calendar')
  let status = 404
  for (let tries = 0; tries < 80 && status === 404; tries++)
    status = (await visitor(app).get(`/calendar/${'z'.repeat(40)}${tries}.ics`)).status
  expect(status).toBe(429)
  await read(address)
})

test('E-6 the file of one visit: a patient’s own, the desk’s; somebody else’s is not found', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const doctor = await workingDoctor()
  const visit = await bookedVisit(desk, doctor.doctorId, {
    patientId: patient.patientId ?? '',
    reason: 'Piles',
  })
  const own = await patient.get(`/patient/appointments/${visit.id}/calendar.ics`).expect(200)
  expect(own.headers['content-disposition']).toContain(`V-00${visit.number}.ics`)
  expect(parseCalendar(own.text).events).toMatchObject([{ UID: visit.id, SUMMARY: 'Visit: Dr. Anjali Rao' }])
  const file = await (await logIn(app, desk))
    .get(`/reception/appointments/${visit.id}/calendar.ics`)
    .expect(200)
  expect(parseCalendar(file.text).events[0]?.URL).toBe(`${origin}/reception/appointments/${visit.id}`)
  await (await logIn(app, doctor)).get(`/doctor/appointments/${visit.id}/calendar.ics`).expect(200)
  for (const { text } of [own, file]) expect(text).not.toContain('Piles')
  const stranger = await logInAs(app, 'PATIENT')
  await stranger.get(`/patient/appointments/${visit.id}/calendar.ics`).expect(404)
  const otherDoctor = await logInAs(app, 'DOCTOR')
  await otherDoctor.get(`/doctor/appointments/${visit.id}/calendar.ics`).expect(404)
  const out = await visitor(app).get(`/patient/appointments/${visit.id}/calendar.ics`).expect(303)
  expect(out.headers.location).toContain('/login')
})
