import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { visitAt } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'
import { at, book, giveHours, mondayToCome, rows, timesOn, visitOf } from './timetable.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const monday = mondayToCome()
const morning = {
  from: '09:00',
  until: '10:00',
  slot: '20',
  buffer: '10',
  urgent: '0',
  room: '',
  kind: 'IN_PERSON',
}
const evening = {
  from: '17:00',
  until: '18:00',
  slot: '15',
  buffer: '0',
  urgent: '1',
  room: '12',
  kind: 'IN_PERSON',
}

async function doctorWithHours() {
  const doctor = await logInAs(app, 'DOCTOR')
  const doctorId = doctor.doctorId ?? ''
  await giveHours(doctorId)
  return { doctor, doctorId }
}

test('T-22 T-23 F-08 E-36 a doctor enters two sessions with a break for three days at once, and exactly these times are free', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const page = await doctor.get('/doctor/timetable/hours/1/edit').expect(200)
  expect(page.text).toContain('value="09:00"')
  const form = { ...rows(morning, evening), days: ['1', '3', '5'], ...hidden(page.text) }
  await doctor.post('/doctor/timetable/hours/1', form).expect(303)
  for (const ahead of [0, 2, 4])
    expect(await timesOn(doctorId, mondayToCome(ahead))).toEqual([
      '09:00',
      '09:30',
      '17:00',
      '17:15',
      '17:30',
    ])
  expect(await timesOn(doctorId, mondayToCome(1))).toHaveLength(16)

  const shown = await doctor.get('/doctor/timetable').expect(200)
  for (const text of [
    'The hours were saved: Monday, Wednesday, Friday.',
    '9:00 am – 10:00 am',
    '2 visits of 20 minutes · 10 minutes between them',
    '4 visits of 15 minutes · 1 kept for urgent visits · Room 12',
  ])
    expect(shown.text).toContain(text)
})

test('E-59 who has no hours yet reads what that means, and where to begin', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const page = await doctor.get('/doctor/timetable').expect(200)
  expect(page.text).toContain('Until hours are entered nobody can book here.')
  expect(page.text).toContain('href="/doctor/timetable/hours/1/edit"')
  const entered = {
    ...rows(morning),
    days: ['1', '2'],
    ...hidden((await doctor.get('/doctor/timetable/hours/1/edit')).text),
  }
  await doctor.post('/doctor/timetable/hours/1', entered).expect(303)
  expect((await doctor.get('/doctor/timetable')).text).not.toContain('nobody can book here')
})

test('T-23 a day without a session is off', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const page = await doctor.get('/doctor/timetable/hours/1/edit')
  const emptied = { ...rows({ ...morning, from: '', until: '' }), days: '1', ...hidden(page.text) }
  await doctor.post('/doctor/timetable/hours/1', emptied).expect(303)
  expect(await timesOn(doctorId, monday)).toEqual([])
  expect(await timesOn(doctorId, mondayToCome(1))).toHaveLength(16)
})

test('A-27 A-28 the administration enters them for a doctor, and the audit trail says what they were', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { doctorId } = await doctorWithHours()
  const here = `/admin/doctors/${doctorId}/timetable`
  const page = await admin.get(`${here}/hours/2/edit`).expect(200)
  await admin.post(`${here}/hours/2`, { ...rows(evening), days: '2', ...hidden(page.text) }).expect(303)
  expect(await timesOn(doctorId, mondayToCome(1))).toEqual(['17:00', '17:15', '17:30'])
  const written = await db.auditEvent.findFirstOrThrow({
    where: { action: 'timetable.edit', subjectId: doctorId, actorId: admin.accountId },
  })
  expect(written.details).toEqual({
    weekdays: [2],
    former: ['2 09:00-13:00, 15 min'],
    hours: ['17:00-18:00, 15 min, 1 urgent, room 12'],
    lost: 0,
  })
})

