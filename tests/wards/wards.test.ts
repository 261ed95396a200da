import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody } from '../admissions/hospital.js'
import { hidden, openApp, visitor } from '../support/app.js'
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

const newWard = {
  name: 'COVID Ward C',
  code: 'C',
  floor: '3rd floor',
  level: 'HDU',
  isolation: 'on',
  oxygen: 'on',
  sexPolicy: 'FEMALE',
  dailyRate: '9,000',
  beds: '3',
}

test('C-08 F-15 reception sees every ward with its price and what is free, and who lies in which bed since when', async () => {
  const ward = await createWard({ beds: 4, level: 'ICU', dailyRateMinor: 1_650_000n })
  const patient = await createPatient({ name: 'Rohan Patil' })
  await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], patient)
  await setBed(ward.beds[1]?.id ?? '', 'CLEANING')
  await setBed(ward.beds[2]?.id ?? '', 'BLOCKED')
  const list = await desk.get('/reception/wards?level=ICU').expect(200)
  for (const words of [ward.name, '1 of 4', 'Intensive care · isolation · oxygen', '₹16,500.00'])
    expect(list.text).toContain(words)
  expect((await desk.get('/reception/wards?level=HDU')).text).not.toContain(ward.name)
  const page = await desk.get(`/reception/wards/${ward.id}`).expect(200)
  expect(page.text).toContain('Rohan Patil')
  expect(page.text).toContain(`/reception/patients/${patient.id}`)
  expect(page.text).toContain('The oxygen outlet leaks.')
  for (const state of ['Occupied', 'Cleaning', 'Blocked', 'Free']) expect(page.text).toContain(state)
  const free = await desk.get(`/reception/wards/${ward.id}?state=FREE`).expect(200)
  expect(free.text).not.toContain('Rohan Patil')
})

test('C-08 a ward is called by what it is: general, isolation, oxygen, high dependency or intensive care', async () => {
  const kinds = [
    [{ isolation: false, oxygen: false }, 'General ward'],
    [{ isolation: false, oxygen: true }, 'Oxygen ward'],
    [{ isolation: true, oxygen: true }, 'Isolation ward · oxygen'],
    [
      { level: 'HDU', isolation: true, oxygen: true, sexPolicy: 'MALE' },
      'High dependency · isolation · oxygen · men only',
    ],
  ] as const
  for (const [options, kind] of kinds) {
    const ward = await createWard(options)
    expect((await desk.get(`/reception/wards/${ward.id}`).expect(200)).text).toContain(kind)
  }
})

test('F-15 an admin opens a ward with its beds and its price from today on', async () => {
  const page = await admin.get('/admin/wards/new').expect(200)
  const answer = await admin.post('/admin/wards', { ...newWard, ...hidden(page.text) }).expect(303)
  const ward = await db.ward.findUniqueOrThrow({
    where: { code: 'C' },
    include: { beds: true, rates: true },
  })
  expect(answer.headers.location).toBe(`/admin/wards/${ward.id}`)
  expect(ward).toMatchObject({ level: 'HDU', isolation: true, oxygen: true, sexPolicy: 'FEMALE' })
  expect(ward.rates).toMatchObject([{ dailyRateMinor: 900_000n, setById: admin.accountId }])
  expect(ward.beds.map(({ number }) => number).sort()).toEqual(['1', '2', '3'])
  for (const { id } of ward.beds) expect(await stateOf(id)).toBe('FREE')
  expect((await desk.get('/reception/wards')).text).toContain('₹9,000.00')
})

test('a ward with mistakes or a name that is taken comes back with what was typed', async () => {
  const taken = await createWard()
  const page = await admin.get('/admin/wards/new')
  const wrong = { ...newWard, code: 'D', name: 'Ward D', dailyRate: '-1', beds: '500', ...hidden(page.text) }
  const answer = await admin.post('/admin/wards', wrong).expect(422)
  expect(answer.text).toContain('Enter an amount like 1250 or 1,250.50.')
  expect(answer.text).toContain('Enter a whole number from 1 to 60.')
  expect(answer.text).toContain('value="Ward D"')
  const same = { ...newWard, code: 'D', name: taken.name, ...hidden(page.text) }
  expect((await admin.post('/admin/wards', same).expect(422)).text).toContain('Another ward has this name.')
})

