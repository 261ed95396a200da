import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPatient, createPerson, password, type TestPerson } from '../support/people.js'
import type { Running } from '../support/process.js'

/** Two processes of one hospital; every second person is served by the other one. */
const database = useDatabase()
const processes = hospitalProcesses(database, {}, {})

test('G-C2 S-10 G-K16 200 patients ask for one slot through two processes: one request, 199 sentences, and the slot is free again once it is cancelled', {
  timeout: 120_000,
}, async () => {
  const doctor = await workingDoctor()
  const [slot] = await freeTimesOf(doctor.doctorId, 1)
  const startsAt = slot?.toISOString() ?? ''
  const families = await Promise.all(Array.from({ length: 20 }, (_, index) => family(10, index)))
  const asked = families.flatMap(({ patientIds, post }) =>
    patientIds.map((patientId) => {
      const form = { idempotency_key: randomUUID(), doctorId: doctor.doctorId, patientId, startsAt }
      return {
        patientId,
        answer: post('/patient/appointments', { ...form, priority: 'ROUTINE', reason: words }),
      }
    }),
  )
  const answers = await Promise.all(
    asked.map(async ({ patientId, answer }) => {
      const response = await answer
      return { patientId, status: response.status, text: await response.text() }
    }),
  )
  const refused = answers.filter(({ status }) => status === 422)
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(refused).toHaveLength(199)
  for (const { text } of refused) {
    expect(text).toContain('Somebody has just taken this time. Choose another.')
    expect(text).toContain(words)
  }
  const requests = await db.appointment.findMany({ where: { doctorId: doctor.doctorId } })
  expect(requests.map(({ status }) => status)).toEqual(['REQUESTED'])
  const [request] = requests
  const owner = families.find(({ patientIds }) => patientIds.includes(request?.patientId ?? ''))
  expect(await offered(doctor.doctorId, startsAt)).toBe(false)
  const cancelled = await owner?.post(`/patient/appointments/${request?.id}/cancellation`, {
    idempotency_key: randomUUID(),
    reason: 'Feels well again.',
  })
  expect(cancelled?.status).toBe(303)
  expect(await offered(doctor.doctorId, startsAt)).toBe(true)
})

test('G-C3 20 copies of one request through two processes: one visit, and all answers lead to it', async () => {
  const doctor = await workingDoctor('Dr. Copy')
  const [slot] = await freeTimesOf(doctor.doctorId, 1)
  const { patientIds, post } = await family(1, 40)
  const form = {
    ...{ idempotency_key: randomUUID(), doctorId: doctor.doctorId, patientId: patientIds[0] ?? '' },
    ...{ startsAt: slot?.toISOString() ?? '', priority: 'ROUTINE', reason: words },
  }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => post('/patient/appointments', form, processes[index % 2])),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
  expect(await db.appointment.count({ where: { doctorId: doctor.doctorId } })).toBe(1)
})

const words = 'Cough that does not go away.'

/** A patient with an account, who books for as many of their family; logged in at one of the processes. */
async function family(size: number, index: number) {
  const person = await createPerson('PATIENT', `Asha ${index}`)
  const server = processes[index % 2]
  const patientIds = await Promise.all(
    Array.from({ length: size }, async () => {
      const { id } = await createPatient({ name: `Of the family of ${person.name}` })
      const link = { accountId: person.accountId, patientId: id, relation: 'OTHER' } as const
      await db.guardianship.create({ data: { ...link, createdById: person.accountId } })
      return id
    }),
  )
  const cookie = await logIn(server, person)
  const post = (path: string, form: Record<string, string>, at = server) => send(at, path, form, cookie)
  return { patientIds, post }
}

async function logIn(server: Running | undefined, person: TestPerson): Promise<string> {
  const answer = await send(server, '/login', { identifier: person.email, password })
  expect(answer.status).toBe(303)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

const send = (server: Running | undefined, path: string, form: Record<string, string>, cookie = '') =>
  fetch(`${server?.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body: new URLSearchParams(form),
  })

async function offered(doctorId: string, startsAt: string): Promise<boolean> {
  const day = dayIn(new Date(startsAt), config.zone)
  const pages = await Promise.all(
    processes.map(async ({ url }) => (await fetch(`${url}/doctors/${doctorId}?day=${day}`)).text()),
  )
  const has = pages.map((page) => page.includes(startsAt))
  expect(has[0]).toBe(has[1])
  return has[0] ?? false
}
