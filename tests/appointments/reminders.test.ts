import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { reminderTimes, stillDue } from '../../src/appointments/reminder-rules.js'
import { planReminders, remind, replanReminders } from '../../src/appointments/reminders.js'
import { db, transaction } from '../../src/db/client.js'
import { type MailServer, startMailServer } from '../notices/mail-server.js'
import { type Browser, doDueWork, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { bookedVisit, freeTimesOf, workingDoctor } from './clinic.js'
import { parseCalendar } from './parsed-calendar.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let server: MailServer
let desk: Browser & TestPerson
let admin: Browser & TestPerson
beforeAll(async () => {
  server = await startMailServer()
  app = openApp({ SMTP_URL: server.url })
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
})
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  await db.message.deleteMany()
  await db.appointment.updateMany({
    where: { status: 'CONFIRMED' },
    data: { status: 'CANCELLED', statusReason: 'Of another test' },
  })
  await db.schedulingSettings.updateMany({ data: { firstReminderHours: 24, secondReminderHours: 2 } })
  server.received.length = 0
})

const HOUR = 3_600_000
const hours = { firstReminderHours: 24, secondReminderHours: 2 }
const startsAt = new Date('2026-11-23T04:30:00Z')
const before = (count: number) => new Date(startsAt.getTime() - count * HOUR)

/** A confirmed visit, days ahead, of a patient with an account. */
async function aVisit() {
  const doctor = await workingDoctor()
  const person = await createPerson('PATIENT')
  const time = (await freeTimesOf(doctor.doctorId, 40)).at(-1)
  const visit = await bookedVisit(desk, doctor.doctorId, {
    patientId: person.patientId ?? '',
    ...(time && { startsAt: time }),
  })
  return { ...visit, person }
}

const planned = () =>
  db.$queryRaw<{ key: string; runAt: Date }[]>`
    SELECT j.key, j.run_at AS "runAt" FROM graphile_worker._private_jobs j
    WHERE j.key LIKE 'reminder %' ORDER BY j.run_at`
const timeHasCome = () => db.$executeRaw`
  UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'reminder %'`
const remindersTold = (channel: 'MAIL' | 'IN_APP') =>
  db.message.count({ where: { kind: 'visit-reminder', channel } })

test('X-03 reminders come as many hours before as the settings say, and none for 0', () => {
  expect(reminderTimes(startsAt, hours)).toEqual({ first: before(24), second: before(2) })
  expect(reminderTimes(startsAt, { firstReminderHours: 0, secondReminderHours: 3 })).toEqual({
    second: before(3),
  })
  expect(reminderTimes(startsAt, { firstReminderHours: 0, secondReminderHours: 0 })).toEqual({})
})

test.each([
  ['first', 24, {}, true],
  ['first', 2.5, {}, true],
  ['first', 1.5, {}, false],
  ['second', 2, {}, true],
  ['second', 0, {}, false],
  ['second', -1, {}, false],
  ['first', 24, { status: 'REQUESTED' }, false],
  ['first', 24, { status: 'CANCELLED' }, false],
  ['second', 1, { status: 'CHECKED_IN' }, false],
  ['first', 24, { strandedAt: before(30) }, false],
] as const)('X-03 the %s reminder, %d hours before, of a visit %j: %s', (which, ahead, changed, due) => {
  const visit = { status: 'CONFIRMED' as const, startsAt, strandedAt: null, ...changed }
  expect(stillDue(which, visit, hours, before(ahead))).toBe(due)
})

test('X-03 a reminder that was switched off meanwhile is not due; a first one alone is never too late', () => {
  const visit = { status: 'CONFIRMED' as const, startsAt, strandedAt: null }
  const none = { firstReminderHours: 0, secondReminderHours: 0 }
  expect(stillDue('first', visit, none, before(24))).toBe(false)
  expect(stillDue('second', visit, none, before(2))).toBe(false)
  expect(stillDue('first', visit, { ...none, firstReminderHours: 24 }, before(1))).toBe(true)
})

test('E-8 a confirmed visit is reminded of 24 and 2 hours before; another time brings other reminders', async () => {
  const { id, doctorId, startsAt: from } = await aVisit()
  expect((await planned()).map(({ runAt }) => from.getTime() - runAt.getTime())).toEqual([
    24 * HOUR,
    2 * HOUR,
  ])
  const [to = new Date()] = (await freeTimesOf(doctorId, 60)).slice(-1)
  const page = await desk.get(`/reception/appointments/${id}/move`).expect(200)
  await desk
    .post(`/reception/appointments/${id}/move`, {
      ...hidden(page.text),
      doctorId,
      startsAt: to.toISOString(),
    })
    .expect(303)
  expect((await planned()).map(({ runAt }) => to.getTime() - runAt.getTime())).toEqual([24 * HOUR, 2 * HOUR])
})

