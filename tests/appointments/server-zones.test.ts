import { expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPerson, password, type TestPerson } from '../support/people.js'
import type { Running } from '../support/process.js'
import { bookedVisit, freeTimesOf, workingDoctor } from './clinic.js'

/** One hospital in Pune, served by four machines whose own clocks are set to four zones. */
const database = useDatabase()
const machines = hospitalProcesses(
  database,
  { TZ: 'UTC' },
  { TZ: 'Asia/Kolkata' },
  { TZ: 'Europe/London' },
  { TZ: 'Pacific/Auckland' },
)

test('G-K12 E-20 pages of visits read the same, whatever the zone of the server', {
  timeout: 60_000,
}, async () => {
  const desk = await createPerson('RECEPTIONIST')
  const patient = await createPerson('PATIENT')
  const doctor = await workingDoctor()
  // From half past four in the morning on: another day in Auckland, London and UTC than late in the evening.
  await db.workingHours.createMany({
    data: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
      { doctorId: doctor.doctorId, weekday, startsAt: '00:15', endsAt: '05:00' },
      { doctorId: doctor.doctorId, weekday, startsAt: '22:00', endsAt: '23:45' },
    ]),
  })
  const free = await freeTimesOf(doctor.doctorId, 60)
  const early = free.find((time) => time.toISOString().includes('T19:')) ?? free[0]
  const late = free.find((time) => time.toISOString().includes('T17:')) ?? free[1]
  if (!early || !late) throw new Error('no free times')
  const patientId = patient.patientId ?? ''
  const visit = await bookedVisit(desk, doctor.doctorId, { patientId, startsAt: early })
  await bookedVisit(desk, doctor.doctorId, { patientId, startsAt: late })
  const day = dayIn(early, config.zone)

  const pages: [TestPerson | null, string[]][] = [
    [null, ['/doctors', `/doctors/${doctor.doctorId}`]],
    [
      patient,
      [
        '/patient',
        '/patient/appointments',
        `/patient/appointments/${visit.id}`,
        `/patient/appointments/${visit.id}/calendar.ics`,
        `/patient/appointments/${visit.id}/move`,
      ],
    ],
    [
      desk,
      [
        '/reception/appointments',
        `/reception/appointments/day?day=${day}`,
        `/reception/appointments/week?doctorId=${doctor.doctorId}&week=${day}`,
        `/reception/appointments/${visit.id}`,
        `/reception/appointments/csv?from=${day}`,
        '/reception/queue',
      ],
    ],
    [doctor, ['/doctor', '/doctor/timetable', '/doctor/appointments', '/doctor/queue']],
  ]
  for (const [person, addresses] of pages) {
    const cookies = await Promise.all(machines.map((machine) => (person ? logIn(machine, person) : '')))
    for (const address of addresses) {
      const read = await withinOneMinute(() =>
        Promise.all(
          machines.map(async ({ url }, index) => {
            const answer = await fetch(`${url}${address}`, { headers: { cookie: cookies[index] ?? '' } })
            return { status: answer.status, text: withoutChance(await answer.text()) }
          }),
        ),
      )
      const [first, ...others] = read
      expect({ address, status: first?.status }).toEqual({ address, status: 200 })
      for (const other of others) expect(other.text, address).toBe(first?.text)
    }
  }
})

/** Pages say what time it is: once more, where a minute ended while they were read. */
async function withinOneMinute<T>(read: () => Promise<T>): Promise<T> {
  const minute = () => Math.floor(Date.now() / 60_000)
  for (;;) {
    const began = minute()
    const found = await read()
    if (minute() === began) return found
  }
}

/** What differs from one answer to the next: one-time keys, and when the page was made. */
const withoutChance = (html: string) =>
  html
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'key')
    .replaceAll(/data-live-at="\d+"/g, 'at')
    .replaceAll(/localhost:\d+|127\.0\.0\.1:\d+/g, 'here')
    .replaceAll(/Updated \d+:\d\d\s[ap]m/g, 'Updated')
    .replaceAll(/DTSTAMP:\d+T\d+Z/g, 'DTSTAMP')

async function logIn(machine: Running, person: TestPerson): Promise<string> {
  const answer = await fetch(`${machine.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ identifier: person.email, password }),
  })
  expect(answer.status).toBe(303)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
