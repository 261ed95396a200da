import { beforeAll, expect, test } from 'vitest'
import {
  freeTimes,
  nearestFreeTimes,
  nextFreeTimes,
  requireFreeSlot,
} from '../../src/availability/queries.js'
import { db, transaction } from '../../src/db/client.js'
import { addDays, day, dayToColumn, instantAt, timeIn, timeOfDay } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson } from '../support/people.js'
import { hospitalZone } from '../support/zone.js'
import { emptyHouse, fillHouse, openFullHouse } from './full-house.js'

useDatabase()
const zone = hospitalZone
const monday = day('2027-01-04')
const at = (time: string, on = monday) => instantAt(on, timeOfDay(time), zone)
const asking = { now: at('08:00'), audience: 'staff', urgent: false } as const
const week = { from: monday, to: addDays(monday, 6) }
let doctors: string[]
const doctor = (index: number) => doctors[index] ?? ''
const timesOf = (slots: { startsAt: Date }[] | undefined) =>
  (slots ?? []).map(({ startsAt }) => timeIn(startsAt, zone))

beforeAll(async () => {
  openApp()
  doctors = await openFullHouse()
})

test('S-14 the search over 200 doctors and 8 weeks sends as many statements as over one doctor and a day, however many visits there are', async () => {
  const search = (who: string[], ahead: number) => () =>
    freeTimes(who, { from: monday, to: addDays(monday, ahead) }, { ...asking, audience: 'patient' }, 5)
  const few = await statementsOf(search(doctors.slice(0, 1), 0))
  expect(await statementsOf(search(doctors, 55))).toBe(few)
  expect(few).toBe(2)
  await fillHouse(monday, 3, 8)
  expect(await statementsOf(search(doctors, 55))).toBe(few)

  const free = await search(doctors, 55)()
  expect(free.size).toBe(200)
  for (const slots of free.values())
    expect(timesOf(slots)).toEqual(['11:00', '11:15', '11:30', '11:45', '12:00'])
  await emptyHouse()
})

test('F-08 the room of a time is that of its session, else the doctor’s chamber; by video there is none', async () => {
  const id = doctor(0)
  const [hours] = await db.workingHours.findMany({
    where: { doctorId: id, weekday: 1, startsAt: '09:00' },
    select: { id: true },
  })
  const roomOf = async () =>
    (await freeTimes([id], { from: monday, to: monday }, asking, 1)).get(id)?.[0]?.room
  expect(await roomOf()).toBe('204')
  await db.workingHours.update({ where: { id: hours?.id ?? '' }, data: { room: '9' } })
  expect(await roomOf()).toBe('9')
  await db.workingHours.update({ where: { id: hours?.id ?? '' }, data: { room: null, visitKind: 'VIDEO' } })
  expect(await roomOf()).toBe(null)
})

test('E-36 T-23 leave and holidays are left out; an exception opens a holiday and replaces the hours', async () => {
  const id = doctor(1)
  const [tuesday, wednesday, thursday] = [addDays(monday, 1), addDays(monday, 2), addDays(monday, 3)]
  const by = await createPerson('ADMIN')
  await db.doctorLeave.createMany({
    data: [
      { doctorId: id, startsAt: at('11:00'), endsAt: at('16:30'), createdById: by.accountId },
      {
        ...{ doctorId: id, startsAt: at('00:00'), endsAt: at('23:00', thursday), createdById: by.accountId },
        ...{ cancelledAt: new Date(), cancelledById: by.accountId },
      },
    ],
  })
  await db.holiday.createMany({
    data: [tuesday, wednesday].map((on) => ({ day: dayToColumn(on), name: `Feast of ${on}` })),
  })
  await db.scheduleException.create({
    data: {
      ...{ doctorId: id, day: dayToColumn(wednesday), createdById: by.accountId },
      hours: { create: { startsAt: '20:00', endsAt: '20:40', slotMinutes: 20 } },
    },
  })
  const on = async (which: typeof monday) =>
    timesOf((await freeTimes([id], { from: which, to: which }, asking)).get(id))
  expect(await on(monday)).toEqual([
    ...['09:00', '09:15', '09:30', '09:45', '10:00', '10:15', '10:30', '10:45', '16:30', '16:45'],
  ])
  expect(await on(tuesday)).toEqual([])
  expect(await on(wednesday)).toEqual(['20:00', '20:20'])
  expect(await on(thursday)).toHaveLength(28)
})

