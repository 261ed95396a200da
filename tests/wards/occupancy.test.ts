import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { capacityAt } from '../../src/board/capacity-queries.js'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, timeIn } from '../../src/shared/calendar.js'
import { wardKind } from '../../src/wards/pages.js'
import { occupancyAt, wardsNow } from '../../src/wards/queries.js'
import { hidden, openApp } from '../support/app.js'
import { createWard } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let desk: Awaited<ReturnType<typeof logInAs>>
let ward: Awaited<ReturnType<typeof createWard>>

const HOUR = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR)
beforeAll(async () => {
  desk = await logInAs(openApp(), 'RECEPTIONIST')
  ward = await createWard({ beds: 4, name: 'Ward of the past' })
  const [one = '', two = '', three = '', four = ''] = ward.beds.map(({ id }) => id)
  await db.bedStay.createMany({
    data: [
      { bedId: one, kind: 'CLEANING', startedAt: ago(30), endedAt: ago(26) },
      { bedId: one, kind: 'BLOCKED', startedAt: ago(26), reason: '=HYPERLINK("x")' },
      { bedId: two, kind: 'CLEANING', startedAt: ago(28), endedAt: ago(20) },
    ],
  })
  await db.bed.update({ where: { id: three }, data: { openedAt: ago(27) } })
  await db.bed.update({ where: { id: four }, data: { closedAt: ago(10) } })
})

const countsAt = async (hours: number) => {
  const { wards } = await occupancyAt(ago(hours))
  return wards.find(({ id }) => id === ward.id)
}

test('E-27 the beds at a time are those that stood then, each as it was then', async () => {
  expect(await countsAt(29)).toMatchObject({ total: 3, counts: { FREE: 2, CLEANING: 1, BLOCKED: 0 } })
  expect(await countsAt(25)).toMatchObject({ total: 4, counts: { FREE: 2, CLEANING: 1, BLOCKED: 1 } })
  expect(await countsAt(15)).toMatchObject({ total: 4, counts: { FREE: 3, CLEANING: 0, BLOCKED: 1 } })
  expect(await countsAt(1)).toMatchObject({ total: 3, counts: { FREE: 2, CLEANING: 0, BLOCKED: 1 } })
})

test('E-27 reception asks how full the house was at a time by the hospital’s clock, and keeps it as a file', async () => {
  const at = ago(25)
  const typed = `${dayIn(at, config.zone)}T${timeIn(at, config.zone)}`
  const page = await desk.get(`/reception/wards/occupancy?at=${typed}`).expect(200)
  expect(page.text).toContain('Ward of the past')
  expect(page.text).toContain('0 of 4')
  expect(page.text).toContain(`value="${typed}"`)
  const file = await desk.get(`/reception/wards/csv?at=${typed}`).expect(200)
  expect(file.headers['content-type']).toContain('text/csv')
  const rows: Record<string, string>[] = parse(file.text, { columns: true, bom: true })
  const ours = rows.filter((row) => row.Ward === 'Ward of the past')
  expect(ours.map((row) => [row.Bed, row.State])).toEqual([
    ['12', 'Blocked'],
    ['13', 'Cleaning'],
    ['14', 'Free'],
    ['15', 'Free'],
  ])
  // What somebody typed is never run by a spreadsheet.
  expect(ours[0]?.['Why it is blocked']).toBe(`'=HYPERLINK("x")`)
})

test.each([
  ['2099-01-01T00:00', 'Nobody knows yet how full it will be then. Choose a time until now.'],
  ['yesterday', 'Enter a day and a time like 2026-11-21T09:30.'],
  ['2026-02-30T10:00', 'Enter a day and a time like 2026-11-21T09:30.'],
  ['', 'Enter a day and a time.'],
])('the occupancy at %o is refused, and what was typed stays', async (typed, sentence) => {
  const page = await desk.get(`/reception/wards/occupancy?at=${typed}`).expect(422)
  expect(page.text).toContain(sentence)
  expect(page.text).toContain(`value="${typed}"`)
})

test.each(['2099-01-01T00:00', 'yesterday'])(
  'the file of the beds at %o is not that of another time: the page says why',
  async (at) => {
    const answer = await desk.get(`/reception/wards/csv?at=${at}`).expect(303)
    await desk.get(answer.headers.location ?? '').expect(422)
  },
)

