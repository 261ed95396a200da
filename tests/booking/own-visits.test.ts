import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let doctor: Awaited<ReturnType<typeof workingDoctor>>
let patient: Browser & TestPerson
let patientId: string
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  doctor = await workingDoctor()
  patient = await logInAs(app, 'PATIENT')
  patientId = patient.patientId ?? ''
})

const visitSoon = async (status: 'REQUESTED' | 'CONFIRMED' = 'CONFIRMED') => {
  const [startsAt = new Date()] = await freeTimesOf(doctor.doctorId, 1)
  return visitAt(doctor.doctorId, { startsAt, patientId, status })
}
const address = (visit: { id: string }, rest = '') => `/patient/appointments/${visit.id}${rest}`
const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

test('U-01 U-08 a patient sees what is to come, the soonest first, and below it what was, page by page', async () => {
  for (let day = 1; day <= 23; day++)
    await visitAt(doctor.doctorId, {
      startsAt: hours(-24 * day),
      patientId,
      status: 'COMPLETED',
      reason: 'Past',
    })
  const [near, far] = await freeTimesOf(doctor.doctorId, 2)
  const later = await visitAt(doctor.doctorId, { startsAt: far ?? new Date(), patientId })
  const sooner = await visitAt(doctor.doctorId, {
    startsAt: near ?? new Date(),
    patientId,
    status: 'REQUESTED',
  })
  const list = await patient.get('/patient/appointments').expect(200)
  expect(list.text.indexOf(sooner.id)).toBeLessThan(list.text.indexOf(later.id))
  const idsIn = (html: string) =>
    [...html.matchAll(/ww-own-visit-when" href="[^"]*\/([0-9a-f-]{36})"/g)].map(([, id]) => id)
  expect(idsIn(list.text)).toHaveLength(22)
  const [, older = ''] = /href="([^"]*after=[^"]*)"/.exec(list.text) ?? []
  const next = await patient.get(older.replace('#history', '')).expect(200)
  expect(idsIn(next.text)).toHaveLength(3)
  expect(next.text).not.toContain(sooner.id)
  const [, newer = ''] = /href="([^"]*before=[^"]*)"/.exec(next.text) ?? []
  const back = await patient.get(newer.replace('#history', '')).expect(200)
  expect(idsIn(back.text)).toEqual(idsIn(list.text).slice(2))
  const today = await patient.get('/patient').expect(200)
  expect(idsIn(today.text)).toEqual([sooner.id, later.id])
})

test('a patient whose visit lost its time is told to come neither by the page nor by a calendar', async () => {
  const visit = await visitSoon()
  const usual = await patient.get(address(visit)).expect(200)
  await db.appointment.update({ where: { id: visit.id }, data: { strandedAt: new Date() } })
  const page = await patient.get(address(visit)).expect(200)
  expect(page.text).toContain('The doctor cannot see you at this time any more')
  for (const invitation of ['calendar.ics', 'Tell me of an earlier time', 'Where, and what to bring']) {
    expect(usual.text).toContain(invitation)
    expect(page.text).not.toContain(invitation)
  }
})

test('U-10 E-57 a patient cancels: a page names the visit and what follows, the reason is asked, and the time is free again', async () => {
  const visit = await visitSoon()
  const ask = await patient.get(address(visit, '/cancel')).expect(200)
  expect(ask.text).toContain('The time is given to somebody else.')
  expect(await db.appointment.count({ where: { id: visit.id, status: 'CANCELLED' } })).toBe(0)
  const empty = await patient
    .post(address(visit, '/cancellation'), { ...hidden(ask.text), reason: ' ' })
    .expect(422)
  expect(empty.text).toContain('Enter the reason')
  await patient
    .post(address(visit, '/cancellation'), { ...hidden(ask.text), reason: 'I am well again' })
    .expect(303)
  const page = await patient.get(address(visit)).expect(200)
  expect(page.text).toContain('This visit is cancelled')
  expect(page.text).toContain('I am well again')
  expect(page.text).toContain('· you')
  expect(await freeTimesOf(doctor.doctorId, 1)).toEqual([visit.startsAt])
  await patient.get(address(visit, '/cancel')).expect(303)
})

test('U-10 U-11 shortly before the visit it is too late here: the page says whom to call, and the post is refused', async () => {
  const visit = await visitAt(doctor.doctorId, { startsAt: hours(1), patientId })
  const page = await patient.get(address(visit)).expect(200)
  expect(page.text).toContain('It is too late to change this visit here.')
  expect(page.text).not.toContain(address(visit, '/cancel'))
  const cancelled = await patient
    .post(address(visit, '/cancellation'), {
      ...hidden((await patient.get('/patient/family/new')).text),
      reason: 'Too late',
    })
    .expect(422)
  expect(cancelled.text).toContain('It is too late to change this visit here.')
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  await patient
    .post(address(visit, '/move'), {
      version: '1',
      doctorId: doctor.doctorId,
      startsAt: startsAt?.toISOString() ?? '',
    })
    .expect(422)
  expect(await db.appointment.findUnique({ where: { id: visit.id } })).toMatchObject({
    status: 'CONFIRMED',
    startsAt: visit.startsAt,
  })
})

test('U-11 a patient moves a visit: the same visit, its reason and history kept, to be confirmed again', async () => {
  const visit = await visitSoon()
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const page = await patient.get(address(visit, '/move')).expect(200)
  expect(page.text).toContain(`value="${startsAt?.toISOString()}"`)
  expect(page.text).not.toContain(`value="${visit.startsAt.toISOString()}"`)
  await patient.get(address(visit, '/move?from=2200-12-31&doctorId=x')).expect(200)
  const move = { ...hidden(page.text), doctorId: doctor.doctorId, startsAt: startsAt?.toISOString() ?? '' }
  const twice = await Promise.all([
    patient.post(address(visit, '/move'), move),
    patient.post(address(visit, '/move'), move),
  ])
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  const moved = await db.appointment.findUniqueOrThrow({
    where: { id: visit.id },
    include: { events: { where: { kind: 'RESCHEDULED' } } },
  })
  expect(moved).toMatchObject({ startsAt, status: 'REQUESTED', reason: visit.reason, number: visit.number })
  expect(moved.events).toHaveLength(1)
  expect((await patient.get(address(visit))).text).toContain('Moved')
})

test('E-66 G-C5 a visit that was moved meanwhile: both times are shown in words, and nothing is lost', async () => {
  const visit = await visitSoon()
  const [hers, theirs] = await freeTimesOf(doctor.doctorId, 2)
  const page = await patient.get(address(visit, '/move'))
  await db.appointment.update({
    where: { id: visit.id },
    data: {
      startsAt: theirs ?? new Date(),
      endsAt: new Date((theirs?.getTime() ?? 0) + 900_000),
      version: { increment: 1 },
    },
  })
  const stale = await patient
    .post(address(visit, '/move'), {
      ...hidden(page.text),
      doctorId: doctor.doctorId,
      startsAt: hers?.toISOString() ?? '',
    })
    .expect(409)
  expect(stale.text).toContain('This record was changed while you were editing it.')
  expect(stale.text).toContain(`value="${hers?.toISOString()}" checked`)
  expect(stale.text).toMatch(/<td[^>]*>[^<]*\d{1,2}:\d\d.(am|pm)/)
  await patient
    .post(address(visit, '/move'), {
      ...hidden(stale.text),
      doctorId: doctor.doctorId,
      startsAt: hers?.toISOString() ?? '',
    })
    .expect(303)
})

test('E-5 a time that somebody took meanwhile: the nearest free times to pick from', async () => {
  const visit = await visitSoon()
  const [taken] = await freeTimesOf(doctor.doctorId, 1)
  const page = await patient.get(address(visit, '/move'))
  await visitAt(doctor.doctorId, { startsAt: taken ?? new Date() })
  const refused = await patient
    .post(address(visit, '/move'), {
      ...hidden(page.text),
      doctorId: doctor.doctorId,
      startsAt: taken?.toISOString() ?? '',
    })
    .expect(422)
  expect(refused.text).toContain('Somebody has just taken this time.')
  expect(refused.text).toContain('The free times nearest to it')
  expect(refused.text.match(/type="radio"/g)?.length).toBeGreaterThan(5)
  const same = await patient
    .post(address(visit, '/move'), {
      ...hidden(refused.text),
      doctorId: doctor.doctorId,
      startsAt: visit.startsAt.toISOString(),
    })
    .expect(422)
  expect(same.text).toContain('The visit is at this time already.')
})

test('G-Z1 G-Z2 S-03 somebody else’s visit is not found, to be read or changed; signed out it goes to log-in', async () => {
  const visit = await visitAt(doctor.doctorId, { startsAt: hours(30), patientId: (await createPatient()).id })
  for (const rest of ['', '/cancel', '/move', '/requested'])
    await patient.get(address(visit, rest)).expect(404)
  const key = hidden((await patient.get('/patient/family/new')).text)
  await patient.post(address(visit, '/cancellation'), { ...key, reason: 'Not mine' }).expect(404)
  await patient
    .post(address(visit, '/move'), {
      version: '1',
      doctorId: doctor.doctorId,
      startsAt: visit.startsAt.toISOString(),
    })
    .expect(404)
  expect(await db.appointment.count({ where: { id: visit.id, status: 'CONFIRMED', version: 1 } })).toBe(1)
  await patient.get('/patient/appointments/nonsense').expect(404)
  const out = await visitor(app).get(address(visit)).expect(303)
  expect(out.headers.location).toContain('/login?next=')
})

test('U-08 U-09 each state is explained in plain words, with the reason where there is one', async () => {
  const said: [Parameters<typeof visitAt>[1]['status'], string][] = [
    ['REQUESTED', 'Waiting for the hospital’s answer'],
    ['CONFIRMED', 'Confirmed: we expect you'],
    ['REJECTED', 'They say: “The doctor is away”'],
    ['COMPLETED', 'This visit is over'],
    ['NO_SHOW', 'This visit was missed'],
    ['CHECKED_IN', 'Your token is A-1'],
  ]
  for (const [index, [status, sentence]] of said.entries()) {
    const past = status === 'COMPLETED' || status === 'NO_SHOW' || status === 'CHECKED_IN'
    const visit = await visitAt(doctor.doctorId, {
      startsAt: hours(past ? -index - 1 : 24 * (index + 1)),
      patientId,
      status,
    })
    const page = await patient.get(address(visit)).expect(200)
    expect(page.text).toContain(sentence)
    expect(page.text).not.toContain('{{')
    expect(page.text.includes(address(visit, '/queue'))).toBe(status === 'CHECKED_IN')
  }
})
