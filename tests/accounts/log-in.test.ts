import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { Role } from '../../src/generated/prisma/enums.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const portals: [Role, string][] = [
  ['ADMIN', '/admin'],
  ['RECEPTIONIST', '/reception'],
  ['DOCTOR', '/doctor'],
  ['PATIENT', '/patient'],
  ['DATA_ENTRY', '/records'],
]

test.each(portals)('P-02 P-04 P-07 %s logs in with the one form and lands in %s', async (role, portal) => {
  const person = await createPerson(role)
  const browser = visitor(app)
  const page = await browser.get('/login').expect(200)
  expect(page.text).toMatch(/<label[^>]*>Email or username/)
  expect(page.text).toMatch(/<label[^>]*>Password/)
  expect(page.text).toMatch(/<button[^>]*>Log in</)
  const answer = await browser.post('/login', { identifier: person.email, password }).expect(303)
  expect(answer.headers.location).toBe(portal)
  const home = await browser.get(portal).expect(200)
  expect(home.text).toContain(person.name)
  expect((await browser.get('/login').expect(303)).headers.location).toBe(portal)
})

test('G-A4 of twenty people who log in at the same instant each gets their own session', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => createPerson('RECEPTIONIST', `Person ${index}!`)),
  )
  const met = await Promise.all(
    people.map(async ({ email, name }, index) => {
      const browser = visitor(app)
      const typed = index % 4 === 3 ? 'not the password' : password
      const { status } = await browser.post('/login', { identifier: email, password: typed })
      const home = await browser.get('/reception/account')
      return { status, own: home.text.includes(name), inside: home.status === 200 }
    }),
  )
  expect(met).toEqual(
    people.map((_, index) =>
      index % 4 === 3 ? { status: 422, own: false, inside: false } : { status: 303, own: true, inside: true },
    ),
  )
})

test('P-12 a receptionist logs in by email or username, in any capitals and with spaces around', async () => {
  const { email, accountId } = await createPerson('RECEPTIONIST')
  const { username } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
  for (const identifier of [email, username, email.toUpperCase(), `  ${username.toUpperCase()}  `]) {
    const answer = await visitor(app).post('/login', { identifier, password }).expect(303)
    expect(answer.headers.location).toBe('/reception')
  }
})

test('S-03 who was on the way to a page comes to it after log-in, and nowhere else (G-W11)', async () => {
  const person = await createPerson('RECEPTIONIST')
  const browser = visitor(app)
  const gate = await browser.get('/reception/patients?q=rao').expect(303)
  expect(gate.headers.location).toBe('/login?next=%2Freception%2Fpatients%3Fq%3Drao')
  const logIn = { identifier: person.email, password }
  const answer = await browser.post('/login', { ...logIn, next: '/reception/patients?q=rao' }).expect(303)
  expect(answer.headers.location).toBe('/reception/patients?q=rao')
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const elsewhere = await visitor(app)
      .post('/login', { ...logIn, next })
      .expect(303)
    expect(elsewhere.headers.location).toBe('/reception')
  }
})

test('G-A2 a wrong password, an unknown name and an account without password look alike', async () => {
  const { email } = await createPerson('DOCTOR')
  await db.account.create({
    data: {
      role: 'ADMIN',
      status: 'ACTIVE',
      name: 'Invited',
      username: 'invited',
      email: 'invited@example.com',
    },
  })
  const answers = await Promise.all(
    [email, 'nobody@example.com', 'invited@example.com'].map((identifier) =>
      visitor(app).post('/login', { identifier, password: 'not the password' }),
    ),
  )
  const bodies = answers.map(({ text }, index) => withoutWhatDiffers(text, index))
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422])
  expect(new Set(bodies).size).toBe(1)
  expect(bodies[0]).toContain('do not belong together')

  function withoutWhatDiffers(text: string, index: number) {
    const identifier = [email, 'nobody@example.com', 'invited@example.com'][index] ?? ''
    return text.replaceAll(identifier, '…').replace(/<code>[^<]*<\/code>/g, '')
  }
})

test('G-A2 an unknown name costs a verification as long as a wrong password does', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => createPerson('DOCTOR')))
  const took = async (identifier: string) => {
    const start = performance.now()
    await visitor(app).post('/login', { identifier, password: 'not the password' }).expect(422)
    return performance.now() - start
  }
  const known: number[] = []
  const unknown: number[] = []
  // The shortest of many: what else this machine does only ever adds to it.
  for (const { email } of people) {
    known.push(await took(email))
    unknown.push(await took(`nobody.${email}`))
  }
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.4)
  expect(Math.min(...known)).toBeGreaterThan(Math.min(...unknown) * 0.4)
})

test.each([
  ['PENDING', 'Waiting for approval since'],
  ['REJECTED', 'did not approve'],
  ['SUSPENDED', 'has suspended'],
] as const)(
  'E-11 P-09 P-10 P-11 who is %s reads why at log-in and does not get in',
  async (status, sentence) => {
    const person = await createPerson('DOCTOR')
    await db.account.update({
      where: { id: person.accountId },
      data: { status, decisionReason: status === 'PENDING' ? null : 'The number could not be verified.' },
    })
    const browser = visitor(app)
    const answer = await browser.post('/login', { identifier: person.email, password }).expect(303)
    expect(answer.headers.location).toBe('/waiting')
    const page = await browser.get('/waiting').expect(200)
    expect(page.text).toContain(sentence)
    if (status !== 'PENDING') expect(page.text).toContain('The number could not be verified.')
    expect((await browser.get('/doctor').expect(303)).headers.location).toContain('/login')

    const wrong = await visitor(app).post('/login', { identifier: person.email, password: 'not this one' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).not.toContain(sentence)
  },
)

test('E-5 an empty log-in form says what is missing and keeps the name', async () => {
  const answer = await visitor(app).post('/login', { identifier: 'asha', password: '' }).expect(422)
  expect(answer.text).toContain('Enter your password.')
  expect(answer.text).toContain('value="asha"')
  expect(answer.text).toContain('<title>Error:')
})
