import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { goesTo } from '../accounts/answers.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})
beforeEach(async () => {
  await db.account.updateMany({ where: { status: 'PENDING' }, data: { status: 'ACTIVE' } })
})

async function applicant(role: 'DOCTOR' | 'PATIENT', name: string, daysAgo = 0) {
  const person = await createPerson(role, name)
  const createdAt = new Date(Date.now() - daysAgo * 24 * 3_600_000)
  await db.account.update({ where: { id: person.accountId }, data: { status: 'PENDING', createdAt } })
  return person
}
const statusOf = async (id: string) => (await db.account.findUniqueOrThrow({ where: { id } })).status
const mailsTo = async (address: string) =>
  (await db.message.findMany({ where: { recipientAddress: address }, select: { kind: true } })).map(
    ({ kind }) => kind,
  )

test('A-04 A-12 E-11 an admin sees who waits, oldest first, with what they told, and approves them', async () => {
  const patient = await applicant('PATIENT', 'Ravi Late')
  const doctor = await applicant('DOCTOR', 'Dr Meena Early', 3)
  const page = await admin.get('/admin/approvals').expect(200)
  expect(page.text.indexOf('Dr Meena Early')).toBeLessThan(page.text.indexOf('Ravi Late'))
  for (const told of ['General medicine', 'MBBS, MD', '3 days', doctor.email, patient.email, 'Male'])
    expect(page.text).toContain(told)
  expect((await visitor(app).get('/doctors')).text).not.toContain('Dr Meena Early')

  await admin.post(`/admin/approvals/${doctor.accountId}/approval`).expect(303)
  const after = await admin.get('/admin/approvals').expect(200)
  expect(after.text).toContain('Approved, and told by mail: Dr Meena Early.')
  expect(after.text).toContain('Ravi Late')
  expect(await mailsTo(doctor.email)).toEqual(['approved'])
  const logIn = await visitor(app).post('/login', { identifier: doctor.email, password }).expect(303)
  expect(logIn.headers.location).toBe('/doctor')
  expect((await visitor(app).get('/doctors')).text).toContain('Dr Meena Early')
})

test('A-05 A-13 E-46 a rejection needs a reason, which is mailed and read at log-in; who decided is shown', async () => {
  const person = await applicant('PATIENT', 'Kavita Turned Down')
  const address = `/admin/approvals/${person.accountId}/rejection`
  const page = await admin.get(`${address}/new`).expect(200)
  expect(page.text).toContain('Reject the registration of Kavita Turned Down?')
  const empty = await admin.post(address, { ...hidden(page.text), reason: '  ' }).expect(422)
  expect(empty.text).toContain('Write the reason')
  expect(await statusOf(person.accountId)).toBe('PENDING')

  const reason = 'The telephone number belongs to somebody else.'
  await admin.post(address, { ...hidden(page.text), reason }).expect(303)
  expect(await mailsTo(person.email)).toEqual(['rejected'])
  const mail = await db.message.findFirstOrThrow({ where: { recipientAddress: person.email } })
  expect(mail.body).toContain(reason)
  const browser = visitor(app)
  await browser.post('/login', { identifier: person.email, password }).expect(303)
  expect((await browser.get('/waiting')).text).toContain(reason)
  const decided = await admin.get('/admin/approvals/decided').expect(200)
  for (const shown of ['Kavita Turned Down', reason, `by ${admin.name}`])
    expect(decided.text).toContain(shown)

  await admin.post(`/admin/approvals/${person.accountId}/approval`).expect(303)
  expect(await statusOf(person.accountId)).toBe('ACTIVE')
})

test('E-46 an admin ticks several people and approves them at once; each is told', async () => {
  const people = await Promise.all(
    ['One', 'Two', 'Three'].map((name, index) => applicant('PATIENT', `Bulk ${name}`, 3 - index)),
  )
  const left = await applicant('PATIENT', 'Bulk Left Out')
  const answer = await admin
    .post('/admin/approvals', { accountIds: people.map(({ accountId }) => accountId) })
    .expect(303)
  expect((await admin.get(goesTo(answer))).text).toContain('told by mail: Bulk One, Bulk Two, Bulk Three.')
  for (const { accountId, email } of people) {
    expect(await statusOf(accountId)).toBe('ACTIVE')
    expect(await mailsTo(email)).toEqual(['approved'])
  }
  expect(await statusOf(left.accountId)).toBe('PENDING')
  const events = await db.auditEvent.findMany({
    where: { action: 'account.decide', subjectId: { in: people.map(({ accountId }) => accountId) } },
  })
  expect(events).toHaveLength(3)
  expect(events.every(({ actorId }) => actorId === admin.accountId)).toBe(true)
})

test('E-46 with nobody ticked, or something that is no id, the list comes back with a sentence', async () => {
  await applicant('PATIENT', 'Still Waiting')
  for (const accountIds of [[], 'x', [randomUUID(), 'x']]) {
    const answer = await admin.post('/admin/approvals', { accountIds }).expect(422)
    expect(answer.text).toContain('Still Waiting')
    expect(answer.text).toContain('There is a problem')
  }
  await admin.post('/admin/approvals', { accountIds: [randomUUID()] }).expect(404)
})

test('two admins who decide about the same person do so one after the other, and one mail goes out', async () => {
  const other = await logInAs(app, 'ADMIN')
  const person = await applicant('DOCTOR', 'Dr Contested')
  const rejection = { idempotency_key: randomUUID(), reason: 'The number is not known to the council.' }
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => admin.post('/admin/approvals', { accountIds: [person.accountId] })),
    other.post(`/admin/approvals/${person.accountId}/rejection`, rejection),
  ])
  expect(answers.every(({ status }) => status === 303 || status === 422)).toBe(true)
  const status = await statusOf(person.accountId)
  const kinds = await mailsTo(person.email)
  expect(kinds.at(-1)).toBe(status === 'ACTIVE' ? 'approved' : 'rejected')
  expect(kinds.filter((kind) => kind === 'approved').length).toBeLessThanOrEqual(1)
})

test('who was decided about meanwhile is named, and not told twice', async () => {
  const person = await applicant('PATIENT', 'Asha Twice')
  await admin.post(`/admin/approvals/${person.accountId}/approval`).expect(303)
  await admin.post(`/admin/approvals/${person.accountId}/approval`).expect(303)
  const page = await admin.get('/admin/approvals')
  expect(page.text).toContain('Somebody had decided already about: Asha Twice.')
  expect(await mailsTo(person.email)).toEqual(['approved'])
})

test('E-59 an empty list says why it is empty', async () => {
  expect((await admin.get('/admin/approvals').expect(200)).text).toContain('Nobody is waiting')
})

test('G-Z4 A-04 only an administrator decides', async () => {
  const person = await applicant('DOCTOR', 'Dr Not By You')
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const browser = await logInAs(app, role)
    await browser.get('/admin/approvals').expect(403)
    await browser.post(`/admin/approvals/${person.accountId}/approval`).expect(403)
  }
  await visitor(app).get('/admin/approvals').expect(303)
  expect(await statusOf(person.accountId)).toBe('PENDING')
})
