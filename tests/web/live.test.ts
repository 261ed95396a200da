import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce } from '../../src/db/announce.js'
import { pool, transaction } from '../../src/db/client.js'
import type { Listening } from '../../src/db/listening.js'
import { notify } from '../../src/notices/notice.js'
import { endStreams, startLive } from '../../src/web/live.js'
import { openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { leaveAll, readEvents } from '../support/event-reader.js'
import { logInAs } from '../support/people.js'
import { eventually } from '../support/process.js'
import { letPass } from './sitting.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let server: Server
let url: string
let live: Listening
beforeAll(async () => {
  app = openApp()
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  live = startLive(pino({ level: 'silent' }))
})
afterAll(async () => {
  await live.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
leaveAll()

type Person = Awaited<ReturnType<typeof logInAs>>
const cookieOf = (person: Person) =>
  person.agent.jar
    .getCookies({ path: '/', domain: '127.0.0.1', secure: false, script: false })
    .toValueString()
const stream = (person: Person, query = '') =>
  readEvents(`${url}/reception/notices/live${query}`, { cookie: cookieOf(person) })
/** Announces until it was heard: the application may not listen yet. */
const told = (person: Person, heard: () => boolean) =>
  eventually(async () => {
    await transaction((tx) => announce(tx, [`account:${person.accountId}`]))
    await pause(50)
    return heard()
  }, 'what is announced')

test('G-K16 a receptionist hears of her own notices at once, uncompressed, and of nobody else’s', async () => {
  const [asha, meera] = [await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'RECEPTIONIST')]
  const [hers, others] = [await stream(asha), await stream(meera)]
  expect(hers.status).toBe(200)
  expect(hers.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(hers.headers.get('cache-control')).toContain('no-store')
  expect(hers.headers.get('content-encoding')).toBeNull()
  await eventually(() => hers.text().includes('retry: '), 'the head')
  await told(asha, () => hers.events().length > 0)
  expect(new Set(hers.events())).toEqual(new Set([`account:${asha.accountId}`]))
  expect(others.events()).toEqual([])
  const parts = hers
    .text()
    .split(/\n/)
    .filter((line) => line !== '')
  expect(
    parts.filter((line) => !/^(retry: \d+|id: \d+|event: changed|data: account:[\w-]{36}|:)$/.test(line)),
  ).toEqual([])
})

test('G-K16 what a rolled-back command announces is heard by nobody', async () => {
  const asha = await logInAs(app, 'RECEPTIONIST')
  const hers = await stream(asha)
  const undone = transaction(async (tx) => {
    await announce(tx, [`account:${asha.accountId}`])
    throw new Error('something went wrong')
  })
  await expect(undone).rejects.toThrow()
  await pause(200)
  expect(hers.events()).toEqual([])
})

test('G-K16 what changed after the page was made and before its stream opened is told at once', async () => {
  const asha = await logInAs(app, 'RECEPTIONIST')
  const seen = await stream(asha)
  await told(asha, () => seen.events().length > 0)
  const late = await stream(asha, `?since=${Date.now() - 500}`)
  await eventually(() => late.events().length > 0, 'what was missed')
  const current = await stream(asha, `?since=${Date.now() + 60_000}`)
  await pause(100)
  expect(current.events()).toEqual([])
})

test('G-K14 G-K16 after the database broke the connection, every page is told to refresh', async () => {
  const asha = await logInAs(app, 'RECEPTIONIST')
  const hers = await stream(asha)
  await asOwner(database, (owner) =>
    owner.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE $1', [
      'LISTEN%wardwell%',
    ]),
  )
  await eventually(() => hers.events().includes('everything'), 'everything')
  await told(asha, () => hers.events().includes(`account:${asha.accountId}`))
})

test('G-Z4 who is not signed in is refused, and so is who asks for a page there', async () => {
  const stranger = await readEvents(`${url}/reception/notices/live`)
  expect(stranger.status).toBe(303)
  expect(stranger.headers.get('location')).toMatch(/^\/login/)
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get('/reception/notices/live').expect(406)
})

test('G-D4 one person holds twelve streams at most; one that is left makes room', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const many = await Promise.all(Array.from({ length: 12 }, () => stream(desk)))
  expect(many.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200))
  const refused = await stream(desk)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')
  expect((await stream(await logInAs(app, 'RECEPTIONIST'))).status).toBe(200)
  many[0]?.leave()
  await eventually(async () => (await stream(desk)).status === 200, 'room for another')
})

test('G-A5 neither a stream nor a refresh in the background keeps a session alive, or takes its message away', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(25, desk.accountId)
  const seenAt = async () =>
    (
      await pool.query(`SELECT sess ->> 'seenAt' AS at FROM session WHERE sess #>> '{passport,user}' = $1`, [
        desk.accountId,
      ])
    ).rows[0].at
  const before = await seenAt()
  const open = await stream(desk)
  expect(open.status).toBe(200)
  open.leave()
  await desk.get('/reception').set('X-Background', 'yes').expect(200)
  await pause(100)
  expect(await seenAt()).toBe(before)
  const notice = { kind: 'test', subject: 'A visit was cancelled', link: '/reception' }
  await transaction((tx) => notify(tx, desk, notice))
  await desk.post('/reception/notices/reading').expect(303)
  expect(await seenAt()).not.toBe(before)
  const message = 'All notices are marked as read.'
  expect((await desk.get('/reception').set('X-Background', 'yes')).text).not.toContain(message)
  expect((await desk.get('/reception')).text).toContain(message)

  await letPass(31, desk.accountId)
  await desk.get('/reception').set('X-Background', 'yes').expect(303)
})

test('G-K13 at the end every stream is closed, so that the server can stop', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const hers = await stream(desk)
  endStreams()
  await hers.ended
  expect((await stream(desk)).status).toBe(503)
})
