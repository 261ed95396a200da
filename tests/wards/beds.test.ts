import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admission, admitSomebody } from '../admissions/hospital.js'
import { hidden, openApp } from '../support/app.js'
import { createWard, setBed, stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let admin: Awaited<ReturnType<typeof logInAs>>
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
})

const reason = 'The mattress is torn.'

test('R-09 E-27 a bed that was cleaned is free; a second click does no harm; an occupied one is not clean', async () => {
  const ward = await createWard({ beds: 2 })
  const [bed = { id: '' }, taken = { id: '' }] = ward.beds
  await setBed(bed.id, 'CLEANING')
  const path = `/reception/wards/beds/${bed.id}/cleaning-done`
  const answer = await desk.post(path, { next: '/reception' }).expect(303)
  expect(answer.headers.location).toBe('/reception')
  expect((await desk.get('/reception')).text).toContain(`Bed 12 in ${ward.name} is clean and free.`)
  const again = await desk.post(path, { next: 'https://evil.example/' }).expect(303)
  expect(again.headers.location).toBe(`/reception/wards/${ward.id}`)
  expect(await stateOf(bed.id)).toBe('FREE')
  expect(await db.bedStay.findMany({ where: { bedId: bed.id } })).toMatchObject([
    { kind: 'CLEANING', endedById: desk.accountId },
  ])
  expect(await db.auditEvent.count({ where: { subjectId: bed.id, action: 'bed.clean' } })).toBe(1)
  await admitSomebody(desk, taken.id, [doctorId])
  expect((await desk.post(`/reception/wards/beds/${taken.id}/cleaning-done`)).status).toBe(409)
})

test('20 people who press "Cleaned" at once end one cleaning, once', async () => {
  const [bed = { id: '' }] = (await createWard()).beds
  await setBed(bed.id, 'CLEANING')
  const path = `/reception/wards/beds/${bed.id}/cleaning-done`
  const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post(path)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
  expect(await db.bedStay.count({ where: { bedId: bed.id } })).toBe(1)
  expect(await db.auditEvent.count({ where: { subjectId: bed.id, action: 'bed.clean' } })).toBe(1)
})

