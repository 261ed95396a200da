import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { bookedVisit, freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let rao: Awaited<ReturnType<typeof workingDoctor>>
let thomas: Awaited<ReturnType<typeof workingDoctor>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  rao = await workingDoctor('Dr. Anjali Rao')
  thomas = await workingDoctor('Dr. Leela Thomas')
})

const list = async (query = '', browser: Browser = desk, base = '/reception') =>
  (await browser.get(`${base}/appointments${query}`).expect(200)).text

async function named(doctorId: string, name: string, more: object = {}) {
  const patient = await createPatient({ name })
  return bookedVisit(desk, doctorId, { patientId: patient.id, ...more })
}

test('A-20 F-09 F-10 X-06 the list shows patient, doctor, day, time, state and reason, and filters by each', async () => {
  const urgent = await named(rao.doctorId, 'Sunita Joshi', { priority: 'URGENT', reason: 'Chest pain' })
  await named(thomas.doctorId, 'Imran Shaikh')
  const [startsAt = new Date(0)] = await freeTimesOf(rao.doctorId)
  const asks = await createPatient({ name: 'Kavita Pillai' })
  await visitAt(rao.doctorId, { startsAt, status: 'REQUESTED', patientId: asks.id })
  const all = await list()
  for (const words of [
    'Sunita Joshi',
    'Imran Shaikh',
    'Kavita Pillai',
    'Dr. Anjali Rao',
    'Chest pain',
    'Requested',
  ])
    expect(all).toContain(words)
  const who = async (query: string) => {
    const text = await list(query)
    return ['Sunita Joshi', 'Imran Shaikh', 'Kavita Pillai'].filter((name) => text.includes(`>${name}</a>`))
  }
  expect(await who(`?doctorId=${thomas.doctorId}`)).toEqual(['Imran Shaikh'])
  expect(await who('?priority=URGENT')).toEqual(['Sunita Joshi'])
  expect(await who('?state=REQUESTED')).toEqual(['Kavita Pillai'])
  expect(await who('?state=REQUESTED&state=CONFIRMED')).toHaveLength(3)
  expect(await who('?show=requests')).toEqual(['Kavita Pillai'])
  expect(await who('?q=imran')).toEqual(['Imran Shaikh'])
  expect(await who('?show=past')).toEqual([])
  const day = dayIn(urgent.startsAt, config.zone)
  expect(await who(`?from=${day}&to=${day}`)).toHaveLength(3)
  expect(await who(`?from=${addDays(day, 1)}`)).toEqual([])
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: rao.doctorId } })
  expect(await who(`?specialisationId=${specialisationId}`)).toHaveLength(3)
  expect(await who(`?specialisationId=${urgent.id}`)).toEqual([])
  expect(await who('?state=WRONG&priority=&from=tomorrow')).toHaveLength(3)
  expect(await list('?q=x')).toContain('A search for a patient needs 2 characters or more.')
})

test('A-20 what is to come leaves out what is over; its state or its day brings it back', async () => {
  const gone = await named(rao.doctorId, 'Gone Away')
  await db.appointment.update({
    where: { id: gone.id },
    data: { status: 'CANCELLED', statusReason: 'Called' },
  })
  const day = dayIn(gone.startsAt, config.zone)
  expect(await list()).not.toContain('Gone Away')
  expect(await list('?state=CANCELLED')).toContain('Gone Away')
  expect(await list(`?from=${day}&to=${day}`)).toContain('Gone Away')
  expect(await list('?show=all')).toContain('Gone Away')
})

test('T-16 a doctor’s list offers each thing once', async () => {
  const own = await list('', await logIn(app, thomas), '/doctor')
  expect(own.match(/In your own calendar/g)).toHaveLength(1)
})

