import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, dayToColumn, timeIn } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { createVisit, createVisits, tokenOf } from './visits.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const checkIn = (id: string) => desk.post(`/reception/appointments/${id}/check-in`).expect(303)
const call = (doctorId: string | null, finishing = '') =>
  desk.post(`/reception/queue/${doctorId}/call`, { finishing }).expect(303)

test('E-10 a patient reads their token, who is before them, that they are next, and to which room to go', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const patient = await logInAs(app, 'PATIENT')
  const [first, second] = await createVisits(doctorId, 2)
  const mine = await createVisit({ doctorId, patientId: patient.patientId ?? '', inMinutes: 5, room: '7' })
  const read = async () => (await patient.get(`/patient/appointments/${mine.id}/queue`).expect(200)).text
  expect(await read()).toContain('You are not checked in yet')
  for (const visit of [first, second, mine]) await checkIn(visit?.id ?? '')
  const waiting = await read()
  expect(waiting).toContain(await tokenOf(mine.id))
  expect(waiting).toContain('2 people are before you.')
  expect(waiting).toContain('Worked out from the planned length of a visit')
  expect(waiting).toContain(`data-live="/patient/appointments/${mine.id}/queue/live"`)
  await call(doctorId)
  expect(await read()).toContain('One person is before you.')
  await call(doctorId, first?.id)
  expect(await read()).toContain('You are next.')
  await call(doctorId, second?.id)
  expect(await read()).toContain('It is your turn. Please go to room 7.')
  await desk.post(`/reception/appointments/${mine.id}/completion`)
  expect(await read()).toContain('This visit is not in the queue of today.')
})

test('E-10 with enough consultations of the doctor the estimate is theirs, and says so', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  for (let index = 1; index <= 6; index++) {
    const visit = await createVisit({ doctorId, days: -index, status: 'IN_CONSULTATION', token: 'Z-1' })
    const { calledAt } = await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })
    await db.appointment.update({
      where: { id: visit.id },
      data: { status: 'COMPLETED', completedAt: new Date((calledAt?.getTime() ?? 0) + 40 * 60_000) },
    })
  }
  const patient = await logInAs(app, 'PATIENT')
  const [first] = await createVisits(doctorId, 1)
  const mine = await createVisit({ doctorId, patientId: patient.patientId ?? '' })
  await checkIn(first?.id ?? '')
  await checkIn(mine.id)
  const page = await patient.get(`/patient/appointments/${mine.id}/queue`).expect(200)
  expect(page.text).toContain('Worked out from this doctor’s last 6 consultations.')
  expect(page.text).toContain('40 to 45 minutes')
})

test('E-10 before the doctor begins, the wait is counted from the beginning', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const patient = await logInAs(app, 'PATIENT')
  const now = new Date()
  const today = dayIn(now, config.zone)
  const later = timeIn(new Date(now.getTime() + 3 * 3_600_000), config.zone)
  // Near midnight there is no later today.
  const [startsAt, endsAt] = later > timeIn(now, config.zone) ? [later, '23:59'] : ['23:58', '23:59']
  await db.scheduleException.create({
    data: {
      ...{ doctorId: doctorId ?? '', day: dayToColumn(today), createdById: desk.accountId },
      hours: { create: [{ startsAt, endsAt }] },
    },
  })
  const mine = await createVisit({ doctorId, patientId: patient.patientId ?? '' })
  await checkIn(mine.id)
  const page = await patient.get(`/patient/appointments/${mine.id}/queue`).expect(200)
  if (startsAt === later) expect(page.text).toMatch(/in 1[78]\d to 1[89]\d minutes/)
})

test('E-3 a guardian sees the child’s place; G-Z1 nobody else does, and nobody’s name is on it', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const [guardian, stranger] = [await logInAs(app, 'PATIENT'), await logInAs(app, 'PATIENT')]
  const child = await createPatient({ name: 'Little Deshmukh' })
  await db.guardianship.create({
    data: {
      ...{ accountId: guardian.accountId, patientId: child.id, relation: 'CHILD' },
      createdById: desk.accountId,
    },
  })
  const other = await createVisit({ doctorId, name: 'Secret Somebody', inMinutes: -30 })
  const visit = await createVisit({ doctorId, patientId: child.id })
  await checkIn(other.id)
  await checkIn(visit.id)
  const page = await guardian.get(`/patient/appointments/${visit.id}/queue`).expect(200)
  expect(page.text).not.toContain('Secret Somebody')
  await stranger.get(`/patient/appointments/${visit.id}/queue`).expect(404)
  await stranger.agent
    .get(`/patient/appointments/${visit.id}/queue/live`)
    .set('Accept', 'text/event-stream')
    .expect(404)
  await visitor(app).get(`/patient/appointments/${visit.id}/queue`).expect(303)
})

test('G-D5 the page asks the same number of questions however many are before one', async () => {
  const { doctorId } = await createPerson('DOCTOR')
  const patient = await logInAs(app, 'PATIENT')
  const [first, ...others] = await createVisits(doctorId, 6)
  const mine = await createVisit({ doctorId, patientId: patient.patientId ?? '', inMinutes: 5 })
  const ask = () => statementsOf(() => patient.get(`/patient/appointments/${mine.id}/queue`).expect(200))
  await checkIn(mine.id)
  await checkIn(first?.id ?? '')
  await call(doctorId)
  const alone = await ask()
  for (const { id } of others) await checkIn(id)
  expect(await ask()).toBe(alone)
  expect(alone).toBeLessThanOrEqual(6)
})
