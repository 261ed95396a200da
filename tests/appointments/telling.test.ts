import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type MailServer, type Received, startMailServer } from '../notices/mail-server.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { zoneInWords } from '../support/zone.js'
import { bookedVisit, freeTimesOf, visitAt, workingDoctor } from './clinic.js'
import { instantOf, type ParsedEvent, parseCalendar } from './parsed-calendar.js'

useDatabase()
let app: ReturnType<typeof openApp>
let server: MailServer
let desk: Browser & TestPerson
beforeAll(async () => {
  server = await startMailServer()
  app = openApp({ SMTP_URL: server.url })
  desk = await logInAs(app, 'RECEPTIONIST')
  await db.specialisation.upsert({
    where: { slug: 'general-medicine' },
    create: { slug: 'general-medicine', name: 'General medicine', ...place },
    update: place,
  })
})
beforeEach(async () => {
  await db.message.deleteMany()
  server.received.length = 0
  server.answer(null)
})

const place = {
  directions: 'Block C, first floor, left of the lift',
  preparation: 'Bring your earlier reports',
}
const reason = 'Burning pain of the bladder'

/** A patient asks for the soonest time of this doctor. */
async function request(browser: Browser & TestPerson, doctorId: string, startsAt: Date, patientId?: string) {
  const answer = await browser.post('/patient/appointments', {
    idempotency_key: randomUUID(),
    patientId: patientId ?? browser.patientId ?? '',
    ...{ doctorId, startsAt: startsAt.toISOString(), reason, priority: 'ROUTINE' },
  })
  expect(answer.status).toBe(303)
  return db.appointment.findFirstOrThrow({ where: { doctorId, startsAt } })
}
const confirm = (id: string) => desk.post(`/reception/appointments/${id}/confirmation`).expect(303)
async function move(id: string, doctorId: string, startsAt: Date) {
  const page = await desk.get(`/reception/appointments/${id}/move`).expect(200)
  const form = { ...hidden(page.text), doctorId, startsAt: startsAt.toISOString() }
  await desk.post(`/reception/appointments/${id}/move`, form).expect(303)
}
async function refuse(id: string, how: 'rejection' | 'cancellation', why: string) {
  const page = await desk.get(`/reception/appointments/${id}/${how}/new`).expect(200)
  await desk.post(`/reception/appointments/${id}/${how}`, { ...hidden(page.text), reason: why }).expect(303)
}

const linkIn = (mail: Received | undefined) => /\/visits\/[\w-]{43}/.exec(mail?.mail.text ?? '')?.[0] ?? ''

/** The one entry of the calendar that came with a mail. */
function entryOf(sent: Received | undefined): ParsedEvent {
  const file = sent?.mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
  const content = file?.content
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content ?? new ArrayBuffer())
  // The reader of mails makes all line ends alike.
  const { METHOD, events } = parseCalendar(text.replace(/\r?\n/g, '\r\n'))
  expect(events).toHaveLength(1)
  return { ...events[0], METHOD }
}

test('E-6 E-7 U-09 X-01 G-O5 a visit’s whole life is told in four mails that keep one calendar entry true', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const doctor = await workingDoctor()
  const [first = new Date(), second = new Date()] = await freeTimesOf(doctor.doctorId, 2)
  const { id } = await request(patient, doctor.doctorId, first)
  await confirm(id)
  await move(id, doctor.doctorId, second)
  await doDueWork()
  const link = linkIn(server.received.at(-1))
  const somebody = visitor(app)
  const page = await somebody.get(`${link}/cancellation/new`).expect(200)
  await somebody.post(`${link}/cancellation`, { ...hidden(page.text), reason: 'I am well again' }).expect(303)
  await doDueWork()

  expect(server.received.map(({ mail }) => mail.subject?.replace(/ on .*| to .*/, ''))).toEqual([
    'Your request for a visit',
    'Your visit',
    'Your visit was moved',
    'Your visit',
  ])
  const entries = server.received.map(entryOf)
  expect(entries.map(({ METHOD, STATUS }) => [METHOD, STATUS])).toEqual([
    ['REQUEST', 'TENTATIVE'],
    ['REQUEST', 'CONFIRMED'],
    ['REQUEST', 'CONFIRMED'],
    ['CANCEL', 'CANCELLED'],
  ])
  expect(new Set(entries.map(({ UID }) => UID))).toEqual(new Set([id]))
  expect(entries.map(({ SEQUENCE }) => Number(SEQUENCE))).toEqual([1, 2, 3, 4])
  expect(entries.map(({ DTSTART }) => instantOf(DTSTART))).toEqual([first, first, second, second])
  for (const { to, raw, mail } of server.received) {
    expect(to).toEqual([patient.email])
    expect(mail.text).toContain('Doctor: Dr. Anjali Rao')
    expect(mail.text).toContain(`(${zoneInWords})`)
    for (const kept of [reason, 'bladder', 'I am well again']) expect(raw + mail.text).not.toContain(kept)
  }
  for (const shown of [place.directions, place.preparation, 'Room 4']) {
    expect(server.received[1]?.mail.text).toContain(shown)
    expect(entries[1]?.DESCRIPTION + (entries[1]?.LOCATION ?? '')).toContain(shown)
  }
  const told = await db.message.findMany({
    where: { channel: 'IN_APP', accountId: patient.accountId },
    orderBy: { id: 'asc' },
    select: { kind: true, link: true },
  })
  expect(told.map(({ kind }) => kind)).toEqual([
    'visit-requested',
    'visit-confirmed',
    'visit-changed',
    'visit-cancelled',
  ])
  expect(new Set(told.map(({ link: to }) => to))).toEqual(new Set([`/patient/appointments/${id}`]))
})