test('A-21 A-22 T-12 T-13 a request is answered in its row, and the list stays where it was', async () => {
  const [startsAt = new Date(0)] = await freeTimesOf(rao.doctorId)
  const visit = await visitAt(rao.doctorId, { startsAt, status: 'REQUESTED' })
  const text = await list('?show=requests')
  expect(text).toContain(`action="/reception/appointments/${visit.id}/confirmation"`)
  expect(text).toContain(`/${visit.id}/rejection/new?next=%2Freception%2Fappointments%3Fshow%3Drequests"`)
  const next = '/reception/appointments?show=requests'
  const answer = await desk.post(`/reception/appointments/${visit.id}/confirmation`, { next }).expect(303)
  expect(answer.headers.location).toBe(next)
  const away = await desk.post(`/reception/appointments/${visit.id}/confirmation`, { next: '//evil.test' })
  expect(away.headers.location).toBeUndefined()
})

test('T-08 T-11 T-16 a doctor’s list holds their own visits alone, those booked by others too', async () => {
  const own = await logIn(app, thomas)
  await named(thomas.doctorId, 'Only Hers')
  const text = await list('', own, '/doctor')
  expect(text).toContain('Only Hers')
  expect(text).not.toContain('Sunita Joshi')
  expect(text).not.toContain('Dr. Anjali Rao')
  expect(await list(`?doctorId=${rao.doctorId}`, own, '/doctor')).not.toContain('Sunita Joshi')
})

test('50 visits a page, each once, there and back; the statements do not grow with them', async () => {
  const many = await workingDoctor('Dr. Busy', { slotMinutes: 5 })
  const query = `?doctorId=${many.doctorId}`
  const first = await freeTimesOf(many.doctorId, 1)
  await visitAt(many.doctorId, { startsAt: first[0] ?? new Date(0) })
  const few = await statementsOf(() => desk.get(`/reception/appointments${query}`))
  const start = instantAt(addDays(dayIn(new Date(), config.zone), 3), timeOfDay('10:00'), config.zone)
  const patient = await createPatient()
  for (let index = 0; index < 119; index++) {
    const startsAt = new Date(start.getTime() + index * 15 * 60_000)
    await visitAt(many.doctorId, { startsAt, patientId: patient.id })
  }
  const ids = (text: string) =>
    [...text.matchAll(/href="\/reception\/appointments\/([0-9a-f-]{36})"/g)].map(([, id]) => id)
  const seen = new Set<string | undefined>()
  let address: string | undefined = query
  const pages: string[] = []
  while (address !== undefined) {
    const text: string = await list(address)
    pages.push(text)
    for (const id of ids(text)) seen.add(id)
    address = /href="\/reception\/appointments(\?[^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(pages).toHaveLength(3)
  expect(seen.size).toBe(120)
  expect(Buffer.byteLength(pages[1] ?? '')).toBeLessThanOrEqual(60_000)
  const back = /href="\/reception\/appointments(\?[^"]*)" rel="prev"/
    .exec(pages[1] ?? '')?.[1]
    ?.replaceAll('&amp;', '&')
  expect(new Set(ids(await list(back)))).toEqual(new Set(ids(pages[0] ?? '')))
  const now = await statementsOf(() => desk.get(`/reception/appointments${query}`))
  expect(now).toBe(few)
  expect(now).toBeLessThanOrEqual(3)
})

