import { beforeAll, beforeEach, expect, test } from 'vitest'
import { closeDays } from '../../src/appointments/closing.js'
import { db } from '../../src/db/client.js'
import type { AppointmentStatus } from '../../src/generated/prisma/enums.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson } from '../support/people.js'
import { inPune } from '../support/zone.js'
import { visitAt, workingDoctor } from './clinic.js'

useDatabase()
let doctorId: string
beforeAll(async () => {
  openApp(inPune)
  doctorId = (await workingDoctor()).doctorId
})
beforeEach(async () => {
  await db.message.deleteMany()
})

/** Half past midnight in India, on the morning of 24 November. */
const now = new Date('2026-11-23T19:00:00Z')
const yesterday = new Date('2026-11-23T04:30:00Z')
const lateYesterday = new Date('2026-11-23T18:00:00Z')
const today = new Date('2026-11-24T04:30:00Z')

const at = (startsAt: Date, status: AppointmentStatus) => visitAt(doctorId, { startsAt, status })
const stateOf = async (id: string) => (await db.appointment.findUniqueOrThrow({ where: { id } })).status
const eventsOf = (appointmentId: string, kind: 'NO_SHOW' | 'REJECTED') =>
  db.appointmentEvent.findMany({ where: { appointmentId, kind }, select: { actorId: true, reason: true } })

test('at the day’s end who was expected and did not come is marked so, by the house itself', async () => {
  const [missed, late, due] = [
    await at(yesterday, 'CONFIRMED'),
    await at(lateYesterday, 'CONFIRMED'),
    await at(today, 'CONFIRMED'),
  ]
  await closeDays(now)
  expect(await Promise.all([missed, late, due].map(({ id }) => stateOf(id)))).toEqual([
    'NO_SHOW',
    'NO_SHOW',
    'CONFIRMED',
  ])
  expect(await eventsOf(missed.id, 'NO_SHOW')).toEqual([
    { actorId: null, reason: 'Marked by itself at the day’s end.' },
  ])
  expect(await db.auditEvent.count({ where: { subjectId: missed.id, action: 'system.visit-no-show' } })).toBe(
    1,
  )
})

test('while the day lasts nobody is marked, however long ago the time was', async () => {
  const visit = await visitAt(doctorId, { startsAt: new Date('2026-11-25T01:00:00Z') })
  await closeDays(new Date('2026-11-25T18:29:00Z'))
  expect(await stateOf(visit.id)).toBe('CONFIRMED')
  await closeDays(new Date('2026-11-25T18:31:00Z'))
  expect(await stateOf(visit.id)).toBe('NO_SHOW')
})

test.each([
  ['Asia/Kolkata', '2026-12-01T18:29:00Z', '2026-12-01T18:31:00Z'],
  ['Europe/London', '2026-12-01T23:59:00Z', '2026-12-02T00:01:00Z'],
  ['Pacific/Auckland', '2026-12-01T10:59:00Z', '2026-12-01T11:01:00Z'],
  ['America/New_York', '2026-12-02T04:59:00Z', '2026-12-02T05:01:00Z'],
])('G-K12 in %s the day ends at the hospital’s own midnight', async (zone, before, after) => {
  openApp({ HOSPITAL_TIME_ZONE: zone })
  const visit = await visitAt((await workingDoctor()).doctorId, {
    startsAt: new Date(`${before.slice(0, 11)}04:00:00Z`),
  })
  await db.appointment.update({ where: { id: visit.id }, data: { day: new Date('2026-12-01') } })
  await closeDays(new Date(before))
  expect(await stateOf(visit.id)).toBe('CONFIRMED')
  await closeDays(new Date(after))
  expect(await stateOf(visit.id)).toBe('NO_SHOW')
  openApp(inPune)
})

test('a request whose time has come is declined with a reason, and its patient is told', async () => {
  const person = await createPerson('PATIENT')
  const asked = await visitAt(doctorId, {
    startsAt: new Date('2026-11-23T05:30:00Z'),
    status: 'REQUESTED',
    patientId: person.patientId ?? '',
  })
  const open = await at(new Date('2026-11-24T05:30:00Z'), 'REQUESTED')
  await closeDays(now)
  expect([await stateOf(asked.id), await stateOf(open.id)]).toEqual(['REJECTED', 'REQUESTED'])
  const { statusReason } = await db.appointment.findUniqueOrThrow({ where: { id: asked.id } })
  expect(statusReason).toContain('before anybody had answered')
  const told = await db.message.findMany({
    where: { accountId: person.accountId },
    select: { channel: true, kind: true },
  })
  expect(told.map(({ channel, kind }) => `${channel} ${kind}`).sort()).toEqual([
    'IN_APP visit-rejected',
    'MAIL visit-rejected',
  ])
})

test('who waits or is with the doctor is left for people to say, and so is whose time fell away', async () => {
  const time = (hour: number) => new Date(`2026-11-22T${hour}:00:00Z`)
  const waiting = await visitAt(doctorId, { startsAt: time(10), status: 'CHECKED_IN', token: 'B-1' })
  const inside = await visitAt(doctorId, { startsAt: time(11), status: 'IN_CONSULTATION', token: 'B-2' })
  const stranded = await at(time(12), 'CONFIRMED')
  const strandedRequest = await at(time(13), 'REQUESTED')
  await db.appointment.updateMany({
    where: { id: { in: [stranded.id, strandedRequest.id] } },
    data: { strandedAt: time(10) },
  })
  await closeDays(now)
  const ids = [waiting.id, inside.id, stranded.id, strandedRequest.id]
  expect(await Promise.all(ids.map(stateOf))).toEqual([
    'CHECKED_IN',
    'IN_CONSULTATION',
    'CONFIRMED',
    'REQUESTED',
  ])
})

test('G-K16 the day closed again, and by several at the same instant, marks and tells each once', async () => {
  const person = await createPerson('PATIENT')
  const visits = []
  for (let minute = 0; minute < 40; minute += 20)
    for (const status of ['CONFIRMED', 'REQUESTED'] as const)
      visits.push(
        await visitAt((await workingDoctor()).doctorId, {
          startsAt: new Date(Date.UTC(2026, 10, 20, visits.length, minute)),
          status,
          patientId: person.patientId ?? '',
        }),
      )
  await Promise.all([closeDays(now), closeDays(now), closeDays(now)])
  await closeDays(now)
  for (const { id, status } of visits) {
    const kind = status === 'CONFIRMED' ? 'NO_SHOW' : 'REJECTED'
    expect(await stateOf(id)).toBe(kind)
    expect(await eventsOf(id, kind)).toHaveLength(1)
  }
  expect(await db.message.count({ where: { accountId: person.accountId, channel: 'MAIL' } })).toBe(2)
})