describe('an admin', () => {
  test('blocks a bed with a reason that everybody reads, and gives it back, which is cleaned first', async () => {
    const ward = await createWard()
    const [bed = { id: '' }] = ward.beds
    const path = `/admin/wards/beds/${bed.id}`
    const empty = await admin.post(`${path}/block`, { reason: '  ' }).expect(422)
    expect(empty.text).toContain('Say why nobody may lie in this bed.')
    await admin.post(`${path}/block`, { reason }).expect(303)
    expect(await stateOf(bed.id)).toBe('BLOCKED')
    expect((await desk.get(`/reception/wards/${ward.id}`)).text).toContain(reason)
    expect((await desk.post(`/reception/wards/beds/${bed.id}/cleaning-done`)).status).toBe(409)
    await admin.post(`${path}/block-end`).expect(303)
    expect(await stateOf(bed.id)).toBe('CLEANING')
    const page = await admin.get(path).expect(200)
    for (const words of ['Waited for cleaning', 'Blocked', reason]) expect(page.text).toContain(words)
  })

  test('hears that somebody else blocked the bed before, and why: what one wrote is never passed over in silence', async () => {
    const bed = (await createWard()).beds[0]
    const path = `/admin/wards/beds/${bed?.id}`
    await admin.post(`${path}/block`, { reason: 'The oxygen outlet leaks' }).expect(303)
    await admin.post(`${path}/block`, { reason: 'The oxygen outlet leaks' }).expect(303)
    const second = await admin.post(`${path}/block`, { reason: 'Kept for an inspection' }).expect(422)
    expect(second.text).toContain('is blocked already. The reason: The oxygen outlet leaks.')
    expect(second.text).toContain('Kept for an inspection</textarea>')
  })

  test('blocks no bed with a patient in it: the bed says why, and the reason stays as it was typed', async () => {
    const [taken = { id: '' }] = (await createWard()).beds
    await admitSomebody(desk, taken.id, [doctorId])
    const refused = await admin.post(`/admin/wards/beds/${taken.id}/block`, { reason }).expect(422)
    expect(refused.text).toContain('Bed 12 is occupied.')
    expect(refused.text).toContain(`${reason}</textarea>`)
    expect(await stateOf(taken.id)).toBe('OCCUPIED')
  })

  test('adds a bed with its room and equipment, which is cleaned before anybody lies in it', async () => {
    const ward = await createWard()
    const path = `/admin/wards/${ward.id}`
    const rooms = await admin.get(`${path}/rooms`).expect(200)
    await admin
      .post(`${path}/rooms`, { number: '2.01', sexPolicy: 'FEMALE', ...hidden(rooms.text) })
      .expect(303)
    const room = await db.room.findFirstOrThrow({ where: { wardId: ward.id } })
    expect((await admin.get(`${path}/rooms`)).text).toContain('Women only')
    const page = await admin.get(path).expect(200)
    const form = { number: '4', roomId: room.id, equipment: ['OXYGEN', 'MONITOR'] }
    await admin.post(`${path}/beds`, { ...form, ...hidden(page.text) }).expect(303)
    const bed = await db.bed.findFirstOrThrow({ where: { wardId: ward.id, number: '4' } })
    expect(bed).toMatchObject({ roomId: room.id, equipment: ['OXYGEN', 'MONITOR'] })
    expect(await stateOf(bed.id)).toBe('CLEANING')
    expect((await admin.get(path)).text).toContain('Room 2.01 · Oxygen, Monitor')
    const key = hidden((await admin.get(path)).text)
    const twice = await admin.post(`${path}/beds`, { ...form, ...key }).expect(422)
    expect(twice.text).toContain('This ward has a bed of this number already.')
  })

  test('puts no bed into a room of another ward', async () => {
    const [here, there] = [await createWard(), await createWard()]
    const room = await db.room.create({ data: { wardId: there.id, number: '9' } })
    const path = `/admin/wards/beds/${here.beds[0]?.id}`
    const page = await admin.get(`${path}/edit`).expect(200)
    const answer = await admin.post(path, { number: '12', roomId: room.id, ...hidden(page.text) }).expect(422)
    expect(answer.text).toContain('Choose a room of this ward.')
  })

  test('G-C5 changes a bed and a room; the second of two reads that it was changed', async () => {
    const ward = await createWard()
    const room = await db.room.create({ data: { wardId: ward.id, number: '1' } })
    for (const [path, form] of [
      [`/admin/wards/beds/${ward.beds[0]?.id}`, { number: '77', equipment: 'VENTILATOR' }],
      [`/admin/wards/rooms/${room.id}`, { number: '1a', sexPolicy: 'MALE' }],
    ] as const) {
      const page = await admin.get(`${path}/edit`).expect(200)
      await admin.post(path, { ...form, ...hidden(page.text) }).expect(303)
      const late = await admin.post(path, { ...form, number: '9', ...hidden(page.text) }).expect(409)
      expect(late.text).toContain('value="9"')
    }
    expect(await db.bed.findFirst({ where: { wardId: ward.id } })).toMatchObject({
      number: '77',
      equipment: ['VENTILATOR'],
    })
    expect(await db.room.findFirst({ where: { wardId: ward.id } })).toMatchObject({ sexPolicy: 'MALE' })
  })

  test('takes an empty bed away, which nobody is given any more; not one with a patient in it', async () => {
    const ward = await createWard({ beds: 2 })
    const [bed = { id: '' }, taken = { id: '' }] = ward.beds
    await setBed(bed.id, 'BLOCKED')
    await admitSomebody(desk, taken.id, [doctorId])
    const asked = await admin.get(`/admin/wards/beds/${bed.id}/closing`).expect(200)
    await admin.post(`/admin/wards/beds/${bed.id}/closure`, hidden(asked.text)).expect(303)
    expect((await desk.get(`/reception/wards/${ward.id}`)).text).not.toContain(bed.id)
    expect((await admin.get(`/admin/wards/beds/${bed.id}`)).text).toContain('This bed was taken away on')
    expect(await stateOf(bed.id)).toBe('FREE')
    await expect(setBed(bed.id, 'CLEANING', 0)).rejects.toThrow()
    const refused = await admin.post(`/admin/wards/beds/${taken.id}/closure`, hidden(asked.text)).expect(422)
    expect(refused.text).toContain('Bed 13 is occupied.')
  })
})

test('G-C10 a bed that is taken away at the instant in which somebody is admitted to it is one or the other', async () => {
  const ward = await createWard({ beds: 6 })
  const patients = await Promise.all(ward.beds.map(() => createPatient()))
  const key = hidden((await admin.get(`/admin/wards/beds/${ward.beds[0]?.id}/closing`)).text)
  await Promise.all(
    ward.beds.flatMap(({ id }, index) => [
      admin.post(`/admin/wards/beds/${id}/closure`, key),
      desk.post(`/reception/patients/${patients[index]?.id}/admissions`, admission(id, [doctorId])),
    ]),
  )
  for (const { id } of ward.beds) {
    const bed = await db.bed.findUniqueOrThrow({ where: { id }, select: { closedAt: true } })
    expect(bed.closedAt === null).toBe((await stateOf(id)) === 'OCCUPIED')
  }
})

test('E-27 housekeeping sees the beds that wait for cleaning, the one that waits longest first', async () => {
  const ward = await createWard({ beds: 3 })
  const [one = { id: '' }, two = { id: '' }, three = { id: '' }] = ward.beds
  await setBed(one.id, 'CLEANING', 20)
  await setBed(two.id, 'CLEANING', 125)
  await setBed(three.id, 'BLOCKED', 500)
  const path = '/reception/wards/housekeeping'
  const list = await desk.get(path).expect(200)
  expect(list.text.indexOf(two.id)).toBeLessThan(list.text.indexOf(one.id))
  expect(list.text).toContain('2 h 5 min')
  expect(list.text).not.toContain(three.id)
  await desk.post(`/reception/wards/beds/${two.id}/cleaning-done`, { next: path }).expect(303)
  expect((await desk.get(path)).text).not.toContain(two.id)
})
