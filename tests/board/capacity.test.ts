import { beforeAll, expect, test } from 'vitest'
import { capacityAt } from '../../src/board/capacity-queries.js'
import { houseAhead } from '../../src/board/house-rules.js'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import type { WardLevel } from '../../src/generated/prisma/enums.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp } from '../support/app.js'
import { createWard, setBed } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { admitted, held } from './hospital.js'

useDatabase()

let desk: Browser & TestPerson

beforeAll(async () => {
  desk = await logInAs(openApp(), 'RECEPTIONIST')
})

const DAY = 86_400_000
const now = new Date()
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)

/** A stay from bed to bed, each from so many days ago, and when it ended; null: it goes on. */
async function stayed(beds: [bedId: string, fromDaysAgo: number][], endedDaysAgo: number | null) {
  const patient = await createPatient()
  const first = Math.max(...beds.map(([, from]) => from))
  const dischargedAt = endedDaysAgo === null ? null : daysAgo(endedDaysAgo)
  const { id } = await db.admission.create({
    data: {
      ...{ patientId: patient.id, reason: 'Needs oxygen.', admittedAt: daysAgo(first) },
      ...{ admittedById: desk.accountId, dischargedAt, status: dischargedAt ? 'DISCHARGED' : 'ADMITTED' },
      dischargedById: dischargedAt && desk.accountId,
      stays: {
        create: beds.map(([bedId, from], index) => {
          const next = beds[index + 1]
          return {
            ...{ kind: 'OCCUPIED' as const, bedId, startedAt: daysAgo(from) },
            endedAt: next ? daysAgo(next[1]) : dischargedAt,
          }
        }),
      },
    },
    select: { id: true },
  })
  return id
}

const actor = () => ({
  ...{ id: desk.accountId, role: 'RECEPTIONIST' as const, name: desk.name },
  ...{ doctorId: null, patientId: null },
})

const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('E-27 capacity reads how long stays at a level last, moves within it left out, and who came to which ward', async () => {
  const before = await capacityAt(actor(), now)
  const [ward, icu] = await Promise.all([createWard({ beds: 4 }), createWard({ beds: 2, level: 'ICU' })])
  const [one, two, three, four] = ward.beds.map(({ id }) => id) as [string, string, string, string]
  const [bed] = icu.beds.map(({ id }) => id) as [string]
  // Nine nights: four in the ward in two beds, two in intensive care, three in the ward again.
  await stayed(
    [
      [one, 10],
      [two, 8],
      [bed, 6],
      [three, 4],
    ],
    1,
  )
  const lasting = await stayed([[four, 5]], null)
  const { lengths, taken, arrivals } = await capacityAt(actor(), now)
  const added = (level: WardLevel, nights: number, left: boolean) =>
    [lengths, before.lengths]
      .map((all) => all.get(level)?.find((one) => one.nights === nights && one.left === left)?.stays ?? 0)
      .reduce((after, earlier) => after - earlier)
  expect(added('WARD', 4, true)).toBe(1)
  expect(added('WARD', 3, true)).toBe(1)
  expect(added('ICU', 2, true)).toBe(1)
  expect(added('WARD', 5, false)).toBe(1)
  expect(taken.get(lasting)).toEqual({ nights: 5, leavesIn: null })
  // Three came to the ward: two from outside and one back from intensive care; the move to its other bed is none.
  expect(Math.round((arrivals.get(ward.id) ?? 0) * 14)).toBe(3)
  expect(Math.round((arrivals.get(icu.id) ?? 0) * 14)).toBe(1)
})

test('E-27 capacity counts a planned day from today, an order as the day of the order, and the earlier of both', async () => {
  const ward = await createWard({ beds: 3 })
  const today = dayIn(now, config.zone)
  const stays = await Promise.all(ward.beds.map(({ id }) => admitted(id, { expectedOn: addDays(today, 3) })))
  const [planned, ordered, late] = stays.map(({ admissionId }) => admissionId) as [string, string, string]
  const doctor = await logInAs(openApp(), 'DOCTOR')
  const order = { dischargeOrderedAt: now, dischargeOrderedById: doctor.accountId }
  await db.admission.update({ where: { id: ordered }, data: order })
  await db.admission.update({
    where: { id: late },
    data: { ...order, expectedDischargeOn: dayToColumn(addDays(today, -2)) },
  })
  const { taken } = await capacityAt(actor(), now)
  expect([planned, ordered, late].map((id) => taken.get(id)?.leavesIn)).toEqual([3, 0, -2])
})