test('T-03 T-08 the doctor hears of a new request, of a booking, of another time and of a cancellation', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const doctor = await workingDoctor()
  const [first = new Date(), second = new Date(), third = new Date()] = await freeTimesOf(doctor.doctorId, 3)
  const { id } = await request(patient, doctor.doctorId, first)
  await move(id, doctor.doctorId, second)
  await bookedVisit(desk, doctor.doctorId, { startsAt: third })
  await refuse(id, 'cancellation', 'The clinic is closed')
  const told = await db.message.findMany({
    where: { accountId: doctor.accountId },
    orderBy: { id: 'asc' },
    select: { kind: true, channel: true, body: true, link: true },
  })
  expect(told.map(({ kind }) => kind)).toEqual([
    'visit-requested',
    'visit-changed',
    'visit-confirmed',
    'visit-cancelled',
  ])
  expect(told.every(({ channel }) => channel === 'IN_APP')).toBe(true)
  expect(told[0]?.link).toBe(`/doctor/appointments/${id}`)
  expect(told[3]?.body).toBe('The clinic is closed')
  const browser = await logIn(app, doctor)
  await db.message.deleteMany()
  const other = await request(patient, doctor.doctorId, first)
  await browser.post(`/doctor/appointments/${other.id}/confirmation`).expect(303)
  expect(await db.message.count({ where: { accountId: doctor.accountId } })).toBe(1)
})

test('U-09 a declined request is told with its reason behind the log-in, and without it in the mail', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const doctor = await workingDoctor()
  const [first = new Date()] = await freeTimesOf(doctor.doctorId, 1)
  const { id } = await request(patient, doctor.doctorId, first)
  await refuse(id, 'rejection', 'Your blood test of May must come first')
  await doDueWork()
  const mail = server.received.at(-1)
  expect(mail?.mail.subject).toMatch(/^No visit on/)
  expect(mail?.raw).not.toContain('blood')
  expect(mail?.mail.text).not.toContain('blood')
  expect(entryOf(mail)).toMatchObject({
    METHOD: 'CANCEL',
    STATUS: 'CANCELLED',
    UID: id,
  })
  const notice = await db.message.findFirstOrThrow({
    where: { accountId: patient.accountId, channel: 'IN_APP', kind: 'visit-rejected' },
  })
  expect(notice.body).toBe('Your blood test of May must come first')
})

test('a visit that goes to another doctor is told to both', async () => {
  const [one, other] = [await workingDoctor('Dr. One'), await workingDoctor('Dr. Other')]
  const visit = await bookedVisit(desk, one.doctorId)
  const [time = new Date()] = await freeTimesOf(other.doctorId, 1)
  await db.message.deleteMany()
  await move(visit.id, other.doctorId, time)
  const told = await db.message.findMany({ select: { accountId: true, subject: true } })
  expect(told.find(({ accountId }) => accountId === one.accountId)?.subject).toContain(
    'is with Dr. Other now',
  )
  expect(told.find(({ accountId }) => accountId === other.accountId)?.subject).toContain('is now on')
})

test('E-3 who books for somebody of their family hears about it, with the first name only in the mail', async () => {
  const guardian = await logInAs(app, 'PATIENT')
  const child = await createPatient({ name: 'Mira Deshmukh' })
  await db.guardianship.create({
    data: {
      accountId: guardian.accountId,
      patientId: child.id,
      relation: 'CHILD',
      createdById: guardian.accountId,
    },
  })
  const doctor = await workingDoctor()
  const [first = new Date()] = await freeTimesOf(doctor.doctorId, 1)
  await request(guardian, doctor.doctorId, first, child.id)
  await doDueWork()
  expect(server.received.map(({ to }) => to)).toEqual([[guardian.email]])
  const [sent] = server.received
  expect(sent?.mail.subject).toContain('a visit of Mira on')
  expect(sent?.raw).not.toContain('Mira Deshmukh')
  expect(await db.message.count({ where: { accountId: guardian.accountId, channel: 'IN_APP' } })).toBe(1)
})

