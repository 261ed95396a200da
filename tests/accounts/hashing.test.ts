import { hash } from '@node-rs/argon2'
import { beforeAll, expect, test } from 'vitest'
import { hashPassword, isOutdated, verifyPassword } from '../../src/accounts/password-hash.js'
import { db } from '../../src/db/client.js'
import { Busy } from '../../src/shared/errors.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const logIn = (identifier: string, typed: string) =>
  visitor(app).post('/login', { identifier, password: typed })

test('G-A1 S-04 passwords are kept as argon2id with 46 MiB, two passes, and their own salt', async () => {
  const [one, other] = await Promise.all([hashPassword(password), hashPassword(password)])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=47104,t=2,p=1\$/)
  expect(one).not.toBe(other)
  expect(await verifyPassword(one, password)).toBe(true)
  expect(await verifyPassword(one, `${password} `)).toBe(false)
  expect(await verifyPassword(null, password)).toBe(false)
})

test('G-A1 a weaker hash is made anew at the next log-in, a stronger one is left as it is', async () => {
  const person = await createPerson('DOCTOR')
  const weak = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  expect(isOutdated(weak)).toBe(true)
  await db.account.update({ where: { id: person.accountId }, data: { passwordHash: weak } })
  await logIn(person.email, 'not the password').expect(422)
  expect(await stored(person.accountId)).toBe(weak)
  await logIn(person.email, password).expect(303)
  const renewed = await stored(person.accountId)
  expect(renewed).toMatch(/m=47104,t=2,p=1/)

  const strong = await hash(password, { memoryCost: 65_536, timeCost: 3, parallelism: 1 })
  expect(isOutdated(strong)).toBe(false)
  await db.account.update({ where: { id: person.accountId }, data: { passwordHash: strong } })
  await logIn(person.email, password).expect(303)
  expect(await stored(person.accountId)).toBe(strong)
})

test('G-A1 a long password counts to its last character, and any script is the same on every keyboard', async () => {
  const long = `${'long and longer '.repeat(7)}end`
  const kept = await hashPassword(long)
  expect(await verifyPassword(kept, long)).toBe(true)
  expect(await verifyPassword(kept, `${long.slice(0, -1)}x`)).toBe(false)
  const composed = await hashPassword('caf\u00e9 \u0915\u093e \ufb01ne rivers')
  expect(await verifyPassword(composed, 'cafe\u0301 \u0915\u093e fine rivers')).toBe(true)
})

test('G-D4 at most 4 hashes at once and 64 waiting: further ones are told to come back', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 80 }, () => hashPassword(password)))
  const refused = tries.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(80 - 4 - 64)
  expect(refused.every(({ reason }) => reason instanceof Busy && reason.status === 503)).toBe(true)
  expect(await hashPassword(password)).toMatch(/^\$argon2id/)
}, 60_000)

test('G-D4 a flood of log-ins is answered 503 with Retry-After, and afterwards everybody gets in', async () => {
  const people = await Promise.all(Array.from({ length: 90 }, () => createPerson('RECEPTIONIST')))
  await db.$executeRaw`DELETE FROM "rate_limit"`
  const busy = Array.from({ length: 68 }, () => hashPassword(password))
  const answers = await Promise.all(people.slice(0, 40).map(({ email }) => logIn(email, password)))
  const late = answers.filter(({ status }) => status === 503)
  expect(late.length).toBeGreaterThan(0)
  expect(late.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true)
  expect(answers.every(({ status }) => status === 503 || status === 303)).toBe(true)
  await Promise.all(busy)
  await logIn(people[80]?.email ?? '', password).expect(303)
}, 60_000)

async function stored(id: string) {
  const { passwordHash } = await db.account.findUniqueOrThrow({
    where: { id },
    select: { passwordHash: true },
  })
  return passwordHash
}