/** The administration saves other hours, and the work that follows from it is done. */
async function remindHoursBefore(first: number, second: number) {
  const page = await admin.get('/admin/settings/scheduling').expect(200)
  const fields = [...page.text.matchAll(/<input[^>]* name="(\w+)"[^>]* value="(\d+)"/g)]
  await admin
    .post('/admin/settings/scheduling', {
      ...Object.fromEntries(fields.map(([, name, value]) => [name, value])),
      ...{ firstReminderHours: String(first), secondReminderHours: String(second) },
    })
    .expect(303)
}

const asked = () =>
  db.$queryRaw<{ runAt: Date }[]>`
    SELECT run_at AS "runAt" FROM graphile_worker.jobs WHERE task_identifier = 'appointments.plan-reminders'`

async function minuteLater() {
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = 'appointments.plan-reminders'`
  await doDueWork()
}

test('E-8 X-03 other hours before a visit hold for the visits that are booked already, by one job', async () => {
  const { startsAt: one } = await aVisit()
  const { startsAt: other } = await aVisit()
  await remindHoursBefore(30, 4)
  await remindHoursBefore(48, 3)
  // Whoever was booking at that moment, with the hours of before, is done when it runs.
  const [job, ...more] = await asked()
  expect(more).toEqual([])
  expect(job?.runAt.getTime()).toBeGreaterThan(Date.now() + 20_000)
  await minuteLater()
  const times = [one, other].flatMap((time) => [time.getTime() - 48 * HOUR, time.getTime() - 3 * HOUR])
  expect((await planned()).map(({ runAt }) => runAt.getTime())).toEqual(times.sort((a, b) => a - b))

  await remindHoursBefore(0, 3)
  await minuteLater()
  expect(await planned()).toHaveLength(2)
  await remindHoursBefore(24, 3)
  await minuteLater()
  await replanReminders(new Date())
  expect(await planned()).toHaveLength(4)
})

test('E-8 rules of booking that leave the reminders as they are give nobody work', async () => {
  await remindHoursBefore(24, 2)
  expect(await asked()).toEqual([])
})

test('G-K9 who was reminded already is not reminded again, however the hours before change', async () => {
  const { id, startsAt: time } = await aVisit()
  await remind({ appointmentId: id, which: 'first', startsAt: time.toISOString() }, new Date())
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = ${`reminder first ${id}`}`
  await remindHoursBefore(20, 2)
  await Promise.all([1, 2, 3].map(() => replanReminders(new Date())))
  await timeHasCome()
  await doDueWork()
  // The second is sent for the first time.
  expect(await remindersTold('MAIL')).toBe(2)
  expect(await remindersTold('IN_APP')).toBe(2)
})

