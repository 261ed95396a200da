import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { occupancyAt } from '../../src/wards/queries.js'
import { admitSomebody } from '../admissions/hospital.js'
import { held } from '../board/hospital.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { createWard, setBed, stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let desk: Browser & TestPerson
let admin: Browser & TestPerson
let doctorId: string
beforeAll(async () => {
  const app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
})

/** Closed through its own page. */
async function close(address: string) {
  const asked = await admin.get(`${address}/closing`).expect(200)
  await admin.post(`${address}/closure`, hidden(asked.text)).expect(303)
}

const countedAt = async (wardId: string, at: Date) =>
  (await occupancyAt(at)).wards.find(({ id }) => id === wardId)?.total ?? null

const noted = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId, action: 'ward.edit' }, orderBy: { at: 'asc' } })).map(
    ({ details }) => details,
  )

test('F-15 a closed ward is opened again with the beds that went with it, which are cleaned first; one that went before stays away', async () => {
  const ward = await createWard({ beds: 3, name: 'Monsoon ward' })
  const [gone = { id: '' }, one = { id: '' }, two = { id: '' }] = ward.beds
  const before = new Date()
  await close(`/admin/wards/beds/${gone.id}`)
  const between = new Date()
  await close(`/admin/wards/${ward.id}`)
  const closed = new Date()
  const list = await admin.get('/admin/wards').expect(200)
  expect(list.text).toMatch(/Closed wards[\s\S]*Monsoon ward/)
  expect((await desk.get('/reception/wards')).text).not.toContain('Monsoon ward')
  expect((await admin.get(`/admin/wards/${ward.id}`)).text).toContain(`/admin/wards/${ward.id}/reopening`)

  await admin.post(`/admin/wards/${ward.id}/reopening`).expect(303)
  const page = await admin.get(`/admin/wards/${ward.id}`).expect(200)
  expect(page.text).toContain('Monsoon ward is open again. Beds that wait for cleaning: 2.')
  expect(page.text).toMatch(/Beds that were taken away[\s\S]*Bed 12/)
  for (const { id } of [one, two]) expect(await stateOf(id)).toBe('CLEANING')
  expect((await db.bed.findUniqueOrThrow({ where: { id: gone.id } })).closedAt).not.toBeNull()
  expect(await noted(ward.id)).toEqual([{ closed: 'Monsoon ward' }, { reopened: 'Monsoon ward', beds: 2 }])
  // What was, is told as before.
  expect(await countedAt(ward.id, before)).toBe(3)
  expect(await countedAt(ward.id, between)).toBe(2)
  expect(await countedAt(ward.id, closed)).toBeNull()
  expect(await countedAt(ward.id, new Date())).toBe(2)
  await admin.post(`/admin/wards/${ward.id}/reopening`).expect(303)
  expect(await noted(ward.id)).toHaveLength(2)
})

test('F-15 a bed that was taken away is brought back with its history; while it was away it was no bed', async () => {
  const ward = await createWard({ beds: 2 })
  const [bed = { id: '' }] = ward.beds
  await setBed(bed.id, 'BLOCKED')
  const path = `/admin/wards/beds/${bed.id}`
  await close(path)
  const away = new Date()
  expect((await admin.get(path)).text).toContain('Bring the bed back')
  await admin.post(`${path}/reopening`, { next: path }).expect(303)
  expect(await stateOf(bed.id)).toBe('CLEANING')
  const page = (await admin.get(path).expect(200)).text
  for (const words of ['Was not there: it was taken away', 'The oxygen outlet leaks.', 'Waited for cleaning'])
    expect(page).toContain(words)
  expect(await noted(bed.id)).toEqual([{ closed: '12' }, { reopened: '12' }])
  expect(await countedAt(ward.id, away)).toBe(1)
  expect(await countedAt(ward.id, new Date())).toBe(2)
  const csv = await desk.get(`/reception/wards/csv?at=${away.toISOString()}`).expect(200)
  expect(csv.text.split('\n').filter((line) => line.includes(ward.name))).toHaveLength(1)
  // It is a bed like any other, and may go and come again.
  await desk.post(`/reception/wards/beds/${bed.id}/cleaning-done`).expect(303)
  await admitSomebody(desk, bed.id, [doctorId])
  expect(await stateOf(bed.id)).toBe('OCCUPIED')
})