test('E-33 G-W15 G-D5 the filtered list as a CSV file: all of it, no formula, and it is written down who took it', async () => {
  const doctor = await workingDoctor('Dr. Export', { slotMinutes: 5 })
  const patient = await createPatient({ name: '=HYPERLINK("http://evil.test")' })
  const start = instantAt(addDays(dayIn(new Date(), config.zone), 3), timeOfDay('10:00'), config.zone)
  for (let index = 0; index < 60; index++)
    await visitAt(doctor.doctorId, {
      ...{ startsAt: new Date(start.getTime() + index * 15 * 60_000), patientId: patient.id },
      reason: index === 0 ? '+1+cmd|calc' : 'Cough, "dry"\nat night',
    })
  const answer = await desk.get(`/reception/appointments/csv?doctorId=${doctor.doctorId}`).expect(200)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=visits-\d{4}-\d\d-\d\d\.csv$/)
  expect(answer.text.match(/V-\d{6}/g)).toHaveLength(60)
  expect(answer.text).toContain(`"'=HYPERLINK(""http://evil.test"")"`)
  expect(answer.text).toContain(",'+1+cmd|calc,")
  expect(answer.text).toContain('"Cough, ""dry""\nat night"')
  expect(answer.text).not.toMatch(/(^|,)[=+@]/m)
  expect(answer.text).toContain(`${addDays(dayIn(new Date(), config.zone), 3)},10:00,10:15,Dr. Export`)
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'appointment.export' } })
  expect(event).toMatchObject({
    actorId: desk.accountId,
    details: { filter: `doctorId=${doctor.doctorId}`, byName: false },
  })
  await db.appointment.createMany({
    data: Array.from({ length: 540 }, (_, index) => {
      const startsAt = new Date(Date.now() - (index + 1) * 3_600_000)
      return {
        ...{ doctorId: doctor.doctorId, patientId: patient.id, createdById: desk.accountId, reason: 'Fever' },
        ...{ status: 'COMPLETED' as const, startsAt, endsAt: new Date(startsAt.getTime() + 900_000) },
        ...{ completedAt: startsAt, day: dayToColumn(dayIn(startsAt, config.zone)) },
      }
    }),
  })
  const long = await desk.get(`/reception/appointments/csv?doctorId=${doctor.doctorId}&show=all`).expect(200)
  expect(new Set(long.text.match(/V-\d{6}/g)).size).toBe(600)
  const own = await logIn(app, rao)
  const theirs = await own.get(`/doctor/appointments/csv?doctorId=${doctor.doctorId}&show=all`).expect(200)
  expect(theirs.text).not.toContain('Dr. Export')
})

test('E-60 filters are kept under a name, applied, and deleted; nobody sees another’s', async () => {
  const page = await desk.get('/reception/appointments?show=today&priority=URGENT').expect(200)
  const form = {
    ...hidden(page.text),
    name: 'Urgent today',
    query: 'show=today&priority=URGENT&after=x&evil=1',
  }
  const saved = await desk.post('/reception/appointments/views', form).expect(303)
  expect(saved.headers.location).toBe('/reception/appointments?show=today&priority=URGENT')
  const shown = await desk.get('/reception/appointments').expect(200)
  expect(shown.text).toContain('href="/reception/appointments?show=today&amp;priority=URGENT"')
  expect(shown.text).toContain('Urgent today')
  const twice = await desk
    .post('/reception/appointments/views', { ...form, ...hidden(shown.text), query: 'show=past' })
    .expect(422)
  expect(twice.text).toContain('You have a view of this name already.')
  expect(twice.text).toContain('value="Urgent today"')
  expect(twice.text).toContain('name="query" value="show=past"')
  const nameless = await desk
    .post('/reception/appointments/views', { ...hidden(shown.text), name: '' })
    .expect(422)
  expect(nameless.text).toContain('Enter a name for these filters.')
  expect(nameless.text).toMatch(/<title>Error:/)

  const view = await db.savedView.findFirstOrThrow({ where: { accountId: desk.accountId } })
  const other = await logInAs(app, 'RECEPTIONIST')
  expect(await list('', other)).not.toContain('Urgent today')
  await other.post(`/reception/appointments/views/${view.id}/removal`).expect(404)
  await desk.post(`/reception/appointments/views/${view.id}/removal`).expect(303)
  expect(await list()).toContain('The view “Urgent today” is deleted.')
  expect(await db.savedView.count({ where: { id: view.id } })).toBe(0)
})

test('a list of 50 visits stays a light page', async () => {
  const text = await list('?show=all')
  expect(text.match(/<th scope="row">/g)).toHaveLength(50)
  expect(gzipSync(text, { level: 1 }).length).toBeLessThan(12_000)
})