test('G-C5 E-66 the second of two admins who change a ward sees both versions', async () => {
  const ward = await createWard()
  const path = `/admin/wards/${ward.id}`
  const page = await admin.get(`${path}/edit`).expect(200)
  const kind = { level: 'WARD', isolation: 'on', oxygen: 'on' }
  const form = { name: ward.name, floor: '5th floor', sexPolicy: 'MALE', ...kind, ...hidden(page.text) }
  await admin.post(path, form).expect(303)
  const late = await admin.post(path, { ...form, floor: '6th floor', sexPolicy: 'FEMALE' }).expect(409)
  expect(late.text).toContain('>Men only</td>')
  expect(late.text).toContain('value="6th floor"')
  expect(late.text).toContain('5th floor')
  expect(await db.ward.findUnique({ where: { id: ward.id } })).toMatchObject({
    floor: '5th floor',
    sexPolicy: 'MALE',
  })
})

test('a ward in which somebody lies is not closed, and says in which bed; an empty one is, with its beds', async () => {
  const ward = await createWard({ beds: 3 })
  const stay = await admitSomebody(desk, ward.beds[1]?.id ?? '', [doctorId])
  await setBed(ward.beds[2]?.id ?? '', 'BLOCKED')
  const before = new Date()
  const asked = await admin.get(`/admin/wards/${ward.id}/closing`).expect(200)
  expect(asked.text).toContain('Its beds are taken away with it: 3.')
  const refused = await admin.post(`/admin/wards/${ward.id}/closure`, hidden(asked.text)).expect(422)
  expect(refused.text).toContain(
    `${ward.name} is in use. Beds that are occupied or held: 13. Move the patients first.`,
  )
  expect(await db.ward.findUnique({ where: { id: ward.id } })).toMatchObject({ closedAt: null })
  const now = new Date()
  await db.$transaction([
    db.bedStay.updateMany({ where: { admissionId: stay.id }, data: { endedAt: now } }),
    db.admission.update({
      where: { id: stay.id },
      data: { status: 'DISCHARGED', dischargedAt: now, dischargedById: desk.accountId },
    }),
  ])
  await admin.post(`/admin/wards/${ward.id}/closure`, hidden(asked.text)).expect(303)
  expect((await desk.get('/reception/wards')).text).not.toContain(`/wards/${ward.id}`)
  expect(await db.bed.count({ where: { wardId: ward.id, closedAt: null } })).toBe(0)
  const closed = await admin.get(`/admin/wards/${ward.id}`).expect(200)
  expect(closed.text).toContain('This ward was closed on')
  expect(closed.text).not.toContain('Add the bed')
  const then = await desk.get(`/reception/wards/occupancy?at=${before.toISOString()}`).expect(200)
  expect(then.text).toContain(`/wards/${ward.id}`)
  const edit = { name: 'Open again', floor: '1', sexPolicy: 'ANY', level: 'WARD', version: '9' }
  const late = await admin.post(`/admin/wards/${ward.id}`, edit).expect(422)
  expect(late.text).toContain('This ward is closed. Open it again before you change it.')
})

test('G-Z1 G-Z4 a receptionist cannot edit wards; unknown ones are not found; visitors log in', async () => {
  const ward = await createWard()
  const bed = ward.beds[0]?.id
  await desk.get(`/reception/wards/${ward.id}/edit`).expect(403)
  const paths = [
    `${ward.id}`,
    `${ward.id}/beds`,
    `${ward.id}/rates`,
    `${ward.id}/closure`,
    `${ward.id}/rooms`,
  ]
  for (const path of [...paths, `beds/${bed}`, `beds/${bed}/block`, `beds/${bed}/closure`])
    await desk.post(`/reception/wards/${path}`, { version: '1' }).expect(403)
  const nobody = '0198c5a0-0000-7000-8000-000000000000'
  for (const path of [
    nobody,
    'nothing',
    `beds/${nobody}`,
    `${nobody}/rates`,
    `${nobody}/rooms`,
    `${nobody}/edit`,
  ])
    await admin.get(`/admin/wards/${path}`).expect(404)
  await admin.post(`/admin/wards/beds/${nobody}/cleaning-done`).expect(404)
  await admin.post(`/admin/wards/rates/${nobody}/removal`).expect(404)
  const away = await visitor(app).get('/reception/wards').expect(303)
  expect(away.headers.location).toContain('/login')
  for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get('/reception/wards').expect(403)
})