test('a bed of a closed ward does not come back by itself; nobody blocks a bed by the words of one that is away', async () => {
  const ward = await createWard({ beds: 2, name: 'Shut ward' })
  const [bed = { id: '' }] = ward.beds
  const blocked = await admin
    .post(`/admin/wards/beds/${bed.id}/block`, { reason: 'The bed was taken away.' })
    .expect(422)
  expect(blocked.text).toContain('Take the bed away, if it is to go')
  await close(`/admin/wards/${ward.id}`)
  const refused = await admin.post(`/admin/wards/beds/${bed.id}/reopening`).expect(409)
  expect(refused.text).toContain('Shut ward is closed. Open the ward again, and its beds come back with it.')
})

test('twenty who open a ward again at once open it once', async () => {
  const ward = await createWard({ beds: 2 })
  await close(`/admin/wards/${ward.id}`)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => admin.post(`/admin/wards/${ward.id}/reopening`)),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
  for (const { id } of ward.beds) expect(await db.bedStay.count({ where: { bedId: id } })).toBe(2)
})

test('G-Z1 G-Z4 only who closes opens again; what does not exist is not found', async () => {
  const ward = await createWard()
  for (const path of [ward.id, `beds/${ward.beds[0]?.id}`])
    await desk.post(`/reception/wards/${path}/reopening`).expect(403)
  const nobody = '0198c5a0-0000-7000-8000-000000000000'
  for (const path of [nobody, `beds/${nobody}`])
    await admin.post(`/admin/wards/${path}/reopening`).expect(404)
})

test('C-08 a ward in which nobody lies or is expected becomes another kind; else the reason is said and all typed kept', async () => {
  const ward = await createWard({ beds: 2, isolation: false, oxygen: false, name: 'Changing ward' })
  const [bed = { id: '' }, other = { id: '' }] = ward.beds
  const path = `/admin/wards/${ward.id}`
  const form = { name: ward.name, floor: '4th floor', sexPolicy: 'ANY', level: 'HDU', oxygen: 'on' }
  const stay = await held(bed.id, { minutes: 30, by: desk.accountId })
  const page = await admin.get(`${path}/edit`).expect(200)
  const refused = await admin.post(path, { ...form, ...hidden(page.text) }).expect(422)
  expect(refused.text).toContain(
    'What Changing ward offers changes only while nobody lies there or is expected. Beds that are occupied or held: 12.',
  )
  expect(refused.text).toContain('value="4th floor"')
  expect(refused.text).toMatch(/value="HDU" checked/)
  // What is no kind changes all the same.
  const floor = { ...form, level: 'WARD', oxygen: '', ...hidden(page.text) }
  await admin.post(path, floor).expect(303)
  await db.bedStay.updateMany({ where: { requestId: stay.id }, data: { endedAt: new Date() } })
  await setBed(other.id, 'CLEANING')
  const again = await admin.get(`${path}/edit`).expect(200)
  await admin.post(path, { ...form, ...hidden(again.text) }).expect(303)
  expect(await db.ward.findUnique({ where: { id: ward.id } })).toMatchObject({
    ...{ level: 'HDU', isolation: false, oxygen: true, floor: '4th floor' },
  })
  expect((await desk.get(`/reception/wards/${ward.id}`)).text).toContain('High dependency · oxygen')
  const stale = await admin.post(path, { ...form, level: 'ICU', ...hidden(page.text) }).expect(409)
  expect(stale.text).toMatch(/>Intensive care<\/td>[\s\S]*>High dependency<\/td>/)
})
