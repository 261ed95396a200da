import { beforeAll, expect, test } from 'vitest'
import { db, pool } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPerson, logInAs, password } from '../support/people.js'
import { heldUp, letPass } from './sitting.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const sessionsOf = async (accountId: string) =>
  (
    await pool.query(`SELECT xmin::text, sess FROM session WHERE sess #>> '{passport,user}' = $1`, [
      accountId,
    ])
  ).rows
const storedSessions = async () => (await pool.query('SELECT sid FROM session ORDER BY expire DESC')).rows
const contact = async (browser: ReturnType<typeof visitor>) =>
  browser
    .post('/contact', {
      name: 'Asha Rao',
      email: 'asha@example.com',
      message: 'When do you open?',
      ...hidden((await browser.get('/contact')).text),
    })
    .expect(303)

test('G-A7 G-A8 a session that ended while a page was being made is not brought back by that page', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(2, desk.accountId)
  const page = await heldUp(
    database,
    'bed',
    () => desk.get('/reception'),
    () => desk.post('/logout').expect(303),
  )
  expect(page.status).toBe(200)
  expect(await sessionsOf(desk.accountId)).toEqual([])
  expect((await desk.get('/reception')).headers.location).toBe('/login?next=%2Freception')
})

test('two requests at once lose nothing of each other: the message that one leaves is on the next page', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(2, desk.accountId)
  await heldUp(
    database,
    'bed',
    () => desk.get('/reception'),
    () => contact(desk),
  )
  expect((await desk.get('/contact')).text).toContain('Your message is on its way.')
  expect((await desk.get('/contact')).text).not.toContain('Your message is on its way.')
})

test('a session is written at most once a minute', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const [opened] = await sessionsOf(desk.accountId)
  await desk.get('/reception').expect(200)
  await desk.get('/reception/patients').expect(200)
  expect(await sessionsOf(desk.accountId)).toEqual([opened])

  await letPass(2, desk.accountId)
  const [aged] = await sessionsOf(desk.accountId)
  await desk.get('/reception').expect(200)
  const [seen] = await sessionsOf(desk.accountId)
  expect(seen.sess.seenAt).toBeGreaterThan(aged.sess.seenAt)
  await desk.get('/reception').expect(200)
  expect(await sessionsOf(desk.accountId)).toEqual([seen])
})

test('visitors, machines, styles and wrong addresses leave no session', async () => {
  const before = await storedSessions()
  const browser = visitor(app)
  for (const path of [
    '/',
    '/login',
    '/contact',
    '/wardwell.css',
    '/health/live',
    '/health/ready',
    '/nothing',
  ])
    expect((await browser.get(path)).headers['set-cookie']).toBeUndefined()
  expect(await storedSessions()).toEqual(before)
})

test('styles and the live check do not ask the database, whoever wants them', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await heldUp(
    database,
    'session',
    () => desk.get('/reception'),
    async () => {
      await desk.get('/wardwell.css').expect(200)
      await desk.get('/health/live').expect(200)
    },
  )
})

test.each([
  ['G-A5 half an hour without a request', 'seenAt', 31, 303],
  ['G-A5 twelve hours, however busy', 'startedAt', 12 * 60 + 1, 303],
  ['29 minutes of silence are not too long', 'seenAt', 29, 200],
] as const)('%s', async (_title, since, minutes, status) => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(minutes, desk.accountId, since)
  const answer = await desk.get('/reception?keep=alive').set('X-Requested-With', 'fetch').expect(status)
  if (status === 200) return
  expect(answer.headers.location).toBe('/login?next=%2Freception%3Fkeep%3Dalive')
  expect(await sessionsOf(desk.accountId)).toEqual([])
  const login = await desk.get(String(answer.headers.location)).expect(200)
  expect(login.text).toContain('You were logged out after a time without activity. Log in to go on.')
  expect(login.text).not.toContain('what you had typed is kept')
})

test('G-A4 who gave the right password and has to wait has a new session id, too', async () => {
  const browser = visitor(app)
  await contact(browser)
  const [before] = await storedSessions()
  const person = await createPerson('DOCTOR')
  await db.account.update({ where: { id: person.accountId }, data: { status: 'PENDING' } })
  const answer = await browser.post('/login', { identifier: person.email, password }).expect(303)
  expect(answer.headers.location).toBe('/waiting')
  expect(answer.headers['set-cookie']).toBeDefined()
  expect(await storedSessions()).not.toContainEqual(before)
  expect((await browser.get('/waiting').expect(200)).text).toContain('waiting')
})

test('a log-in that cannot be stored is no log-in: neither a redirect nor a cookie', async () => {
  const person = await createPerson('DOCTOR')
  const rights = (words: string) => asOwner(database, (owner) => owner.query(`${words} wardwell_app`))
  await rights('REVOKE INSERT, UPDATE ON "session" FROM')
  const answer = await visitor(app).post('/login', { identifier: person.email, password })
  await rights('GRANT INSERT, UPDATE ON "session" TO')
  expect(answer.status).toBe(500)
  expect(answer.headers.location).toBeUndefined()
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(answer.text).toContain('Something went wrong on our side')
  await visitor(app).post('/login', { identifier: person.email, password }).expect(303)
})

test('a message that cannot be stored is said as a failure, before anything else was sent', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const rights = (words: string) => asOwner(database, (owner) => owner.query(`${words} wardwell_app`))
  await rights('REVOKE UPDATE ON "session" FROM')
  const answer = await desk.post('/contact', {
    name: 'Asha Rao',
    email: 'asha@example.com',
    message: 'When do you open?',
    ...hidden((await desk.get('/contact')).text),
  })
  await rights('GRANT UPDATE ON "session" TO')
  expect(answer.status).toBe(500)
  expect(answer.headers.location).toBeUndefined()
  await desk.get('/reception').expect(200)
})