test('a hold lapses by itself: before its end the bed is held, from its end on it is free', async () => {
  const other = await createWard()
  const patient = await db.patient.create({
    data: { name: 'Asha Kulkarni', sex: 'FEMALE' },
    select: { id: true },
  })
  const request = await db.admissionRequest.create({
    data: {
      ...{ patientId: patient.id, source: 'STAFF', priority: 'URGENT', levels: ['WARD'] },
      ...{ isolation: true, oxygen: true, reason: 'Needs oxygen', requestedAt: ago(2) },
    },
    select: { id: true },
  })
  const [startedAt, endedAt] = [ago(2), ago(1)]
  await db.bedStay.create({
    data: { bedId: other.beds[0]?.id ?? '', kind: 'HELD', requestId: request.id, startedAt, endedAt },
  })
  const stateAt = async (at: Date) => (await wardsNow(at, other.id))[0]?.beds[0]
  expect(await stateAt(new Date(startedAt.getTime() - 1))).toMatchObject({ state: 'FREE' })
  expect(await stateAt(startedAt)).toMatchObject({ state: 'HELD', until: endedAt, requestId: request.id })
  expect(await stateAt(new Date(endedAt.getTime() - 1))).toMatchObject({ state: 'HELD' })
  expect(await stateAt(endedAt)).toMatchObject({ state: 'FREE', until: null })
  const until = new Date(Date.now() + HOUR)
  const bedId = other.beds[0]?.id ?? ''
  await db.bedStay.create({
    data: { bedId, kind: 'HELD', requestId: request.id, startedAt: new Date(), endedAt: until },
  })
  for (const path of [other.id, `beds/${bedId}`]) {
    const { text } = await desk.get(`/reception/wards/${path}`).expect(200)
    for (const words of ['Held', 'Asha Kulkarni', `/reception/bed-requests/${request.id}`])
      expect(text).toContain(words)
  }
})

test('E-27 a ward that was made another kind since was of its former kind at an earlier time, on every page', async () => {
  const admin = await logInAs(openApp(), 'ADMIN')
  const changed = await createWard({ beds: 1, name: 'Ward that changed', level: 'WARD', isolation: false })
  const patient = await db.patient.create({ data: { name: 'Lay There', sex: 'MALE' }, select: { id: true } })
  const stay = await db.admission.create({
    data: {
      ...{ patientId: patient.id, status: 'DISCHARGED', reason: 'Fever', admittedById: desk.accountId },
      ...{ admittedAt: ago(90), dischargedAt: ago(30), dischargedById: desk.accountId },
    },
    select: { id: true },
  })
  const bedId = changed.beds[0]?.id ?? ''
  await db.bedStay.create({
    data: { bedId, kind: 'OCCUPIED', admissionId: stay.id, startedAt: ago(90), endedAt: ago(30) },
  })
  const edit = `/admin/wards/${changed.id}/edit`
  const form = hidden((await admin.get(edit).expect(200)).text)
  const kind = {
    name: changed.name,
    floor: '3rd floor',
    level: 'ICU',
    isolation: 'on',
    oxygen: 'on',
    sexPolicy: 'ANY',
  }
  await admin.post(`/admin/wards/${changed.id}`, { ...form, ...kind }).expect(303)

  const at = async (when: Date) => (await occupancyAt(when)).wards.find(({ id }) => id === changed.id)
  expect(await at(ago(1))).toMatchObject({ level: 'WARD', isolation: false })
  expect(await at(new Date())).toMatchObject({ level: 'ICU', isolation: true })
  const file = await desk.get(`/reception/wards/csv?at=${ago(1).toISOString()}`).expect(200)
  const rows: Record<string, string>[] = parse(file.text, { columns: true, bom: true })
  const said = wardKind({ level: 'WARD', isolation: false, oxygen: true, sexPolicy: 'ANY' }, (words) => words)
  expect(rows.find(({ Ward }) => Ward === changed.name)?.Kind).toBe(said)
  const { lengths } = await capacityAt({ ...desk, id: desk.accountId, role: 'RECEPTIONIST' }, new Date())
  expect(lengths.get('ICU')).toBeUndefined()
  expect(lengths.get('WARD')).toHaveLength(1)
})