test('E-8 a reminder that the new hours would have had go out already goes out at once, and only if it still was to', async () => {
  const [late, told] = [await aVisit(), await aVisit()]
  const soon = Math.max(late.startsAt.getTime(), told.startsAt.getTime()) - 30 * HOUR
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = ${`reminder first ${told.id}`}`
  await db.schedulingSettings.updateMany({ data: { firstReminderHours: 48 } })
  await replanReminders(new Date(soon))
  const first = (await planned()).filter(({ key }) => key.startsWith('reminder first'))
  expect(first.map(({ key }) => key)).toEqual([`reminder first ${late.id}`])
  expect(first[0]?.runAt.getTime()).toBeLessThanOrEqual(soon)
})

test('E-8 a visit that is cancelled takes its reminders out of the queue', async () => {
  const { id } = await aVisit()
  const page = await desk.get(`/reception/appointments/${id}/cancellation/new`).expect(200)
  await desk
    .post(`/reception/appointments/${id}/cancellation`, { ...hidden(page.text), reason: 'The doctor is ill' })
    .expect(303)
  expect(await planned()).toEqual([])
})

test('E-8 a visit confirmed less than 24 hours ahead has only the reminder that is still ahead', async () => {
  const { id, startsAt: time } = await aVisit()
  const plan = (status: 'REQUESTED' | 'CONFIRMED', ahead: number) =>
    transaction((tx) =>
      planReminders(tx, { id, status, startsAt: time }, new Date(time.getTime() - ahead * HOUR)),
    )
  await plan('CONFIRMED', 10)
  expect((await planned()).map(({ key }) => key)).toEqual([`reminder second ${id}`])
  await plan('CONFIRMED', 1)
  expect(await planned()).toEqual([])
  await plan('REQUESTED', 100)
  expect(await planned()).toEqual([])
})

test('E-8 a reminder arrives by mail, with the same calendar entry as it stands, and in the portal', async () => {
  const { id, person } = await aVisit()
  await doDueWork()
  server.received.length = 0
  await timeHasCome()
  await doDueWork()
  expect(server.received).toHaveLength(2)
  for (const { to, mail } of server.received) {
    expect(to).toEqual([person.email])
    expect(mail.text).toContain('remind you of your visit')
    expect(mail.text).toMatch(/\/visits\/[\w-]{43}/)
    const file = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')?.content
    const text = typeof file === 'string' ? file : new TextDecoder().decode(file)
    expect(parseCalendar(text.replace(/\r?\n/g, '\r\n')).events).toMatchObject([{ UID: id, SEQUENCE: '1' }])
  }
  expect(await remindersTold('IN_APP')).toBe(2)
})

test('E-8 who wants no reminders gets none; nor does who is not expected any more, or at that time', async () => {
  const [optedOut, cancelled, stranded, moved] = [
    await aVisit(),
    await aVisit(),
    await aVisit(),
    await aVisit(),
  ]
  await db.patient.update({ where: { id: optedOut.patientId }, data: { wantsReminders: false } })
  await db.appointment.update({
    where: { id: cancelled.id },
    data: { status: 'CANCELLED', statusReason: 'Away' },
  })
  await db.appointment.update({ where: { id: stranded.id }, data: { strandedAt: new Date() } })
  const later = new Date(moved.startsAt.getTime() + HOUR)
  await db.appointment.update({
    where: { id: moved.id },
    data: { startsAt: later, endsAt: new Date(later.getTime() + HOUR / 4) },
  })
  await timeHasCome()
  await doDueWork()
  expect(await remindersTold('MAIL')).toBe(0)
  expect(await remindersTold('IN_APP')).toBe(0)
})

test('G-K9 the same reminder done again and again, also at the same instant, is told once', async () => {
  const { id, startsAt: time } = await aVisit()
  const job = { appointmentId: id, which: 'first' as const, startsAt: time.toISOString() }
  await Promise.all(Array.from({ length: 8 }, () => remind(job, new Date())))
  await remind(job, new Date())
  expect(await remindersTold('MAIL')).toBe(1)
  expect(await remindersTold('IN_APP')).toBe(1)
})

/** Both do what is due, begun at the same instant. */
async function twoProcessesWork() {
  const file = path.join(import.meta.dirname, 'reminding-worker.ts')
  const children = [1, 2].map(() =>
    spawn(process.execPath, ['--import', 'tsx', file, database.appUrl, server.url], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')))
  const ended = children.map((child) => once(child, 'exit'))
  for (const { stdin } of children) stdin.write('now\n')
  expect((await Promise.all(ended)).map(([code]) => code)).toEqual([0, 0])
}

test('G-K9 G-K16 two processes remind of each visit once also while the hours before are changed', {
  timeout: 60_000,
}, async () => {
  const visits = [await aVisit(), await aVisit(), await aVisit(), await aVisit()]
  await doDueWork()
  await db.message.deleteMany()
  await remindHoursBefore(168, 167)
  await timeHasCome()
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = 'appointments.plan-reminders'`
  await twoProcessesWork()
  await doDueWork()
  // Both are due by now, and the first is left to the second.
  expect(await remindersTold('MAIL')).toBe(visits.length)
  expect(await remindersTold('IN_APP')).toBe(visits.length)
  expect(await planned()).toEqual([])
})

test('G-K9 G-K16 X-03 two processes at the same instant remind of each visit once', {
  timeout: 60_000,
}, async () => {
  const visits = [await aVisit(), await aVisit(), await aVisit(), await aVisit()]
  await doDueWork()
  await db.message.deleteMany()
  server.received.length = 0
  await timeHasCome()
  await twoProcessesWork()
  // A mail that one process wrote after the other had looked.
  await doDueWork()
  const addresses = server.received.map(({ to }) => to[0]).sort()
  expect(addresses).toEqual(visits.flatMap(({ person }) => [person.email, person.email]).sort())
  expect(await remindersTold('MAIL')).toBe(8)
  expect(await remindersTold('IN_APP')).toBe(8)
})