test.each([
  ['until1', { ...morning, until: '08:00' }, 'The session must end after it begins.'],
  ['until1', { ...morning, until: '' }, 'Enter when the session ends.'],
  ['from1', { ...morning, from: '9 o’clock' }, 'Enter a time of the 24-hour clock like 09:30.'],
  ['until1', { ...morning, slot: '90' }, 'No visit of this length fits in.'],
  ['slot1', { ...morning, slot: '3' }, 'Enter a whole number from 5 to 240.'],
  ['slot1', { ...morning, slot: '' }, 'Enter how long one visit takes.'],
  ['buffer1', { ...morning, buffer: ' ' }, 'Enter 0 if there is no pause.'],
  ['urgent1', { ...morning, urgent: '3' }, 'Only 2 visits fit in.'],
  ['from2', { ...morning, from: '09:59', until: '11:00' }, 'This session overlaps another one of the day.'],
])(
  'hours that cannot be are refused beside %s; nothing is saved and everything typed stays',
  async (field, wrong, sentence) => {
    const { doctor, doctorId } = await doctorWithHours()
    const page = await doctor.get('/doctor/timetable/hours/1/edit')
    const sessions = field.endsWith('2') ? rows(morning, wrong) : rows(wrong)
    const form = { ...sessions, room1: 'Blue room', days: ['1', '2'], ...hidden(page.text) }
    const answer = await doctor.post('/doctor/timetable/hours/1', form).expect(422)
    expect(answer.text).toContain(`id="field-${field}-error"`)
    for (const shown of [sentence, 'value="Blue room"']) expect(answer.text).toContain(shown)
    expect(await timesOn(doctorId, monday)).toHaveLength(16)
  },
)

test('E-43 E-57 who shortens a day sees which visits would lose their time before anything is saved; then each is sent looking for another', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const desk = await createPerson('RECEPTIONIST')
  const early = await book(desk, doctorId, at(monday, '09:15'), 'Early Bird')
  const late = await book(desk, doctorId, at(monday, '12:30'), 'Late Riser')
  const page = await doctor.get('/doctor/timetable/hours/1/edit')
  const form = { ...rows({ ...morning, until: '12:00' }), days: ['1', '2'], ...hidden(page.text) }
  const cost = await doctor.post('/doctor/timetable/hours/1', form).expect(200)
  for (const shown of ['Nothing is saved yet', 'Late Riser', '12:30', 'the reception calls'])
    expect(cost.text).toContain(shown)
  expect(cost.text).not.toContain('Early Bird')
  expect(await timesOn(doctorId, mondayToCome(1))).toHaveLength(16)
  expect((await visitOf(late.id)).strandedAt).toBe(null)

  const back = await doctor
    .post('/doctor/timetable/hours/1', { ...form, back: 'on', confirmed: 'on' })
    .expect(200)
  expect(back.text).toContain('value="12:00"')
  expect(await timesOn(doctorId, mondayToCome(1))).toHaveLength(16)

  const again = hidden(cost.text)
  await doctor.post('/doctor/timetable/hours/1', { ...form, ...again, confirmed: 'on' }).expect(303)
  expect((await visitOf(late.id)).strandedAt).not.toBe(null)
  expect((await visitOf(late.id)).status).toBe('CONFIRMED')
  expect((await visitOf(early.id)).strandedAt).toBe(null)
  const after = await doctor.get('/doctor/timetable')
  expect(after.text).toContain('One visit lost its time; its patient is being offered another.')
})

test('E-43 another length of visits takes no booked visit away, and longer hours give a lost time back', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const desk = await createPerson('RECEPTIONIST')
  const visit = await book(desk, doctorId, at(monday, '12:30'))
  const save = async (session: Record<string, string>, more: Record<string, string> = {}) => {
    const page = await doctor.get('/doctor/timetable/hours/1/edit')
    await doctor
      .post('/doctor/timetable/hours/1', { ...rows(session), days: '1', ...more, ...hidden(page.text) })
      .expect(303)
  }
  await save({ ...morning, until: '13:00', slot: '25' })
  expect((await visitOf(visit.id)).strandedAt).toBe(null)
  await save({ ...morning, until: '12:00' }, { confirmed: 'on' })
  expect((await visitOf(visit.id)).strandedAt).not.toBe(null)
  await save({ ...morning, until: '12:45' })
  expect((await visitOf(visit.id)).strandedAt).toBe(null)
})

