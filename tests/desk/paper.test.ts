import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { visitAt, workingDoctor } from '../appointments/clinic.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logIn, logInAs } from '../support/people.js'
import { zoneInWords } from '../support/zone.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let doctor: Awaited<ReturnType<typeof workingDoctor>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await workingDoctor('Dr. Anjali Rao')
})

const today = () => dayIn(new Date(), config.zone)
const instant = new RegExp(
  `^[A-Z][a-z]{2} \\d{1,2} [A-Z][a-z]{2} 20\\d\\d, \\d{1,2}:\\d\\d\u00a0[ap]m, all times in the zone ${zoneInWords}$`,
)

/** What the sheet says of itself. */
function sheet(html: string): Record<string, string> {
  const said = /<dl class="ww-printed">([\s\S]*?)<\/dl>/.exec(html)?.[1] ?? ''
  const pairs = said.matchAll(/<dt>([^<]*)<\/dt>\s*<dd>([^<]*)<\/dd>/g)
  return Object.fromEntries([...pairs].map(([, label, value]) => [label, value]))
}

test('E-33 E-62 a printed list of visits says the hospital, its filters, and as of when it is', async () => {
  const { specialisation, specialisationId } = await db.doctor.findUniqueOrThrow({
    where: { id: doctor.doctorId },
    select: { specialisationId: true, specialisation: { select: { name: true } } },
  })
  const filters = new URLSearchParams([
    ['from', '2026-11-23'],
    ['to', '2026-11-24'],
    ['doctorId', doctor.doctorId],
    ['specialisationId', specialisationId],
    ['priority', 'URGENT'],
    ['q', 'joshi'],
    ['state', 'CONFIRMED'],
    ['state', 'NO_SHOW'],
  ])
  const page = await desk.get(`/reception/appointments?${filters}`).expect(200)
  expect(sheet(page.text)).toEqual({
    Hospital: expect.stringMatching(/.+/),
    'Which visits': 'from Mon 23 Nov 2026 on, until Tue 24 Nov 2026',
    Patient: 'joshi',
    Specialisation: specialisation.name,
    Doctor: 'Dr. Anjali Rao',
    'How urgent': 'Urgent',
    States: 'Confirmed, Did not come',
    'Printed as of': expect.stringMatching(instant),
  })
  const all = sheet((await desk.get('/reception/appointments').expect(200)).text)
  expect(Object.keys(all)).toEqual(['Hospital', 'Which visits', 'Printed as of'])
  const own = await logIn(app, doctor)
  const theirs = sheet((await own.get('/doctor/appointments?show=today').expect(200)).text)
  expect(theirs).toMatchObject({ 'Which visits': 'Today', Doctor: 'Dr. Anjali Rao' })
})

test('E-33 a sheet that has not every visit on it says so', async () => {
  const { doctorId } = await workingDoctor('Dr. Many Visits')
  const startsAt = (index: number) => new Date(Date.UTC(2026, 0, 5, 4, index * 15))
  for (let index = 0; index < 51; index++)
    await visitAt(doctorId, { startsAt: startsAt(index), status: 'COMPLETED' })
  const page = await desk.get(`/reception/appointments?show=past&doctorId=${doctorId}`).expect(200)
  expect(sheet(page.text)['Not all']).toContain('More visits fit than are on this sheet')
})

test('E-33 the printed day, week and queue say whose they are and of which day', async () => {
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const day = await desk
    .get(`/reception/appointments/day?day=2026-11-23&specialisationId=${specialisationId}`)
    .expect(200)
  expect(day.text).toContain('<h2>Mon 23 Nov 2026</h2>')
  expect(sheet(day.text)).toMatchObject({
    Specialisation: expect.any(String),
    'Printed as of': expect.stringMatching(instant),
  })
  const week = await desk
    .get(`/reception/appointments/week?day=2026-11-23&doctorId=${doctor.doctorId}`)
    .expect(200)
  expect(week.text).toContain('The week of Dr. Anjali Rao</h1>')
  expect(week.text).toContain('<h2>Mon 23 Nov 2026 to Sun 29 Nov 2026</h2>')
  expect(sheet(week.text)['Printed as of']).toMatch(instant)

  await visitAt(doctor.doctorId, { startsAt: new Date(), status: 'CHECKED_IN' })
  const queue = await desk.get(`/reception/queue?doctor=${doctor.doctorId}`).expect(200)
  expect(sheet(queue.text)).toMatchObject({
    Day: expect.stringContaining('20'),
    Queue: expect.stringContaining('Dr. Anjali Rao'),
  })
  const own = await logIn(app, doctor)
  expect(sheet((await own.get('/doctor/queue').expect(200)).text)).toMatchObject({
    Day: expect.stringContaining(today().slice(0, 4)),
    Doctor: 'Dr. Anjali Rao',
  })
})
