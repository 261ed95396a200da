import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { dayFromColumn } from '../../src/shared/calendar.js'
import { Refusal } from '../../src/shared/errors.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { at, book, giveHours, mondayToCome, rows, timesOn, visitOf } from './timetable.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
let desk: TestPerson
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  desk = await createPerson('RECEPTIONIST')
})

const monday = mondayToCome()
const sunday = mondayToCome(-1)
const clinic = {
  from: '16:00',
  until: '17:00',
  slot: '30',
  buffer: '0',
  urgent: '0',
  room: '',
  kind: 'VIDEO',
}

async function doctorWithHours() {
  const doctor = await logInAs(app, 'DOCTOR')
  const doctorId = doctor.doctorId ?? ''
  await giveHours(doctorId)
  const add = async (form: Record<string, string>) => {
    const page = await doctor.get('/doctor/timetable/dates/new').expect(200)
    return doctor.post('/doctor/timetable/dates', { ...hidden(page.text), ...form })
  }
  const dateOf = async () =>
    (await db.scheduleException.findFirstOrThrow({ where: { doctorId }, select: { id: true } })).id
  return { doctor, doctorId, add, dateOf }
}

test('T-22 T-23 E-36 other hours on one date replace those of the weekday, can be changed, and can be taken back', async () => {
  const { doctor, doctorId, add, dateOf } = await doctorWithHours()
  expect((await add({ day: sunday, works: 'yes', note: 'Camp', ...rows(clinic) })).status).toBe(303)
  expect(await timesOn(doctorId, sunday)).toEqual(['16:00', '16:30'])
  const shown = await doctor.get('/doctor/timetable')
  for (const text of ['Camp', '4:00 pm – 5:00 pm']) expect(shown.text).toContain(text)

  const here = `/doctor/timetable/dates/${await dateOf()}`
  const page = await doctor.get(`${here}/edit`).expect(200)
  expect(page.text).toContain('value="16:00"')
  const changed = { ...rows({ ...clinic, until: '18:00' }), works: 'yes', note: '', ...hidden(page.text) }
  await doctor.post(here, changed).expect(303)
  expect(await timesOn(doctorId, sunday)).toHaveLength(4)
  const stale = await doctor.post(here, { ...changed, until1: '16:30' }).expect(409)
  expect(stale.text).toContain('18:00')

  const ask = await doctor.get(`${here}/removal/new`).expect(200)
  await doctor.post(`${here}/removal`, hidden(ask.text)).expect(303)
  expect(await timesOn(doctorId, sunday)).toEqual([])
})

test('a date without work is free of times, and a second entry for it is refused beside the date', async () => {
  const { doctorId, add } = await doctorWithHours()
  expect((await add({ day: monday, works: 'no' })).status).toBe(303)
  expect(await timesOn(doctorId, monday)).toEqual([])
  const twice = await add({ day: monday, works: 'yes', note: 'Once more', ...rows(clinic) })
  expect(twice.status).toBe(422)
  for (const shown of ['id="field-day-error"', 'This date has hours of its own already.', 'Once more'])
    expect(twice.text).toContain(shown)
  const empty = await add({ day: mondayToCome(1), works: 'yes' })
  expect(empty.text).toContain('Enter when the session begins.')
  expect((await add({ day: '2020-01-01', works: 'no' })).text).toContain('This day is over.')
})

test('E-43 other hours that leave a visit outside are shown first, and so is taking them back', async () => {
  const { doctor, doctorId, add, dateOf } = await doctorWithHours()
  const visit = await book(desk, doctorId, at(monday, '09:00'), 'Anil Shah')
  const form = { day: monday, works: 'yes', ...rows(clinic) }
  const cost = await add(form)
  expect(cost.status).toBe(200)
  expect(cost.text).toContain('Anil Shah')
  expect((await add({ ...form, confirmed: 'on' })).status).toBe(303)
  expect((await visitOf(visit.id)).strandedAt).not.toBe(null)

  const evening = await book(desk, doctorId, at(monday, '16:00'), 'Bina Shah')
  const removal = `/doctor/timetable/dates/${await dateOf()}/removal`
  const ask = await doctor.get(`${removal}/new`)
  const asked = await doctor.post(removal, hidden(ask.text)).expect(200)
  expect(asked.text).toContain('Bina Shah')
  expect(asked.text).not.toContain('Anil Shah')
  await doctor.post(removal, { ...hidden(asked.text), confirmed: 'on' }).expect(303)
  expect((await visitOf(evening.id)).strandedAt).not.toBe(null)
  expect((await visitOf(visit.id)).strandedAt).toBe(null)
})