test('G-C5 E-66 of two who change the hours, the second sees both versions; of two at the same instant one wins', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const page = await doctor.get('/doctor/timetable/hours/1/edit')
  const form = { days: '1', ...hidden(page.text) }
  const answers = await Promise.all(
    ['10:00', '11:00', '12:00', '12:30'].map((until) =>
      doctor.post('/doctor/timetable/hours/1', {
        ...rows({ ...morning, slot: '30', buffer: '0', until }),
        ...form,
      }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409])
  const stale = answers.find(({ status }) => status === 409)
  expect(stale?.text).toContain('Somebody else saved this while you were writing')
  const hours = await db.workingHours.findMany({ where: { doctorId, weekday: 1 } })
  expect(hours).toHaveLength(1)
  expect(stale?.text).toContain(hours[0]?.endsAt)
})

test('G-Z1 G-Z2 a doctor reaches no other timetable, the reception reads, and nobody else does', async () => {
  const { doctorId } = await doctorWithHours()
  const [other, desk, patient] = [
    await logInAs(app, 'DOCTOR'),
    await logInAs(app, 'RECEPTIONIST'),
    await logInAs(app, 'PATIENT'),
  ]
  await other.get(`/admin/doctors/${doctorId}/timetable`).expect(403)
  await other.post(`/admin/doctors/${doctorId}/timetable/hours/1`, { days: '1' }).expect(403)
  await desk.get(`/reception/doctors/${doctorId}/timetable`).expect(200)
  await desk.get(`/reception/doctors/${doctorId}/timetable/hours/1/edit`).expect(403)
  await desk.post(`/reception/doctors/${doctorId}/timetable/hours/1`, { days: '1' }).expect(403)
  await patient.get('/doctor/timetable').expect(403)
  const admin = await logInAs(app, 'ADMIN')
  await admin.get('/admin/doctors/019b0000-0000-7000-8000-000000000000/timetable').expect(404)
  await admin.get(`/admin/doctors/${doctorId}/timetable/hours/8/edit`).expect(404)
  const signedOut = await visitor(app).get('/doctor/timetable').expect(303)
  expect(signedOut.headers.location).toContain('/login')
})

test('G-D5 a timetable asks few questions, however much is in it', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const ask = () => statementsOf(() => doctor.get('/doctor/timetable').expect(200))
  const before = await ask()
  const today = dayIn(new Date(), config.zone)
  await db.scheduleException.create({
    data: {
      ...{ doctorId, day: dayToColumn(monday), note: 'Only the evening', createdById: doctor.accountId },
      hours: { create: [{ startsAt: '17:00', endsAt: '18:00', slotMinutes: 15 }] },
    },
  })
  const leave = { doctorId, createdById: doctor.accountId }
  const from = (ahead: number) => instantAt(addDays(today, ahead), timeOfDay('00:00'), config.zone)
  await db.doctorLeave.createMany({
    data: [
      { ...leave, startsAt: from(3), endsAt: from(4), reason: 'A wedding' },
      { ...leave, startsAt: from(-9), endsAt: from(-8), reason: 'A congress' },
    ],
  })
  expect(await ask()).toBe(before)
  expect(before).toBeLessThanOrEqual(8)
  const { text } = await doctor.get('/doctor/timetable').expect(200)
  for (const shown of ['Only the evening', '5:00 pm – 6:00 pm', 'A wedding', 'A congress'])
    expect(text).toContain(shown)
})

test('E-43 the days of a timetable count the visits that are over as well, and an address of any day opens', async () => {
  const { doctor, doctorId } = await doctorWithHours()
  const today = dayIn(new Date(), config.zone)
  const noon = instantAt(today, timeOfDay('12:00'), config.zone)
  const quarter = (index: number) => new Date(noon.getTime() + index * 900_000)
  await visitAt(doctorId, { startsAt: quarter(0), status: 'COMPLETED' })
  await visitAt(doctorId, { startsAt: quarter(1), status: 'NO_SHOW' })
  await visitAt(doctorId, { startsAt: quarter(2), status: 'CANCELLED' })
  const { text } = await doctor.get('/doctor/timetable').expect(200)
  expect(/today[\s\S]*?data-label="Booked">(\d+)</.exec(text)?.[1]).toBe('2')
  for (const from of ['1900-01-01', '2200-12-31', '9999-12-31', 'x'])
    await doctor.get(`/doctor/timetable?from=${from}`).expect(200)
})
