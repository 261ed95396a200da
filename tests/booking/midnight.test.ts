import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn, formatDay, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { tomorrow, workingDoctor } from '../appointments/clinic.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logIn, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

/** Of a day of the house: its first minutes, which UTC still counts to the day before, and its last. */
test.each([
  ['the last visit before midnight', '22:00', '23:59', '23:30', '11:30'],
  ['the first visit after midnight', '00:00', '01:00', '00:00', '12:00'],
  ['a visit at the hour at which UTC changes its day', '05:15', '06:00', '05:30', '5:30'],
])('G-K12 %s is booked, shown and listed on the house’s own day', async (_what, opens, closes, at, shown) => {
  const day = addDays(tomorrow(), 1)
  const doctor = await workingDoctor(`Dr. Night ${at}`, { startsAt: opens, endsAt: closes, slotMinutes: 15 })
  const startsAt = instantAt(day, timeOfDay(at), config.zone)
  expect(dayIn(startsAt, config.zone)).toBe(day)
  const page = await visitor(app).get(`/doctors/${doctor.doctorId}?day=${day}`).expect(200)
  expect(page.text).toContain(`name="startsAt" value="${startsAt.toISOString()}"`)
  const before = await visitor(app).get(`/doctors/${doctor.doctorId}?day=${addDays(day, -1)}`)
  expect(before.text).not.toContain(`name="startsAt" value="${startsAt.toISOString()}"`)

  const patient = await logInAs(app, 'PATIENT')
  const asked = await patient
    .post('/patient/appointments', {
      ...{ idempotency_key: randomUUID(), doctorId: doctor.doctorId, startsAt: startsAt.toISOString() },
      ...{ patientId: patient.patientId ?? '', reason: 'Cannot sleep', priority: 'ROUTINE' },
    })
    .expect(303)
  const visit = await db.appointment.findFirstOrThrow({ where: { doctorId: doctor.doctorId } })
  expect(visit.day).toEqual(dayToColumn(day))

  const written = formatDay(day, 'en-IN')
  for (const address of [
    asked.headers.location ?? '',
    '/patient/appointments',
    `/patient/appointments/${visit.id}`,
  ]) {
    const { text } = await patient.get(address).expect(200)
    expect(text, address).toContain(written)
    expect(text, address).toContain(shown)
  }
  const desk = await logInAs(app, 'RECEPTIONIST')
  const inside = await logIn(app, doctor)
  const rowOf = `/appointments/${visit.id}`
  const isOn = async (address: string) => (await desk.get(address).expect(200)).text.includes(rowOf)
  expect(await isOn(`/reception/appointments/day?day=${day}`)).toBe(true)
  for (const other of [addDays(day, -1), addDays(day, 1)])
    expect(await isOn(`/reception/appointments/day?day=${other}`)).toBe(false)
  expect(await isOn(`/reception/appointments?from=${day}&to=${day}`)).toBe(true)
  expect(await isOn(`/reception/appointments?from=${addDays(day, 1)}&to=${addDays(day, 1)}`)).toBe(false)
  const { text } = await inside.get(`/doctor/appointments?from=${day}&to=${day}`).expect(200)
  expect(text).toContain(rowOf)
})
