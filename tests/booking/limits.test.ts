import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, daysBetween } from '../../src/shared/calendar.js'
import { freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let patient: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  patient = await logInAs(app, 'PATIENT')
})
afterEach(async () => {
  await db.schedulingSettings.updateMany({ data: { noticeMinutes: 60, horizonDays: 56 } })
})

const MINUTE = 60_000

function ask(doctorId: string, startsAt: Date | undefined) {
  return patient.post('/patient/appointments', {
    ...{ idempotency_key: randomUUID(), doctorId, startsAt: startsAt?.toISOString() ?? '' },
    ...{ patientId: patient.patientId ?? '', reason: 'Dizzy when I get up', priority: 'ROUTINE' },
  })
}

/** The instants that a page offers, in its order. */
const offered = (html: string) =>
  [...html.matchAll(/name="startsAt" value="([^"]+)"/g)].map(([, value]) => new Date(value ?? ''))
const toPick = (html: string) =>
  [...html.matchAll(/<input[^>]*type="radio"[^>]*name="startsAt"[^>]*value="([^"]+)"/g)].map(
    ([, value]) => new Date(value ?? ''),
  )

test('E-5 the last day of the horizon can be booked, the day after not: the form again, with the reason and times within it', async () => {
  const doctor = await workingDoctor('Dr. Horizon')
  const times = await freeTimesOf(doctor.doctorId, 300)
  const today = dayIn(new Date(), config.zone)
  const on = (days: number) => times.find((time) => daysBetween(today, dayIn(time, config.zone)) === days)
  await db.schedulingSettings.updateMany({ data: { horizonDays: 5 } })
  const refused = await ask(doctor.doctorId, on(6)).expect(422)
  expect(refused.text).toContain('This time is too far ahead.')
  expect(refused.text).toContain('Dizzy when I get up</textarea>')
  const near = toPick(refused.text)
  expect(near.length).toBeGreaterThan(5)
  const daysAhead = near.map((time) => daysBetween(today, dayIn(time, config.zone)))
  expect(Math.max(...daysAhead)).toBe(5)
  const page = await visitor(app).get(
    `/doctors/${doctor.doctorId}?from=${dayIn(on(5) ?? new Date(), config.zone)}`,
  )
  expect(offered(page.text).length).toBeGreaterThan(5)
  expect(page.text).not.toContain(on(6)?.toISOString())
  await ask(doctor.doctorId, on(5)).expect(303)
})

test('E-5 nearer than the notice a time is refused, and neither offered nor held; a minute less notice and it is given', async () => {
  const doctor = await workingDoctor('Dr. Notice')
  const [first, second] = await freeTimesOf(doctor.doctorId, 2)
  const away = Math.floor(((first?.getTime() ?? 0) - Date.now()) / MINUTE)
  await db.schedulingSettings.updateMany({ data: { noticeMinutes: away + 2 } })
  const refused = await ask(doctor.doctorId, first).expect(422)
  expect(refused.text).toContain('This time is too near to be booked online.')
  expect(refused.text).toContain('Dizzy when I get up</textarea>')
  expect(toPick(refused.text)[0]).toEqual(second)
  const held = await visitor(app).post(`/doctors/${doctor.doctorId}/hold`, {
    ...{ idempotency_key: randomUUID(), startsAt: first?.toISOString() ?? '' },
  })
  expect(held.status).toBe(422)
  expect(offered((await visitor(app).get(`/doctors/${doctor.doctorId}`)).text)).not.toContainEqual(first)
  await db.schedulingSettings.updateMany({ data: { noticeMinutes: away - 2 } })
  await ask(doctor.doctorId, first).expect(303)
})