test('G-Z2 dates of another doctor are not found', async () => {
  const [one, other] = [await doctorWithHours(), await doctorWithHours()]
  await one.add({ day: monday, works: 'no' })
  const here = `/doctor/timetable/dates/${await one.dateOf()}`
  await other.doctor.get(`${here}/edit`).expect(404)
  await other.doctor.get(`${here}/removal/new`).expect(404)
  await other.doctor.post(here, { version: '1', works: 'no' }).expect(404)
  const form = hidden((await other.doctor.get('/doctor/timetable/leaves/new')).text)
  await other.doctor.post(`${here}/removal`, form).expect(404)
  expect(await db.scheduleException.count({ where: { doctorId: one.doctorId } })).toBe(1)
})

test('E-36 A-32 on a holiday nobody has a time but who entered hours for that date; booked visits are shown first, with their doctor', async () => {
  const day = mondayToCome(8)
  const [away, there] = [await doctorWithHours(), await doctorWithHours()]
  await there.add({ day, works: 'yes', ...rows({ ...clinic, from: '09:00', until: '10:00' }) })
  const lost = await book(desk, away.doctorId, at(day, '09:00'), 'Anil Shah')
  const kept = await book(desk, there.doctorId, at(day, '09:00'), 'Bina Shah')
  const page = await admin.get('/admin/settings/holidays').expect(200)
  const form = { day, name: 'Harvest feast', ...hidden(page.text) }
  const cost = await admin.post('/admin/settings/holidays', form).expect(200)
  for (const shown of ['Anil Shah', 'DOCTOR Test']) expect(cost.text).toContain(shown)
  expect(cost.text).not.toContain('Bina Shah')
  expect(await db.holiday.count()).toBe(0)
  await admin.post('/admin/settings/holidays', { ...form, confirmed: 'on' }).expect(303)
  expect(await timesOn(away.doctorId, day)).toEqual([])
  expect(await timesOn(there.doctorId, day)).toEqual(['09:30'])
  expect((await visitOf(lost.id)).strandedAt).not.toBe(null)
  expect((await visitOf(kept.id)).strandedAt).toBe(null)
  expect((await away.doctor.get('/doctor/timetable')).text).toContain('Harvest feast')

  const again = await admin.post('/admin/settings/holidays', {
    ...{ day, name: 'Once more' },
    ...hidden((await admin.get('/admin/settings/holidays')).text),
  })
  expect(again.status).toBe(422)
  expect(again.text).toContain('This day is a holiday already.')

  const { id, ...holiday } = await db.holiday.findFirstOrThrow()
  expect(dayFromColumn(holiday.day)).toBe(day)
  const ask = await admin.get(`/admin/settings/holidays/${id}/removal/new`).expect(200)
  await admin.post(`/admin/settings/holidays/${id}/removal`, hidden(ask.text)).expect(303)
  expect((await visitOf(lost.id)).strandedAt).toBe(null)
  expect((await admin.get('/admin/settings/holidays')).text).toContain('was removed.')
})

test('G-C2 bookings with several doctors that race with a holiday are refused, or sent looking for another time', async () => {
  const doctors = [await doctorWithHours(), await doctorWithHours(), await doctorWithHours()]
  for (let round = 0; round < 5; round++) {
    const day = mondayToCome(14 + 7 * round)
    const page = await admin.get('/admin/settings/holidays')
    const form = { day, name: `Feast ${round}`, confirmed: 'on', ...hidden(page.text) }
    const [answer] = await Promise.all([
      admin.post('/admin/settings/holidays', form),
      ...doctors.flatMap(({ doctorId }) =>
        ['09:00', '09:15'].map((time) =>
          book(desk, doctorId, at(day, time)).catch((error) => expect(error).toBeInstanceOf(Refusal)),
        ),
      ),
    ])
    expect(answer.status).toBe(303)
    const silent = { startsAt: { gte: at(day, '00:00'), lt: at(day, '23:59') }, strandedAt: null }
    expect(await db.appointment.count({ where: silent })).toBe(0)
  }
})

test('G-Z4 holidays are the administration’s', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  await doctor.get('/admin/settings/holidays').expect(403)
  await doctor.post('/admin/settings/holidays', { day: monday, name: 'Mine' }).expect(403)
})