test('E-27 the desk reads how many beds will be free, in what range, by which method, and which ward is full when more come', async () => {
  const full = await createWard({ beds: 2, name: 'Ashoka ward' })
  const empty = await createWard({ beds: 3, name: 'Palash ward' })
  const today = dayIn(now, config.zone)
  for (const { id } of full.beds) await admitted(id, { expectedOn: addDays(today, 9) })
  const [kept, broken] = empty.beds.map(({ id }) => id) as [string, string]
  await held(kept, { minutes: 40, by: desk.accountId })
  await setBed(broken, 'BLOCKED')

  const { text } = await desk.get('/reception/board/capacity').expect(200)
  const rowOf = (name: string, table = 0) => {
    const row = text
      .split('<tbody>')
      [table + 1]?.split('</tr>')
      .find((one) => one.includes(name))
    return words(row ?? '')
  }
  // Of three beds one is blocked; one is free, and who holds the other comes today.
  expect(rowOf('Palash ward')).toMatch(/^Palash ward 2 1 [0-2] \d to \d/)
  expect(rowOf('Ashoka ward')).toMatch(/^Ashoka ward 2 0 0 0 to 0 Full/)
  expect(text).toContain('Full today')
  expect(words(text)).toMatch(/All wards \d+ \d+ /)
  expect(words(text)).toContain('Eight times in ten the number lies in the range that is shown.')
  expect(words(text)).toMatch(
    /Ward: [\d.]+ nights on average, from \d+ stays and 5 assumed ones of 6 nights\./,
  )

  const twice = await desk.get('/reception/board/capacity?surge=2').expect(200)
  expect(twice.text).toMatch(/aria-current="page">Twice as many/)
  await desk.get('/reception/board/capacity?surge=77').expect(200)
  expect(await statementsOf(() => desk.get('/reception/board/capacity'))).toBeLessThanOrEqual(8)
})

test('E-27 the bed manager reads who may lie in the free beds, and a man who waits is expected in no ward for women', async () => {
  await db.ward.updateMany({ where: { closedAt: null }, data: { closedAt: new Date() } })
  await db.admissionRequest.updateMany({
    where: { status: 'WAITING' },
    data: { status: 'WITHDRAWN', closedAt: new Date(), closeReason: 'Went home.' },
  })
  const women = await createWard({ beds: 2, name: 'Champa ward', sexPolicy: 'FEMALE' })
  const mixed = await createWard({ beds: 3, name: 'Kadam ward' })
  const room = await db.room.create({ data: { wardId: mixed.id, number: '7', sexPolicy: 'MALE' } })
  await db.bed.update({ where: { id: mixed.beds[0]?.id ?? '' }, data: { roomId: room.id } })
  const man = await createPatient()
  await db.patient.update({ where: { id: man.id }, data: { sex: 'MALE' } })
  await db.admissionRequest.create({
    data: {
      ...{ patientId: man.id, source: 'STAFF', priority: 'URGENT', levels: ['WARD'], isolation: true },
      ...{ oxygen: true, reason: 'Breathless.', requestedAt: now, requestedById: desk.accountId },
    },
  })
  const { wards } = houseAhead(await capacityAt(actor(), new Date()), 1)
  const coming = (id: string) => wards.find((ward) => ward.id === id)?.now.coming
  expect([coming(women.id), coming(mixed.id)]).toEqual([0, 1])

  const { text } = await desk.get('/reception/board/capacity').expect(200)
  const rows = text.split('<tbody>')[1]?.split('</tr>').map(words) ?? []
  const rowOf = (name: string) => rows.find((row) => row.startsWith(name)) ?? ''
  expect(rowOf('Champa ward')).toMatch(/^Champa ward 2 2 Women only: 2 /)
  expect(rowOf('Kadam ward')).toMatch(/^Kadam ward 3 3 Women and men: 2 Men only: 1 /)
  expect(rowOf('All wards')).toMatch(/^All wards 5 5 Women and men: 2 Women only: 2 Men only: 1 /)
  expect(words(text)).toContain('Who waits is placed only where somebody of their sex may lie')
})
