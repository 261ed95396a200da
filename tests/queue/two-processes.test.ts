import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { leaveAll, readEvents } from '../support/event-reader.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPerson, password, type TestPerson } from '../support/people.js'
import { eventually, type Running } from '../support/process.js'
import { createVisit, createVisits, statusOf, tokenOf } from './visits.js'

/** Two processes of one hospital: what is done at one is seen at the other. */
const database = useDatabase()
const processes = hospitalProcesses(database, {}, {})
leaveAll()

test('E-10 E-30 G-K16 a check-in and a call at one process are on the screen and on the phone at the other', async () => {
  const [here, there] = processes
  const desk = await enter(here, await createPerson('RECEPTIONIST'))
  const doctor = await createPerson('DOCTOR', 'Dr Nobody Named')
  const patient = await createPerson('PATIENT', 'Asha Hidden')
  const phone = await enter(there, patient)
  const visit = await createVisit({
    doctorId: doctor.doctorId,
    patientId: patient.patientId ?? '',
    room: '7',
  })
  const place = `/patient/appointments/${visit.id}/queue`
  const [onScreen, onPhone] = await Promise.all([
    readEvents(`${there.url}/queue/live`),
    readEvents(`${there.url}${place}/live`, { cookie: phone.cookie }),
  ])
  await eventually(
    () => onScreen.text().includes('retry') && onPhone.text().includes('retry'),
    'both streams',
  )
  expect((await desk.post(`/reception/appointments/${visit.id}/check-in`)).status).toBe(303)
  await eventually(() => onScreen.events().includes('queue') && onPhone.events().length > 0, 'the check-in')
  expect(await phone.read(place)).toContain('You are next.')
  const [before, beforeOnPhone] = [onScreen.events().length, onPhone.events().length]
  expect((await desk.post(`/reception/queue/${doctor.doctorId}/call`)).status).toBe(303)
  await eventually(
    () => onScreen.events().length > before && onPhone.events().length > beforeOnPhone,
    'the call',
  )
  expect(await phone.read(place)).toContain('Please go to room 7.')
  const token = (await tokenOf(visit.id)) ?? ''
  expect(await (await fetch(`${there.url}/queue`)).text()).toContain(token)
  // The stream in the hall says that something changed, and nothing of whom.
  expect(new Set(onScreen.events())).toEqual(new Set(['queue']))
  for (const secret of ['Hidden', 'Named', visit.id, visit.patientId, token])
    expect(onScreen.text()).not.toContain(secret)
})

test('T-16 G-K16 twenty calls at once through two processes call one patient', async () => {
  const doctor = await createPerson('DOCTOR')
  const visits = await createVisits(doctor.doctorId, 5)
  const desk = await enter(processes[0], await createPerson('RECEPTIONIST'))
  const arrivals = visits.map(({ id }, index) =>
    desk.post(`/reception/appointments/${id}/check-in`, {}, processes[index % 2]),
  )
  expect((await Promise.all(arrivals)).map(({ status }) => status)).toEqual(Array(5).fill(303))
  const tokens = await Promise.all(visits.map(({ id }) => tokenOf(id)))
  expect(tokens.map((token) => Number(token?.split('-')[1])).sort()).toEqual([1, 2, 3, 4, 5])
  const atWork = await enter(processes[0], doctor)
  const calls = Array.from({ length: 20 }, (_, index) =>
    atWork.post('/doctor/queue/call', { finishing: '' }, processes[index % 2]),
  )
  const answers = (await Promise.all(calls)).map(({ status }) => status)
  expect(answers.filter((status) => status === 303)).toHaveLength(1)
  expect(answers.filter((status) => status === 422)).toHaveLength(19)
  const inside = (await Promise.all(visits.map(({ id }) => statusOf(id)))).filter(
    (status) => status === 'IN_CONSULTATION',
  )
  expect(inside).toHaveLength(1)
  const called = { kind: 'CALLED', appointment: { doctorId: doctor.doctorId ?? '' } } as const
  expect(await db.appointmentEvent.count({ where: called })).toBe(1)
})

/** Somebody logged in at one process; sessions hold at both. */
async function enter(server: Running, person: TestPerson) {
  const answer = await send(server, '/login', { identifier: person.email, password })
  expect(answer.status).toBe(303)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    cookie,
    read: async (path: string) => (await fetch(`${server.url}${path}`, { headers: { cookie } })).text(),
    post: (path: string, form: Record<string, string> = {}, at: Running | undefined = server) =>
      send(at ?? server, path, form, cookie),
  }
}

const send = (server: Running, path: string, form: Record<string, string>, cookie = '') =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body: new URLSearchParams(form),
  })