test('who has no account is told by the address in the record, and who has neither is not', async () => {
  const doctor = await workingDoctor()
  const walkIn = await createPatient({ name: 'Lata Joshi' })
  await db.patient.update({ where: { id: walkIn.id }, data: { email: 'lata@example.com' } })
  const [first = new Date(), second = new Date()] = await freeTimesOf(doctor.doctorId, 2)
  await bookedVisit(desk, doctor.doctorId, { patientId: walkIn.id, startsAt: first })
  await bookedVisit(desk, doctor.doctorId, { startsAt: second })
  await doDueWork()
  expect(server.received.map(({ to }) => to)).toEqual([['lata@example.com']])
  expect(linkIn(server.received[0])).toMatch(/^\/visits\//)
})

test('G-K7 while the mail server is away nobody waits for it, and all mails arrive later', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const doctor = await workingDoctor()
  const [first = new Date()] = await freeTimesOf(doctor.doctorId, 1)
  server.answer(451)
  const { id } = await request(patient, doctor.doctorId, first)
  await confirm(id)
  await doDueWork()
  expect(server.received).toHaveLength(0)
  expect(await db.message.count({ where: { channel: 'MAIL', status: 'WAITING' } })).toBe(2)
  server.answer(null)
  // A mail may meet the end of a connection that was refused before; it is tried once more then, as any other.
  for (let tries = 0; tries < 5 && server.received.length < 2; tries++) {
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at < now() + interval '1 hour'`
    await doDueWork()
  }
  expect(server.received.map((sent) => entryOf(sent).SEQUENCE).sort()).toEqual(['1', '2'])
})

test('who came without an appointment gets no mail about it when the desk takes them off the queue', async () => {
  const doctor = await workingDoctor()
  const patient = await createPerson('PATIENT')
  const visit = await visitAt(doctor.doctorId, {
    startsAt: new Date(),
    status: 'CHECKED_IN',
    patientId: patient.patientId ?? '',
  })
  await db.appointment.update({ where: { id: visit.id }, data: { walkIn: true } })
  await refuse(visit.id, 'cancellation', 'Went home')
  expect(await db.message.count({ where: { accountId: patient.accountId } })).toBe(0)
  expect(await db.message.count({ where: { accountId: doctor.accountId } })).toBe(1)
})

test('the outbox keeps no link that lets somebody in, once its mail is sent', async () => {
  const patient = await createPerson('PATIENT')
  const doctor = await workingDoctor()
  await bookedVisit(desk, doctor.doctorId, { patientId: patient.patientId ?? '' })
  await doDueWork()
  const { body, calendar } = await db.message.findFirstOrThrow({ where: { channel: 'MAIL' } })
  expect(body).toContain('/visits/…')
  expect(`${body}${calendar}`).not.toMatch(/\/visits\/[\w-]{43}/)
  expect(linkIn(server.received[0])).toHaveLength('/visits/'.length + 43)
})

test('E-6 of changes at the same instant each has a sequence of its own', async () => {
  const doctor = await workingDoctor()
  const patient = await createPerson('PATIENT')
  const visit = await bookedVisit(desk, doctor.doctorId, { patientId: patient.patientId ?? '' })
  const times = await freeTimesOf(doctor.doctorId, 6)
  const page = await desk.get(`/reception/appointments/${visit.id}/move`).expect(200)
  await Promise.all(
    times.map((startsAt) =>
      desk.post(`/reception/appointments/${visit.id}/move`, {
        ...hidden(page.text),
        ...{ doctorId: doctor.doctorId, startsAt: startsAt.toISOString() },
      }),
    ),
  )
  await doDueWork()
  const sequences = server.received.map((sent) => Number(entryOf(sent).SEQUENCE))
  const after = await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })
  expect(sequences.sort()).toEqual(Array.from({ length: after.sequence }, (_, index) => index + 1))
  expect(after.sequence).toBe(2)
})

test.each(['Asia/Kolkata', 'Europe/London', 'Pacific/Auckland', 'America/St_Johns'])(
  'G-K12 E-20 in a hospital in %s mail and calendar mean the same instant, on the wall of the hospital',
  async (zone) => {
    app = openApp({ SMTP_URL: server.url, HOSPITAL_TIME_ZONE: zone })
    const doctor = await workingDoctor()
    const { patientId } = await createPerson('PATIENT')
    const visit = await bookedVisit(desk, doctor.doctorId, { patientId: patientId ?? '' })
    await doDueWork()
    const [sent] = server.received
    expect(sent?.mail.text).toContain(`10:00 am (${zone.replaceAll('_', ' ')})`)
    expect(instantOf(entryOf(sent).DTSTART)).toEqual(visit.startsAt)
    app = openApp({ SMTP_URL: server.url })
  },
)
