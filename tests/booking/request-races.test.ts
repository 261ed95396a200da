import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { type LoggedInPatient, manyPatients } from './many-patients.js'

useDatabase()
let app: ReturnType<typeof openApp>
let server: Server
let url: string
beforeAll(async () => {
  app = openApp()
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  url = `http://localhost:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function send(patient: LoggedInPatient, address: string, form: Record<string, string>) {
  return fetch(url + address, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: patient.cookie, origin: 'http://localhost:3000' },
    body: new URLSearchParams({ idempotency_key: crypto.randomUUID(), ...form }),
  })
}

const wanted = (doctorId: string, startsAt: Date, patient: LoggedInPatient) => ({
  doctorId,
  startsAt: startsAt.toISOString(),
  patientId: patient.patientId,
  reason: 'Fever since yesterday evening',
  priority: 'ROUTINE',
})

test('G-C2 S-10 200 patients ask for one time at the same instant: one request, 199 sentences, and after a cancellation it is offered again', async () => {
  const { doctorId } = await workingDoctor('Dr. Wanted')
  const [startsAt = new Date()] = await freeTimesOf(doctorId, 1)
  const patients = await manyPatients(200)
  const answers = await Promise.all(
    patients.map((patient) => send(patient, '/patient/appointments', wanted(doctorId, startsAt, patient))),
  )
  const tally: Record<number, number> = {}
  for (const { status } of answers) tally[status] = (tally[status] ?? 0) + 1
  expect(tally).toEqual({ 303: 1, 422: 199 })
  for (const answer of answers.filter(({ status }) => status === 422)) {
    const text = await answer.text()
    expect(text).toContain('Somebody has just taken this time. Choose another.')
    expect(text).toContain('Fever since yesterday evening</textarea>')
    expect(text).not.toContain(`name="startsAt" value="${startsAt.toISOString()}"`)
    expect(text).toContain('name="startsAt" value="')
  }
  const visits = await db.appointment.findMany({ where: { doctorId }, select: { id: true, patientId: true } })
  expect(visits).toHaveLength(1)
  expect(await db.heldTime.count({ where: { doctorId } })).toBe(1)

  const offered = async () =>
    (await visitor(app).get(`/doctors/${doctorId}?day=${dayIn(startsAt, config.zone)}`)).text
  expect(await offered()).not.toContain(startsAt.toISOString())
  const owner = patients.find(({ patientId }) => patientId === visits[0]?.patientId)
  if (!owner) throw new Error('nobody has the visit')
  const cancelled = await send(owner, `/patient/appointments/${visits[0]?.id}/cancellation`, {
    reason: 'Well again',
  })
  expect(cancelled.status).toBe(303)
  expect(await offered()).toContain(startsAt.toISOString())
}, 60_000)

test('G-C2 one patient asks for the same hour with 20 doctors at once: one request, and 19 sentences', async () => {
  const doctors = await Promise.all(Array.from({ length: 20 }, () => workingDoctor()))
  const [startsAt = new Date()] = await freeTimesOf(doctors[0]?.doctorId ?? '', 1)
  const [patient] = await manyPatients(1)
  if (!patient) throw new Error('no patient')
  const answers = await Promise.all(
    doctors.map(({ doctorId }) =>
      send(patient, '/patient/appointments', wanted(doctorId, startsAt, patient)),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 422)])
  const held = await db.heldTime.findMany({ where: { patientId: patient.patientId } })
  expect(held).toHaveLength(1)
})

test('G-D6 one patient sends 20 requests for different times at once: only as many as may be open', async () => {
  const { doctorId } = await workingDoctor()
  const times = await freeTimesOf(doctorId, 20)
  const [patient] = await manyPatients(1)
  if (!patient) throw new Error('no patient')
  const answers = await Promise.all(
    times.map((startsAt) => send(patient, '/patient/appointments', wanted(doctorId, startsAt, patient))),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(3)
  expect(answers.every(({ status }) => status === 303 || status === 422)).toBe(true)
  expect(await db.appointment.count({ where: { patientId: patient.patientId } })).toBe(3)
})
