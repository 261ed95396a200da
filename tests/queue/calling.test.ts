import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs } from '../support/people.js'
import { createVisit, createVisits, statusOf, tokenOf } from './visits.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** A doctor, logged in, with as many patients checked in. */
async function doctorWith(patients: number) {
  const doctor = await logInAs(app, 'DOCTOR')
  const ids = (await createVisits(doctor.doctorId, patients)).map(({ id }) => id)
  for (const id of ids) await desk.post(`/reception/appointments/${id}/check-in`).expect(303)
  const call = (finishing = '') => doctor.post('/doctor/queue/call', { finishing })
  const act = (id: string | undefined, what: string) => doctor.post(`/doctor/appointments/${id}/${what}`)
  return { doctor, ids, call, act }
}

const eventsOf = async (id: string | undefined) =>
  (
    await db.appointmentEvent.findMany({
      where: { appointmentId: id ?? '' },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  ).map(({ kind }) => kind)

test('T-16 E-31 a doctor calls the next, calls again, and goes on to the one after with one button', async () => {
  const { doctor, ids, call, act } = await doctorWith(3)
  const before = await doctor.get('/doctor/queue').expect(200)
  expect(before.text).toContain('Nobody is with you.')
  expect(before.text).toContain(`Call ${await tokenOf(ids[0] ?? '')}`)
  await call().expect(303)
  expect(await statusOf(ids[0] ?? '')).toBe('IN_CONSULTATION')
  await act(ids[0], 'recall').expect(303)
  const during = await doctor.get('/doctor/queue').expect(200)
  expect(during.text).toContain('is called again.')
  expect(during.text).toContain(`Complete, and call ${await tokenOf(ids[1] ?? '')}`)
  await call(ids[0]).expect(303)
  expect(await Promise.all(ids.map(statusOf))).toEqual(['COMPLETED', 'IN_CONSULTATION', 'CHECKED_IN'])
  expect(await eventsOf(ids[0])).toEqual(['CHECKED_IN', 'CALLED', 'RECALLED', 'COMPLETED'])
})

test('E-31 what was done last is taken back, step by step', async () => {
  const { doctor, ids, call, act } = await doctorWith(2)
  await call()
  await call(ids[0])
  const token = await tokenOf(ids[1] ?? '')
  expect((await doctor.get('/doctor/queue')).text).toContain(`Undo: ${token} called`)
  await act(ids[1], 'call/undo').expect(303)
  expect(await statusOf(ids[1] ?? '')).toBe('CHECKED_IN')
  expect((await doctor.get('/doctor/queue')).text).toContain(`Undo: ${await tokenOf(ids[0] ?? '')} completed`)
  await act(ids[0], 'completion/undo').expect(303)
  expect(await Promise.all(ids.map(statusOf))).toEqual(['IN_CONSULTATION', 'CHECKED_IN'])
  const visit = await db.appointment.findUniqueOrThrow({ where: { id: ids[0] ?? '' } })
  expect(visit).toMatchObject({ completedAt: null, calledAt: expect.any(Date) })
})

test('E-31 who was called and is not there is marked as missed, and waits again with the same token when they turn up', async () => {
  const { ids, call, act } = await doctorWith(2)
  const token = await tokenOf(ids[0] ?? '')
  await call()
  await act(ids[0], 'no-show').expect(303)
  expect(await statusOf(ids[0] ?? '')).toBe('NO_SHOW')
  await call().expect(303)
  expect(await statusOf(ids[1] ?? '')).toBe('IN_CONSULTATION')
  await act(ids[0], 'no-show/undo').expect(303)
  expect(await db.appointment.findUniqueOrThrow({ where: { id: ids[0] ?? '' } })).toMatchObject({
    ...{ status: 'CHECKED_IN', token, calledAt: null },
  })
})

test('G-C6 nobody is called while somebody is inside, by whatever way, and a completion is not undone then', async () => {
  const { doctor, ids, call, act } = await doctorWith(3)
  await call()
  await call(ids[0])
  const inside = await tokenOf(ids[1] ?? '')
  const refused = await call().expect(422)
  expect(refused.text).toContain(`${inside} is with the doctor now. Complete that visit first.`)
  await act(ids[2], 'call').expect(409)
  await act(ids[0], 'completion/undo').expect(409)
  await desk.post(`/reception/queue/${doctor.doctorId}/call`).expect(422)
  expect(await Promise.all(ids.map(statusOf))).toEqual(['COMPLETED', 'IN_CONSULTATION', 'CHECKED_IN'])
})

test('T-16 twenty calls at the same instant call one patient', async () => {
  const { ids, call } = await doctorWith(5)
  const answers = await Promise.all(Array.from({ length: 20 }, () => call()))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
  expect(
    (await Promise.all(ids.map(statusOf))).filter((status) => status === 'IN_CONSULTATION'),
  ).toHaveLength(1)
  expect(await statusOf(ids[0] ?? '')).toBe('IN_CONSULTATION')
})

test('T-16 from two tabs with twenty clicks at once each patient is called once, in order, one at a time', async () => {
  const { ids, call } = await doctorWith(4)
  await call()
  for (const inside of ids.slice(0, 3)) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(inside)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  }
  expect(await Promise.all(ids.map(statusOf))).toEqual([
    'COMPLETED',
    'COMPLETED',
    'COMPLETED',
    'IN_CONSULTATION',
  ])
  for (const id of ids) expect((await eventsOf(id)).filter((kind) => kind === 'CALLED')).toHaveLength(1)
})

test('T-16 the last patient is not completed by a call that finds nobody else', async () => {
  const { ids, call } = await doctorWith(1)
  await call()
  const answer = await call(ids[0]).expect(422)
  expect(answer.text).toContain('Nobody is waiting.')
  expect(await statusOf(ids[0] ?? '')).toBe('IN_CONSULTATION')
})

test('R-12 the desk calls for a doctor, and sees all queues, with the rule of the order in words', async () => {
  const { doctor, ids } = await doctorWith(2)
  const next = `/reception/queue?doctor=${doctor.doctorId}`
  const called = await desk.post(`/reception/queue/${doctor.doctorId}/call`, { next }).expect(303)
  expect(called.headers.location).toBe(next)
  expect(await statusOf(ids[0] ?? '')).toBe('IN_CONSULTATION')
  const page = await desk.get('/reception/queue').expect(200)
  expect(page.text).toContain('Emergencies go first, in the order in which they came.')
  expect(page.text).toContain('Urgent visits count as 30 minutes earlier than they are.')
  const only = await desk.get(`/reception/queue?doctor=${doctor.doctorId}`).expect(200)
  expect(only.text.match(/id="queue-/g)).toHaveLength(1)
})

test('G-Z1 G-Z2 a doctor has no part in another doctor’s queue', async () => {
  const { ids, call } = await doctorWith(2)
  await call()
  const other = await logInAs(app, 'DOCTOR')
  const page = await other.get('/doctor/queue').expect(200)
  expect(page.text).not.toContain(await tokenOf(ids[0] ?? ''))
  for (const what of ['recall', 'call/undo', 'completion', 'no-show', 'closure', 'check-in/undo'])
    await other.post(`/doctor/appointments/${ids[0]}/${what}`).expect(404)
  await other.post(`/doctor/appointments/${ids[1]}/call`).expect(404)
  await other.post('/doctor/queue/call', { finishing: ids[0] ?? '' }).expect(404)
  await other.get(`/reception/queue`).expect(403)
  await desk.post(`/reception/queue/${other.doctorId}/call`, { finishing: ids[0] ?? '' }).expect(404)
  expect(await Promise.all(ids.map(statusOf))).toEqual(['IN_CONSULTATION', 'CHECKED_IN'])
})

test('G-Z4 queues are for staff; forged forms are refused', async () => {
  await (await logInAs(app, 'PATIENT')).get('/doctor/queue').expect(403)
  await (await logInAs(app, 'DATA_ENTRY')).get('/reception/queue').expect(403)
  expect((await visitor(app).get('/reception/queue').expect(303)).headers.location).toContain('/login')
  const doctor = await logInAs(app, 'DOCTOR')
  await doctor.post('/doctor/queue/call', { finishing: 'x' }).expect(422)
  await doctor.post('/doctor/queue/call', { finishing: randomUUID() }).expect(404)
  await doctor.post('/doctor/queue/call', { doctorId: randomUUID() }).expect(422)
})

test('visits of yesterday that were never closed stand on the desk’s page until somebody says how they ended', async () => {
  const doctor = await createPerson('DOCTOR')
  const yesterday = { doctorId: doctor.doctorId, days: -1 }
  const waited = await createVisit({ ...yesterday, name: 'Left Waiting', token: 'Q-1', status: 'CHECKED_IN' })
  const inside = await createVisit({
    ...yesterday,
    name: 'Left Inside',
    token: 'Q-2',
    status: 'IN_CONSULTATION',
    inMinutes: 20,
  })
  const gone = await createVisit({
    ...yesterday,
    name: 'Left Unseen',
    token: 'Q-3',
    status: 'CHECKED_IN',
    inMinutes: 40,
  })
  const page = await desk.get('/reception/queue').expect(200)
  for (const name of ['Left Waiting', 'Left Inside', 'Left Unseen']) expect(page.text).toContain(name)
  await desk.post(`/reception/appointments/${waited.id}/closure`).expect(303)
  await desk.post(`/reception/appointments/${inside.id}/closure`).expect(303)
  await desk.post(`/reception/appointments/${gone.id}/no-show`).expect(303)
  expect(await Promise.all([waited, inside, gone].map(({ id }) => statusOf(id)))).toEqual([
    ...['COMPLETED', 'COMPLETED', 'NO_SHOW'],
  ])
  expect((await desk.get('/reception/queue')).text).not.toContain('Left over from earlier days')
  const today = await createVisit({ doctorId: doctor.doctorId, token: 'Q-1', status: 'CHECKED_IN' })
  await desk.post(`/reception/appointments/${today.id}/closure`).expect(409)
})

test('G-D5 the pages ask the same number of questions for two patients as for twelve', async () => {
  const few = await doctorWith(2)
  const many = await doctorWith(12)
  await few.call()
  await many.call()
  await many.call(many.ids[0])
  for (const path of ['/doctor/queue']) {
    const fewer = await statementsOf(() => few.doctor.get(path).expect(200))
    expect(await statementsOf(() => many.doctor.get(path).expect(200))).toBe(fewer)
    expect(fewer).toBeLessThanOrEqual(10)
  }
  const before = await statementsOf(() => desk.get('/reception/queue').expect(200))
  await doctorWith(3)
  expect(await statementsOf(() => desk.get('/reception/queue').expect(200))).toBe(before)
})

test('E-59 a doctor whom nobody waits for reads so', async () => {
  const doctor = await logIn(app, await createPerson('DOCTOR'))
  expect((await doctor.get('/doctor/queue').expect(200)).text).toContain('Nobody is waiting.')
})
