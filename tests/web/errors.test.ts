import pino from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { openWire, type Wire } from '../support/wire.js'
import { heldUp } from './sitting.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let wire: Wire
let lines: string[] = []
beforeAll(async () => {
  wire = await openWire(database.appUrl)
  await closeDatabase()
  openDatabase({ url: wire.url(database.appUrl) })
  app = openApp({}, pino({ level: 'info' }, { write: (line: string) => lines.push(line) }))
})

const asTable = (sql: string) => asOwner(database, (owner) => owner.query(sql))
const contact = async (browser: Browser, name = 'Asha Rao') =>
  browser.post('/contact', {
    ...hidden((await browser.get('/contact')).text),
    name,
    email: 'asha@example.com',
    message: 'Do you treat malaria?',
  })

describe('G-W14 G-O4 an error of ours', () => {
  test('G-K15 answers 500 with a reference that is in the log, and nothing of the inside', async () => {
    await asTable('ALTER TABLE "ward" RENAME TO "ward_away"')
    lines = []
    const answer = await visitor(app).get('/?q=Deshmukh')
    await asTable('ALTER TABLE "ward_away" RENAME TO "ward"')
    expect(answer.status).toBe(500)
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
    expect(answer.headers['cache-control']).toBe('no-store, private')
    expect(answer.text).toContain('Something went wrong on our side')
    expect(answer.text).not.toMatch(/ward_away|prisma|SELECT|node_modules|\bat \w+ \(/i)
    const [reference = ''] = /(?<=<code>)[0-9a-f]{8}(?=<\/code>)/.exec(answer.text) ?? []
    const entries = lines.map((line) => JSON.parse(line))
    const [failed] = entries.filter(({ msg }) => msg === 'request failed')
    expect(failed).toMatchObject({ level: 50, req: { id: reference, path: '/' } })
    expect(failed.error.at.join()).toContain('src/site/routes.ts')
    await visitor(app).get('/').expect(200)
  })

  test('says nothing of the record that it was about, neither on the page nor in the log', async () => {
    const browser = visitor(app)
    expect((await contact(browser)).status).toBe(303)
    await asTable('CREATE UNIQUE INDEX "message_unforeseen" ON "message" ("body")')
    lines = []
    const answer = await contact(browser)
    await asTable('DROP INDEX "message_unforeseen"')
    expect(answer.status).toBe(500)
    const printed = lines.join('')
    expect(printed).toContain('"constraint":"message_unforeseen"')
    for (const text of [printed, answer.text]) expect(text).not.toMatch(/Asha|malaria|asha@example|Key \(/)
  })
})

describe('when the database is away', () => {
  test('G-K3 G-K14 pages say so with 503 and when to come back, machines learn it, and all is well when it is back', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const form = hidden((await doctor.get('/contact')).text)
    await wire.cut()
    for (const path of ['/', '/doctor', '/doctors', '/nothing/here']) {
      const answer = await doctor.get(path)
      expect([path, answer.status, answer.headers['retry-after']]).toEqual([path, 503, '5'])
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
      expect(answer.text).toContain('Back in a moment')
    }
    const message = { name: 'Asha Rao', email: 'asha@example.com', message: 'Hello', ...form }
    expect((await doctor.post('/contact', message)).status).toBe(503)
    await visitor(app).get('/health/live').expect(200, 'live')
    await visitor(app).get('/health/ready').expect(503, 'not ready')
    await doctor.get('/wardwell.css').expect(200)
    await doctor.agent.head('/doctor').expect(503)

    await wire.mend()
    await doctor.get('/doctor').expect(200)
    await visitor(app).get('/health/ready').expect(200, 'ready')
    await doctor.post('/contact', message).expect(303)
    expect((await doctor.get('/contact')).text).toContain('Your message is on its way.')
  })

  test('G-K3 connections that break under load end in an answer or in 503, never in anything else', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    let done = false
    const breaking = asOwner(database, async (owner) => {
      while (!done)
        await owner.query(
          `SELECT pg_terminate_backend(pid), pg_sleep(0.005) FROM pg_stat_activity
           WHERE application_name = 'wardwell' AND datname = current_database()`,
        )
    })
    const paths = ['/reception', '/reception/patients', '/', '/login', '/contact']
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, time) => desk.get(paths[time % paths.length] ?? '/')),
    )
    done = true
    await breaking
    for (const { status, headers } of answers) {
      expect([200, 303, 503]).toContain(status)
      if (status === 503) expect(headers['retry-after']).toBe('5')
    }
    expect(answers.some(({ status }) => status === 503)).toBe(true)
    await desk.get('/reception').expect(200)
  })

  test('G-D7 a database that stands still holds ten connections at most, and who waits too long is told', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    let connections = 0
    const late: number[] = []
    await heldUp(
      database,
      'bed',
      () => Promise.all(Array.from({ length: 10 }, () => desk.get('/reception').then())),
      async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => desk.get('/reception').then()))
        late.push(...answers.map(({ status }) => status))
        const { rows } = await asOwner(database, (owner) =>
          owner.query(`SELECT count(*)::int FROM pg_stat_activity
            WHERE application_name = 'wardwell' AND datname = current_database()`),
        )
        connections = rows[0].count
      },
    )
    expect(connections).toBeLessThanOrEqual(10)
    expect(new Set(late)).toEqual(new Set([503]))
    await desk.get('/reception').expect(200)
  })
})

test.each(['evil.example', 'evil.example:80', 'localhost:3000@evil.example', '"><script>'])(
  'G-W13 the Host header %j is in no address of ours',
  async (host) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const spoofed = { Host: host, 'X-Forwarded-Host': host, Forwarded: `host="${host}"` }
    for (const path of ['/', '/login', '/reception', '/nothing']) {
      const answer = await desk.get(path).set(spoofed)
      expect(answer.text).not.toContain('evil.example')
      expect(answer.text).not.toContain('"><script>')
    }
    const redirect = await visitor(app).get('/reception').set(spoofed).expect(303)
    expect(redirect.headers.location).toBe('/login?next=%2Freception')
  },
)

test('G-W1 G-W13 a form is judged by our own address, not by the one in the Host header', async () => {
  const { agent } = visitor(app)
  const spoofed = { Host: 'evil.example', Origin: 'http://evil.example' }
  await agent.post('/login').set(spoofed).type('form').send('identifier=a&password=b').expect(403)
})