test('the notice and the horizon of patients are settings; the desk books at once and for a year', async () => {
  const id = doctor(2)
  await db.schedulingSettings.update({ where: { id: 1 }, data: { noticeMinutes: 120, horizonDays: 1 } })
  const first = async (audience: 'patient' | 'staff') =>
    (await nextFreeTimes([id], { ...asking, now: at('09:10'), audience }, 40)).get(id) ?? []
  const patients = await first('patient')
  expect(timesOf(patients)[0]).toBe('11:15')
  expect(patients.at(-1)?.day).toBe(monday)
  expect(timesOf(await first('staff'))[0]).toBe('09:15')
  expect((await first('staff')).at(-1)?.day).toBe(addDays(monday, 3))
  await db.workingHours.deleteMany({ where: { doctorId: id } })
  await db.scheduleException.create({
    data: {
      ...{ doctorId: id, day: dayToColumn(addDays(monday, 100)), createdById: id },
      hours: { create: { startsAt: '09:00', endsAt: '10:00' } },
    },
  })
  expect(await first('patient')).toEqual([])
  expect(await first('staff')).toHaveLength(4)
  await db.schedulingSettings.update({ where: { id: 1 }, data: { horizonDays: 100 } })
  expect(await first('patient')).toHaveLength(4)
  await db.schedulingSettings.update({ where: { id: 1 }, data: { noticeMinutes: 60, horizonDays: 56 } })
})

test('who was too late is shown the times nearest to the wanted one', async () => {
  const id = doctor(3)
  const nearest = await nearestFreeTimes(id, at('13:30'), asking, 4)
  expect(timesOf(nearest)).toEqual(['12:30', '12:45', '14:00', '14:15'])
  const past = await nearestFreeTimes(id, at('09:00', addDays(monday, -3)), asking, 2)
  expect(past.map(({ startsAt }) => startsAt)).toEqual([at('09:00'), at('09:15')])
})

test('a hold keeps others away until its time runs out; then the time is free, and the constraints let go of it', async () => {
  const id = doctor(4)
  const hold = await db.slotHold.create({
    data: {
      ...{ kind: 'VISITOR', doctorId: id, startsAt: at('09:05'), endsAt: at('09:20') },
      heldUntil: at('08:30'),
    },
    select: { id: true },
  })
  const first = async (now: Date) => timesOf((await freeTimes([id], week, { ...asking, now }, 1)).get(id))[0]
  expect(await first(at('08:29'))).toBe('09:30')
  expect(await first(at('08:30'))).toBe('09:00')

  const wanted = { doctorId: id, startsAt: at('09:00') }
  const book = (now: Date) => transaction((tx) => requireFreeSlot(tx, wanted, { ...asking, now }))
  await expect(book(at('08:29'))).rejects.toThrow('Somebody has just taken this time. Choose another.')
  expect(await db.heldTime.count({ where: { id: hold.id } })).toBe(1)
  await expect(book(at('08:30'))).resolves.toMatchObject({ startsAt: at('09:00') })
  expect(await db.heldTime.count({ where: { id: hold.id } })).toBe(0)
})

test('a time at which the patient is with another doctor is not offered, and the refusal says so; their own visit is not in its way', async () => {
  const [one, other] = [doctor(5), doctor(6)]
  const patient = await createPatient()
  const visit = await db.appointment.create({
    data: {
      ...{ patientId: patient.id, doctorId: one, status: 'CONFIRMED', reason: 'Cough', createdById: one },
      ...{ day: dayToColumn(monday), startsAt: at('09:00'), endsAt: at('09:15') },
    },
    select: { id: true },
  })
  const first = async (more: object) =>
    timesOf((await freeTimes([other], week, { ...asking, ...more }, 1)).get(other))[0]
  expect(await first({})).toBe('09:00')
  expect(await first({ patientId: patient.id })).toBe('09:15')
  expect(await first({ patientId: patient.id, except: visit.id })).toBe('09:00')
  const wanted = { doctorId: other, startsAt: at('09:00') }
  const refused = transaction((tx) => requireFreeSlot(tx, wanted, { ...asking, patientId: patient.id }))
  await expect(refused).rejects.toThrow('The patient has another visit at this time.')
})
