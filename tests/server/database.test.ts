import http from 'node:http'
import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, createEmptyDatabase, type TestDatabase } from '../support/database.js'
import { eventually, type Running, ready, secret, startServer, stopServers } from '../support/process.js'
import { scratchFolder } from '../support/scratch.js'
import { openWire, type Wire } from '../support/wire.js'

/** One server, through the troubles of a night with its database and its mail server. */
let database: TestDatabase & { drop(): Promise<void> }
let server: Running
let wire: Wire
let mailServer: net.Server
beforeAll(async () => {
  database = await createEmptyDatabase()
  wire = await openWire(database.appUrl)
  await wire.cut()
  // It takes connections and never says a word.
  mailServer = net.createServer(() => {})
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve))
  const { port: mailPort } = mailServer.address() as net.AddressInfo
  server = await startServer({
    NODE_ENV: 'production',
    SESSION_SECRET: secret,
    DATA_DIR: `${scratchFolder()}/not-there-yet`,
    UPLOADS: `${scratchFolder()}/not-there-yet`,
    DATABASE_URL: wire.url(database.appUrl),
    DATABASE_OWNER_URL: wire.url(database.ownerUrl),
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
  })
})
afterAll(async () => {
  await stopServers()
  mailServer.close()
  await database.drop()
})

const get = (path: string, cookie = '') =>
  fetch(server.url + path, { redirect: 'manual', headers: { cookie }, signal: AbortSignal.timeout(15_000) })
const post = (path: string, form: Record<string, string>, cookie = '') =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body: new URLSearchParams(form),
  })
/** A proxy that uses one connection again and again, until it is refused. */
async function keepAsking() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ask = () =>
    new Promise((resolve, reject) => {
      const request = http.get(`${server.url}/login`, { agent }, (answer) =>
        answer.resume().on('end', resolve),
      )
      request.on('error', reject)
    })
  await ask()
  const goOn = async () => {
    for (;;) await ask()
  }
  return { refused: goOn().catch(() => agent.destroy()) }
}

const admin = { name: 'Farida Contractor', email: 'farida@example.org', password: 'seven slow blue trams' }
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

test('G-K4 G-K14 started before its database it says so, and opens by itself when the database comes', {
  timeout: 90_000,
}, async () => {
  await eventually(() => server.output().includes('waiting for the database'), 'the line in the log')
  expect((await get('/health/live')).status).toBe(200)
  expect((await get('/health/ready')).status).toBe(503)
  const early = await get('/')
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5'])
  await wire.mend()
  await ready(server)
  expect((await get('/')).status).toBe(200)
  for (const path of ['/health/live', '/health/ready']) {
    const answer = await get(path)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await answer.text()).toMatch(/^(live|ready)$/)
  }
})

test('G-K3 its database gone in the middle of work: 503 at once, and five seconds after it is back all is as before', {
  timeout: 90_000,
}, async () => {
  const link = /\/first-admin\/[\w-]{43}/.exec(server.output())?.[0] ?? ''
  expect((await post(link, admin)).status).toBe(303)
  const cookie = cookieOf(await post('/login', { identifier: admin.email, password: admin.password }))
  expect((await get('/admin', cookie)).status).toBe(200)

  await wire.cut()
  const answers = await Promise.all(['/admin', '/', '/admin/patients'].map((path) => get(path, cookie)))
  for (const answer of answers) expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await get('/health/live')).status).toBe(200)
  expect((await get('/health/ready')).status).toBe(503)

  await wire.mend()
  const back = Date.now()
  await eventually(async () => (await get('/admin', cookie)).status === 200, 'the page again')
  expect(Date.now() - back).toBeLessThan(5000)
  expect(server.child.exitCode).toBeNull()
})

test('G-K13 the background worker goes on after that, and at SIGTERM a mail under way is given back to the queue', {
  timeout: 90_000,
}, async () => {
  const key = /name="idempotency_key" value="([^"]+)"/.exec(await (await get('/contact')).text())?.[1] ?? ''
  const letter = {
    idempotency_key: key,
    name: 'Asha',
    email: 'asha@example.org',
    phone: '',
    message: 'Hello',
  }
  expect((await post('/contact', letter)).status).toBe(303)
  const jobs = () =>
    asOwner(database, async (owner) => {
      // The tables are the application's own; the owner may act for it.
      await owner.query('SET ROLE wardwell_app')
      const { rows } = await owner.query('SELECT locked_at, attempts FROM graphile_worker.jobs')
      return rows
    })
  await eventually(async () => (await jobs())[0]?.locked_at, 'the job taken up')
  const { refused } = await keepAsking()
  const asked = Date.now()
  server.child.kill('SIGTERM')
  expect(await server.exit).toBe(0)
  await refused
  expect(Date.now() - asked).toBeLessThan(15_000)
  expect(await jobs()).toEqual([{ locked_at: null, attempts: 1 }])
})
