import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, password } from '../support/people.js'
import { goesTo } from './answers.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const at = (id: string) => `/admin/accounts/${id}`
const reason = 'Left the hospital in November.'
const key = () => ({ idempotency_key: randomUUID() })
const statusOf = async (id: string) => (await db.account.findUnique({ where: { id } }))?.status ?? null

test('A-26 E-57 a suspension asks first, names the thing, needs a reason, and can be undone', async () => {
  const doctor = await createPerson('DOCTOR', 'Dr Vikram Sethi')
  const page = await admin.get(`${at(doctor.accountId)}/suspension/new`).expect(200)
  expect(page.text).toContain('Suspend the account of Dr Vikram Sethi?')
  expect(page.text).toContain('They are logged out at once and cannot log in.')
  const empty = await admin.post(`${at(doctor.accountId)}/suspension`, hidden(page.text)).expect(422)
  expect(empty.text).toContain('Write the reason.')
  expect(await statusOf(doctor.accountId)).toBe('ACTIVE')

  const form = { ...hidden(page.text), reason }
  const done = await admin.post(`${at(doctor.accountId)}/suspension`, form).expect(303)
  const details = await admin.get(goesTo(done)).expect(200)
  for (const shown of ['Dr Vikram Sethi is suspended and logged out.', reason, admin.name])
    expect(details.text).toContain(shown)
  const logIn = visitor(app)
  await logIn.post('/login', { identifier: doctor.email, password }).expect(303)
  expect((await logIn.get('/waiting')).text).toContain(reason)
  expect((await visitor(app).get('/doctors')).text).not.toContain('Dr Vikram Sethi')
  await admin.post(`${at(doctor.accountId)}/suspension`, form).expect(303)

  const restore = await admin.get(`${at(doctor.accountId)}/restoration/new`).expect(200)
  await admin.post(`${at(doctor.accountId)}/restoration`, hidden(restore.text)).expect(303)
  await visitor(app).post('/login', { identifier: doctor.email, password }).expect(303)
  expect((await visitor(app).get('/doctors')).text).toContain('Dr Vikram Sethi')
})

test('what does not go with an account as it stands is refused with a sentence', async () => {
  const desk = await createPerson('RECEPTIONIST')
  const answer = await admin.post(`${at(desk.accountId)}/restoration`, key()).expect(422)
  expect(answer.text).toContain('this cannot be done with it any longer')
})

test('an administrator can neither suspend nor remove themselves: the policy says so', async () => {
  for (const act of ['suspension', 'removal']) {
    await admin.get(`${at(admin.accountId)}/${act}/new`).expect(403)
    await admin.post(`${at(admin.accountId)}/${act}`, { ...key(), reason }).expect(403)
  }
  const own = await admin.get(at(admin.accountId)).expect(200)
  expect(own.text).not.toContain('/suspension/new')
  expect(own.text).not.toContain('/removal/new')
  expect(await statusOf(admin.accountId)).toBe('ACTIVE')
})

