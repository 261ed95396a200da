import { beforeAll, expect, test } from 'vitest'
import { freeTimes } from '../../src/availability/queries.js'
import { db } from '../../src/db/client.js'
import { addDays } from '../../src/shared/calendar.js'
import { Refusal } from '../../src/shared/errors.js'
import { doDueWork, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { at, book, giveHours, mondayToCome, timesOn, visitOf } from './timetable.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await createPerson('RECEPTIONIST')
})

const monday = mondayToCome()
const tuesday = mondayToCome(1)
const wednesday = mondayToCome(2)

async function doctorWithHours() {
  const doctor = await logInAs(app, 'DOCTOR')
  const doctorId = doctor.doctorId ?? ''
  await giveHours(doctorId)
  const leave = async (form: Record<string, string>) => {
    const page = await doctor.get('/doctor/timetable/leaves/new').expect(200)
    return doctor.post('/doctor/timetable/leaves', { ...hidden(page.text), ...form })
  }
  return { doctor, doctorId, leave }
}

test('E-36 T-23 a doctor enters leave, and no time of these days is free; cancelled, all of it is free again and the history stays', async () => {
  const { doctor, doctorId, leave } = await doctorWithHours()
  const saved = await leave({ firstDay: monday, lastDay: tuesday, reason: 'Wedding of my sister' })
  expect(saved.status).toBe(303)
  expect(await timesOn(doctorId, monday)).toEqual([])
  expect(await timesOn(doctorId, tuesday)).toEqual([])
  expect(await timesOn(doctorId, wednesday)).toHaveLength(16)

  const page = await doctor.get(`/doctor/timetable?from=${monday}`).expect(200)
  for (const shown of ['The leave was saved:', 'Wedding of my sister', 'On leave'])
    expect(page.text).toContain(shown)
  const { id } = await db.doctorLeave.findFirstOrThrow({ where: { doctorId } })
  const ask = await doctor.get(`/doctor/timetable/leaves/${id}/cancellation/new`).expect(200)
  expect(ask.text).toContain('Cancel the leave')
  await doctor.post(`/doctor/timetable/leaves/${id}/cancellation`, hidden(ask.text)).expect(303)
  expect(await timesOn(doctorId, monday)).toHaveLength(16)
  const after = await doctor.get('/doctor/timetable')
  for (const shown of ['was cancelled.', 'Leave that is over or was cancelled', 'Cancelled'])
    expect(after.text).toContain(shown)
  const again = await doctor.get(`/doctor/timetable/leaves/${id}/cancellation/new`)
  const refused = await doctor
    .post(`/doctor/timetable/leaves/${id}/cancellation`, hidden(again.text))
    .expect(422)
  expect(refused.text).toContain('This leave was cancelled already.')
})

test('E-36 leave may begin and end within a day', async () => {
  const { doctor, doctorId, leave } = await doctorWithHours()
  await leave({ firstDay: monday, from: '10:00', until: '12:30' })
  expect(await timesOn(doctorId, monday)).toEqual(['09:00', '09:15', '09:30', '09:45', '12:30', '12:45'])
  expect((await doctor.get('/doctor/timetable')).text).toContain('10:00 am – 12:30 pm')
  await leave({ firstDay: tuesday, lastDay: wednesday, from: '12:45', until: '09:30' })
  expect((await timesOn(doctorId, tuesday)).at(-1)).toBe('12:30')
  expect((await timesOn(doctorId, wednesday))[0]).toBe('09:30')
})

test('E-43 E-57 leave over booked visits is never refused: they are shown first, and then none is lost silently', async () => {
  const { doctor, doctorId, leave } = await doctorWithHours()
  const visits = [
    await book(desk, doctorId, at(monday, '09:00'), 'Anil Shah'),
    await book(desk, doctorId, at(tuesday, '10:00'), 'Bina Shah'),
  ]
  const beside = await book(desk, doctorId, at(wednesday, '09:00'), 'Chitra Shah')
  const asked = await leave({ firstDay: monday, lastDay: tuesday })
  expect(asked.status).toBe(200)
  for (const shown of ['2 visits are booked', 'Anil Shah', 'Bina Shah']) expect(asked.text).toContain(shown)
  expect(asked.text).not.toContain('Chitra Shah')
  expect(await db.doctorLeave.count({ where: { doctorId } })).toBe(0)
  expect(await db.submission.count({ where: { owner: doctor.accountId } })).toBe(0)

  const yes = { firstDay: monday, lastDay: tuesday, confirmed: 'on', ...hidden(asked.text) }
  const saved = await Promise.all([1, 2, 3].map(() => doctor.post('/doctor/timetable/leaves', yes)))
  expect(saved.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await db.doctorLeave.count({ where: { doctorId } })).toBe(1)
  for (const { id } of visits) {
    expect(await visitOf(id)).toMatchObject({ status: 'CONFIRMED', strandedAt: expect.any(Date) })
    expect(await db.appointmentEvent.count({ where: { appointmentId: id, kind: 'STRANDED' } })).toBe(1)
  }
  expect((await visitOf(beside.id)).strandedAt).toBe(null)
  await doDueWork()
  const held = () => db.slotHold.findMany({ where: { appointmentId: { in: visits.map(({ id }) => id) } } })
  expect((await held()).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'RESCUE OPEN',
    'RESCUE OPEN',
  ])

  const { id } = await db.doctorLeave.findFirstOrThrow({ where: { doctorId } })
  const ask = await doctor.get(`/doctor/timetable/leaves/${id}/cancellation/new`)
  await doctor.post(`/doctor/timetable/leaves/${id}/cancellation`, hidden(ask.text)).expect(303)
  for (const visit of visits)
    expect(await visitOf(visit.id)).toMatchObject({ status: 'CONFIRMED', strandedAt: null })
  expect((await held()).map(({ status }) => status)).toEqual(['WITHDRAWN', 'WITHDRAWN'])
})

