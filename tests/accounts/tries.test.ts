import { beforeAll, beforeEach, expect, test } from 'vitest'
import { waitAfter } from '../../src/accounts/password-rules.js'
import { db } from '../../src/db/client.js'
import { doDueWork, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, password, type TestPerson } from '../support/people.js'
import { linkTo } from './mailbox.js'

useDatabase()
let app: ReturnType<typeof openApp>
let person: TestPerson & { username: string }
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM "rate_limit"`
  const made = await createPerson('RECEPTIONIST')
  const { username } = await db.account.findUniqueOrThrow({ where: { id: made.accountId } })
  person = { ...made, username }
})

const logIn = (identifier: string, typed = password) =>
  visitor(app).post('/login', { identifier, password: typed })
const fail = async (identifier: string, times: number) => {
  for (let time = 0; time < times; time++) await logIn(identifier, `wrong password ${time}`).expect(422)
}
/** As if that many seconds had gone by. */
const pass = (seconds: number) =>
  db.$executeRaw`UPDATE "login_throttle" SET "wait_until" = "wait_until" - make_interval(secs => ${seconds})`

test('G-A3 the right password opens four times at the same instant', async () => {
  for (let round = 0; round < 10; round++) {
    const { email } = await createPerson('RECEPTIONIST')
    const answers = await Promise.all(Array.from({ length: 4 }, () => logIn(email)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
  }
})

test('G-A3 five mistakes are free, and then the right password still opens', async () => {
  await fail(person.email, 5)
  await logIn(person.email).expect(303)
  await fail(person.email, 5)
  await logIn(person.email).expect(303)
})

test('G-A3 after the sixth there is a wait, told in the form, and the right password is not revealed in it', async () => {
  await fail(person.email, 6)
  const wrong = await logIn(person.email, 'wrong again').expect(429)
  const right = await logIn(person.email).expect(429)
  expect(right.text).toContain('Too many tries for this name.')
  expect(right.text).toMatch(/You can try again in \d+ seconds\./)
  expect(right.text).toContain(`value="${person.email}"`)
  expect(Number(right.headers['retry-after'])).toBeLessThanOrEqual(30)
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(20)
  const plain = (text: string) => text.replace(/in \d+ seconds/, '').replace(/<code>[^<]*<\/code>/g, '')
  expect(plain(right.text)).toBe(plain(wrong.text))

  await pass(31)
  await logIn(person.email).expect(303)
})

test('G-A3 the wait doubles from 30 seconds to an hour, and a day later all is forgotten', async () => {
  expect([5, 6, 7, 8, 12, 13, 100].map(waitAfter)).toEqual([0, 30, 60, 120, 1920, 3600, 3600])
  await fail(person.email, 6)
  await pass(31)
  await fail(person.email, 1)
  const wait = await logIn(person.email).expect(429)
  expect(Number(wait.headers['retry-after'])).toBeGreaterThan(50)
  await pass(25 * 3600)
  await fail(person.email, 5)
  await logIn(person.email).expect(303)
})

test('G-A3 spaces, capitals, another address of the network and somebody else’s success do not reset it', async () => {
  const other = await createPerson('DOCTOR')
  await fail(person.email, 6)
  await logIn(`  ${person.email.toUpperCase()} `).expect(429)
  await logIn(person.email).set('X-Forwarded-For', '203.0.113.9').expect(429)
  await logIn(other.email).expect(303)
  await logIn(person.email).expect(429)
  app = openApp()
  await logIn(person.email).expect(429)
})

test('G-A2 G-A3 tries by email and by username add up for one account, and no answer tells that they do', async () => {
  await fail(person.email, 6)
  const known = await logIn(person.username).expect(422)
  expect(known.text).toContain('do not belong together')
  await fail('nobody@example.com', 6)
  const unknown = await logIn('nobody').expect(422)
  const plain = (text: string, name: string) => text.replaceAll(name, '…').replace(/<code>[^<]*<\/code>/g, '')
  expect(plain(known.text, person.username)).toBe(plain(unknown.text, 'nobody'))
  await pass(31)
  await logIn(person.username).expect(303)
})

test('G-A3 guesses sent at the same instant gain nothing', async () => {
  const guesses = Array.from({ length: 30 }, (_, index) =>
    index === 29 ? password : `guess number ${index}`,
  )
  const answers = await Promise.all(guesses.map((guess) => logIn(person.email, guess)))
  const looked = answers.filter(({ status }) => status !== 429).length
  expect(looked).toBeLessThanOrEqual(6)
  expect(answers.every(({ status }) => [303, 422, 429].includes(status))).toBe(true)
})

test('G-A3 the owner gets in by a mailed reset during the wait', async () => {
  await fail(person.email, 6)
  await fail(person.username, 1)
  await visitor(app).post('/password/forgotten', { email: person.email }).expect(303)
  await doDueWork()
  const link = await linkTo(person.email, 'password-reset')
  await visitor(app).post(link, { password: 'seven loud green frogs' }).expect(303)
  await logIn(person.email, 'seven loud green frogs').expect(303)
  await logIn(person.username, 'seven loud green frogs').expect(303)
})

test('G-A3 fifty wrong passwords from one network address are enough, whatever the names', async () => {
  const names = Array.from({ length: 54 }, (_, index) => `somebody.${index}@example.com`)
  const answers = []
  for (const name of names) answers.push(await logIn(name, 'a wrong password'))
  expect(answers.slice(0, 50).every(({ status }) => status === 422)).toBe(true)
  expect(answers.slice(50).every(({ status }) => status === 429)).toBe(true)
  const right = await logIn(person.email).set('X-Forwarded-For', '203.0.113.9').expect(429)
  expect(right.text).toContain('Too many wrong passwords came from this network.')
  expect(right.text).toContain(`value="${person.email}"`)
}, 60_000)

test('G-A3 who moves about in their own IPv6 network stays one network; the next network is another', async () => {
  app = openApp({ TRUST_PROXY: '1' })
  const over = Date.now() + 60_000
  await db.$executeRaw`INSERT INTO "rate_limit" ("key", "points", "expire") VALUES
    ('login-address:2001:db8:1:2::/64', 50, ${over}::bigint), ('password-link:2001:db8:1:2::/64', 20, ${over}::bigint)`
  const from = (address: string) => ({
    logIn: () => logIn(person.email).set('X-Forwarded-For', address),
    askForLink: () =>
      visitor(app).post('/password/forgotten', { email: person.email }).set('X-Forwarded-For', address),
  })
  for (const address of ['2001:db8:1:2::7', '2001:db8:1:2:ffff::8']) {
    await from(address).logIn().expect(429)
    await from(address).askForLink().expect(429)
  }
  await from('2001:db8:1:3::7').logIn().expect(303)
  await from('2001:db8:1:3::7').askForLink().expect(303)
  app = openApp()
})

test('G-A3 right passwords from one address do not count: a whole shift logs in', async () => {
  for (let time = 0; time < 55; time++) await logIn(person.email).expect(303)
}, 60_000)

test('G-A3 the table of tries holds nobody’s name', async () => {
  await fail(person.email, 1)
  const rows = await db.loginThrottle.findMany()
  expect(rows.every(({ identifierHash }) => /^[0-9a-f]{64}$/.test(identifierHash))).toBe(true)
})