test('two administrators who suspend each other at the same instant do not both succeed', async () => {
  await db.account.updateMany({
    where: { role: 'ADMIN', id: { not: admin.accountId } },
    data: { status: 'SUSPENDED', decisionReason: reason },
  })
  const invited = { role: 'ADMIN', status: 'ACTIVE', name: 'Never Came', username: 'never.came' } as const
  await db.account.create({ data: { ...invited, email: 'never@example.com' } })
  for (let round = 0; round < 3; round++) {
    const other = await logInAs(app, 'ADMIN')
    const answers = await Promise.all([
      admin.post(`${at(other.accountId)}/suspension`, { ...key(), reason }),
      other.post(`${at(admin.accountId)}/suspension`, { ...key(), reason }),
    ])
    // Who came second may find their session ended, and is sent to log-in.
    const done = answers.filter(({ status, headers }) => status === 303 && headers.location !== '/login')
    expect(done).toHaveLength(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    const left = [await statusOf(other.accountId), await statusOf(admin.accountId)]
    expect(left.filter((status) => status === 'ACTIVE')).toHaveLength(1)
    await db.account.update({
      where: { id: other.accountId },
      data: { status: 'SUSPENDED', decisionReason: reason },
    })
    await db.account.update({ where: { id: admin.accountId }, data: { status: 'ACTIVE' } })
    const page = visitor(app)
    await page.post('/login', { identifier: admin.email, password }).expect(303)
    admin = Object.assign(page, {
      accountId: admin.accountId,
      email: admin.email,
      name: admin.name,
      doctorId: null,
      patientId: null,
    })
  }
})

test('A-26 an account without history is removed, with a confirmation page that says so', async () => {
  const desk = await createPerson('RECEPTIONIST', 'Never Worked')
  await visitor(app).post('/login', { identifier: desk.email, password }).expect(303)
  const page = await admin.get(`${at(desk.accountId)}/removal/new`).expect(200)
  expect(page.text).toContain('This cannot be undone.')
  const form = { ...hidden(page.text), reason }
  const answer = await admin.post(`${at(desk.accountId)}/removal`, form).expect(303)
  expect(answer.headers.location).toBe('/admin/accounts')
  expect((await admin.get('/admin/accounts')).text).toContain('The account of Never Worked was removed.')
  expect(await statusOf(desk.accountId)).toBeNull()
  await admin.post(`${at(desk.accountId)}/removal`, form).expect(303)
  const event = await db.auditEvent.findFirst({
    where: { subjectId: desk.accountId, action: 'account.remove' },
  })
  expect(event?.details).toEqual({ removal: 'removed', reason })
})

test('A-26 staff with history are suspended instead, and the page says so before and after', async () => {
  const other = await logInAs(app, 'ADMIN')
  const applicant = await createPerson('DOCTOR')
  await db.account.update({ where: { id: applicant.accountId }, data: { status: 'PENDING' } })
  await other.post(`/admin/approvals/${applicant.accountId}/approval`).expect(303)
  const page = await admin.get(`${at(other.accountId)}/removal/new`).expect(200)
  expect(page.text).toContain('records name')
  const answer = await admin
    .post(`${at(other.accountId)}/removal`, { ...hidden(page.text), reason })
    .expect(303)
  expect((await admin.get(goesTo(answer))).text).toContain('they are kept')
  expect(await statusOf(other.accountId)).toBe('SUSPENDED')
  await other.get('/admin').expect(303)
})

test('A-06 a doctor with notes is kept and off the directory; one without is removed with the profile', async () => {
  const [busy, idle] = [await createPerson('DOCTOR', 'Dr Busy'), await createPerson('DOCTOR', 'Dr Idle')]
  const patient = await db.patient.create({ data: { name: 'Somebody' }, select: { id: true } })
  await db.clinicalNote.create({
    data: { patientId: patient.id, doctorId: busy.doctorId ?? '', text: 'Better today.' },
  })
  for (const { accountId } of [busy, idle])
    await admin.post(`${at(accountId)}/removal`, { ...key(), reason }).expect(303)
  expect(await statusOf(busy.accountId)).toBe('SUSPENDED')
  expect(await statusOf(idle.accountId)).toBeNull()
  expect(await db.doctor.count({ where: { id: idle.doctorId ?? '' } })).toBe(0)
  expect(await db.clinicalNote.count({ where: { doctorId: busy.doctorId ?? '' } })).toBe(1)
  const directory = await visitor(app).get('/doctors')
  expect(directory.text).not.toContain('Dr Busy')
})

test('A-11 a patient with readings is kept and closed; one without is removed with the record', async () => {
  const [ill, new_] = [
    await createPerson('PATIENT', 'Has Readings'),
    await createPerson('PATIENT', 'Has None'),
  ]
  await db.observation.create({
    data: { patientId: ill.patientId ?? '', recordedById: ill.accountId, takenAt: new Date(), pulse: 80 },
  })
  for (const { accountId } of [ill, new_])
    await admin.post(`${at(accountId)}/removal`, { ...key(), reason }).expect(303)
  expect(await statusOf(ill.accountId)).toBe('SUSPENDED')
  const kept = await db.patient.findUniqueOrThrow({ where: { id: ill.patientId ?? '' } })
  expect(kept.deactivatedAt).not.toBeNull()
  expect(await statusOf(new_.accountId)).toBeNull()
  expect(await db.patient.count({ where: { id: new_.patientId ?? '' } })).toBe(0)
})

test('G-Z4 nobody but an administrator suspends or removes', async () => {
  const victim = await createPerson('RECEPTIONIST')
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const person = await logInAs(app, role)
    await person.post(`${at(victim.accountId)}/suspension`, { ...key(), reason }).expect(403)
    await person.post(`${at(victim.accountId)}/removal`, { ...key(), reason }).expect(403)
  }
  await visitor(app)
    .post(`${at(victim.accountId)}/suspension`, { ...key(), reason })
    .expect(303)
  expect(await statusOf(victim.accountId)).toBe('ACTIVE')
})