test('E-43 who has arrived already is shown, too, and stands on the reception’s list', async () => {
  const { doctorId, leave } = await doctorWithHours()
  const visit = await book(desk, doctorId, at(monday, '09:00'), 'Deepa Shah')
  await db.appointment.update({
    where: { id: visit.id },
    data: { status: 'CHECKED_IN', token: 'A-1', checkedInAt: new Date() },
  })
  const asked = await leave({ firstDay: monday })
  for (const shown of ['Deepa Shah', 'Has arrived already']) expect(asked.text).toContain(shown)
  expect((await leave({ firstDay: monday, confirmed: 'on' })).status).toBe(303)
  expect(await visitOf(visit.id)).toMatchObject({ status: 'CHECKED_IN', strandedAt: expect.any(Date) })
})

test.each([
  ['firstDay', {}, 'Enter the first day.'],
  ['firstDay', { firstDay: '2026-02-30' }, 'Enter a real date'],
  ['firstDay', { firstDay: '2020-01-01' }, 'These days are over.'],
  ['lastDay', { firstDay: tuesday, lastDay: monday }, 'The last day is before the first.'],
  ['lastDay', { firstDay: monday, lastDay: '2199-01-01' }, 'Choose days within the next two years.'],
  ['until', { firstDay: monday, from: '12:00', until: '12:00' }, 'The leave must end after it begins.'],
])(
  'leave that cannot be is refused beside %s (%j) and what was typed stays',
  async (field, form, sentence) => {
    const { doctorId, leave } = await doctorWithHours()
    const answer = await leave({ ...form, reason: 'A long way home' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`id="field-${field}-error"`)
    for (const shown of [sentence, 'A long way home']) expect(answer.text).toContain(shown)
    expect(await db.doctorLeave.count({ where: { doctorId } })).toBe(0)
  },
)

test('G-C2 S-10 a booking that races with leave is refused, or its visit is sent looking for another time: it is never stranded silently', async () => {
  const { doctorId, leave } = await doctorWithHours()
  for (let round = 0; round < 8; round++) {
    const day = addDays(monday, 7 * round)
    const bookings = ['09:00', '09:15', '09:30', '09:45'].map((time) => book(desk, doctorId, at(day, time)))
    const [answer, ...results] = await Promise.all([
      leave({ firstDay: day, confirmed: 'on' }),
      ...bookings.map((booking) => booking.catch((error: unknown) => error)),
    ])
    expect(answer.status).toBe(303)
    for (const result of results) {
      if (result instanceof Error) expect(result).toBeInstanceOf(Refusal)
    }
    const visits = await db.appointment.findMany({
      where: { doctorId, startsAt: { gte: at(day, '00:00'), lt: at(day, '23:59') } },
      select: { strandedAt: true },
    })
    expect(visits.length).toBe(results.filter((result) => !(result instanceof Error)).length)
    expect(visits.every(({ strandedAt }) => strandedAt !== null)).toBe(true)
    expect(await freeTimesOf(doctorId, day)).toEqual([])
  }
})

const freeTimesOf = async (doctorId: string, day: typeof monday) =>
  (
    await freeTimes([doctorId], { from: day, to: day }, { now: new Date(), audience: 'staff', urgent: true })
  ).get(doctorId)

test('G-Z2 leave of another doctor is not found', async () => {
  const { doctorId, leave } = await doctorWithHours()
  await leave({ firstDay: monday })
  const { id } = await db.doctorLeave.findFirstOrThrow({ where: { doctorId } })
  const other = await doctorWithHours()
  await other.doctor.get(`/doctor/timetable/leaves/${id}/cancellation/new`).expect(404)
  const form = hidden((await other.doctor.get('/doctor/timetable/leaves/new')).text)
  await other.doctor.post(`/doctor/timetable/leaves/${id}/cancellation`, form).expect(404)
  const admin = await logInAs(app, 'ADMIN')
  await admin.get(`/admin/doctors/${other.doctorId}/timetable/leaves/${id}/cancellation/new`).expect(404)
  await admin.get(`/admin/doctors/${doctorId}/timetable/leaves/${id}/cancellation/new`).expect(200)
  expect((await db.doctorLeave.findUniqueOrThrow({ where: { id } })).cancelledAt).toBe(null)
})
