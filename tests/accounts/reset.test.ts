import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { doDueWork, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, password } from '../support/people.js'
import { linkTo, mailTo } from './mailbox.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(async () => {
  app = openApp()
})

const fresh = 'seven loud green frogs'
const ask = async (email: string) => {
  await db.$executeRaw`DELETE FROM "rate_limit"`
  const answer = await visitor(app).post('/password/forgotten', { email })
  await doDueWork()
  return answer
}

test('G-A10 who forgot the password chooses a new one by the mailed link, and then logs in with it', async () => {
  const person = await createPerson('DOCTOR')
  const browser = visitor(app)
  expect((await browser.get('/password/forgotten').expect(200)).text).toContain('Send me a link')
  expect((await ask(person.email.toUpperCase())).status).toBe(303)
  const link = await linkTo(person.email, 'password-reset')
  expect((await browser.get(link).expect(200)).text).toContain('Choose a new password')
  const answer = await browser.post(link, { password: fresh }).expect(303)
  expect(answer.headers.location).toBe('/login')
  expect((await browser.get('/login')).text).toContain('Your password was changed.')
  await browser.get('/doctor').expect(303)

  await visitor(app).post('/login', { identifier: person.email, password }).expect(422)
  await visitor(app).post('/login', { identifier: person.email, password: fresh }).expect(303)
  expect((await mailTo(person.email, 'password-changed')).body).toContain('was changed just now')
})

test('G-A2 an address that nobody has, and one that may not log in, get the same answer and no mail', async () => {
  const person = await createPerson('DOCTOR')
  const waiting = await createPerson('DOCTOR')
  await db.account.update({ where: { id: waiting.accountId }, data: { status: 'PENDING' } })
  const addresses = [person.email, waiting.email, 'nobody@example.com']
  const answers = []
  for (const email of addresses) answers.push(await ask(email))
  expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual(
    addresses.map(() => [303, '/password/sent']),
  )
  const mails = await db.message.findMany({
    where: { kind: 'password-reset', recipientAddress: { in: addresses } },
    select: { recipientAddress: true },
  })
  expect(mails).toEqual([{ recipientAddress: person.email }])
  expect((await visitor(app).get('/password/sent').expect(200)).text).toContain('30 minutes')
})

test('G-A10 the database holds only the SHA-256 of the secret, which has 256 bits', async () => {
  const person = await createPerson('DOCTOR')
  await ask(person.email)
  const secret = (await linkTo(person.email, 'password-reset')).split('/').at(-1) ?? ''
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  const [token] = await db.accountToken.findMany({ where: { accountId: person.accountId } })
  expect(token?.hash).toBe(createHash('sha256').update(secret).digest('hex'))
  expect((token?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(30 * 60_000)
  expect((token?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(29 * 60_000)
})

test('G-A10 a link works once: of two at the same instant one is refused', async () => {
  const person = await createPerson('DOCTOR')
  await ask(person.email)
  const link = await linkTo(person.email, 'password-reset')
  const choices = ['seven loud green frogs', 'nine slow silver trains']
  const answers = await Promise.all(choices.map((choice) => visitor(app).post(link, { password: choice })))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  const winner = choices[answers.findIndex(({ status }) => status === 303)] ?? ''
  await visitor(app).post('/login', { identifier: person.email, password: winner }).expect(303)
  const again = await visitor(app).post(link, { password: 'one more time please' }).expect(404)
  expect(again.text).toContain('does not work any longer')
})

test('G-A10 only the newest link works', async () => {
  const person = await createPerson('DOCTOR')
  await ask(person.email)
  const first = await linkTo(person.email, 'password-reset')
  await ask(person.email)
  const second = await linkTo(person.email, 'password-reset')
  expect(second).not.toBe(first)
  await visitor(app).post(first, { password: fresh }).expect(404)
  await visitor(app).post(second, { password: fresh }).expect(303)
})

test('G-A10 a link that is 30 minutes old, made up or for something else does not work', async () => {
  const person = await createPerson('DOCTOR')
  await ask(person.email)
  const link = await linkTo(person.email, 'password-reset')
  await visitor(app).get(link.replace('/password/reset/', '/invitations/')).expect(404)
  await db.accountToken.updateMany({
    where: { accountId: person.accountId },
    data: { expiresAt: new Date(Date.now() - 1000) },
  })
  await visitor(app).get(link).expect(404)
  await visitor(app).post(link, { password: fresh }).expect(404)
  await visitor(app)
    .get(`/password/reset/${'x'.repeat(43)}`)
    .expect(404)
  await visitor(app).get('/password/reset/%00').expect(404)
})

test('G-A10 a weak choice is refused beside the field, and the link still works', async () => {
  const person = await createPerson('DOCTOR')
  await ask(person.email)
  const link = await linkTo(person.email, 'password-reset')
  const answer = await visitor(app).post(link, { password: 'password1234' }).expect(422)
  expect(answer.text).toContain('lists that attackers try first')
  await visitor(app).post(link, { password: fresh }).expect(303)
})

test('G-A10 G-W13 the link begins with our own configured address, whatever Host was sent', async () => {
  const person = await createPerson('DOCTOR')
  await db.$executeRaw`DELETE FROM "rate_limit"`
  await visitor(app)
    .post('/password/forgotten', { email: person.email })
    .set('Host', 'evil.example')
    .set('X-Forwarded-Host', 'evil.example')
    .expect(303)
  await doDueWork()
  const { body } = await mailTo(person.email, 'password-reset')
  expect(body).toContain('http://localhost:3000/password/reset/')
  expect(body).not.toContain('evil.example')
})

test('G-A10 G-A8 a reset ends every session, also the one of the browser that opens the link', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const elsewhere = await logIn(app, doctor)
  await ask(doctor.email)
  const link = await linkTo(doctor.email, 'password-reset')
  await doctor.post(link, { password: fresh }).expect(303)
  expect((await doctor.get('/login').expect(200)).text).toContain('Your password was changed.')
  await doctor.get('/doctor').expect(303)
  await elsewhere.get('/doctor').expect(303)
})

test('G-A10 a link of before a change of password, of address or a suspension is void', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const doctor = await logInAs(app, 'DOCTOR')
  await ask(doctor.email)
  const link = await linkTo(doctor.email, 'password-reset')
  await doctor.post('/doctor/account/password', { currentPassword: password, password: fresh }).expect(303)
  await visitor(app).get(link).expect(404)

  await ask(doctor.email)
  const second = await linkTo(doctor.email, 'password-reset')
  const account = await db.account.findUniqueOrThrow({ where: { id: doctor.accountId } })
  await admin
    .post(`/admin/accounts/${doctor.accountId}`, {
      version: String(account.version),
      name: account.name,
      username: account.username,
      email: `new.${doctor.email}`,
    })
    .expect(303)
  await visitor(app).get(second).expect(404)
})

test('an address that is none is told so, and asking too often has an end', async () => {
  const answer = await visitor(app).post('/password/forgotten', { email: 'not an address' }).expect(422)
  expect(answer.text).toContain('value="not an address"')
  await db.$executeRaw`DELETE FROM "rate_limit"`
  for (let time = 0; time < 20; time++)
    await visitor(app).post('/password/forgotten', { email: 'x@example.com' }).expect(303)
  await visitor(app).post('/password/forgotten', { email: 'x@example.com' }).expect(429)
})
