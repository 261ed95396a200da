import { spawn } from 'node:child_process'
import path from 'node:path'
import pino from 'pino'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { offerFirstAdmin } from '../../src/accounts/first-admin.js'
import { db } from '../../src/db/client.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson } from '../support/people.js'
import { scratchFolder } from '../support/scratch.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})
afterEach(async () => {
  await db.account.deleteMany()
  await db.accountToken.deleteMany()
})

const asha = { name: 'Asha Rao', email: 'asha@hospital.example', password: 'seven loud green frogs' }

/** What a start of the program writes into its log. */
async function logOfStart(): Promise<string> {
  const lines: string[] = []
  await offerFirstAdmin(pino({}, { write: (line: string) => lines.push(line) }))
  return lines.join('')
}
const linkIn = (log: string) => /http:\/\/localhost:3000(\/first-admin\/[\w-]{43})/.exec(log)?.[1] ?? ''

test('P-08 a new hospital prints a link, whoever opens it makes the first administrator, once', async () => {
  const link = linkIn(await logOfStart())
  const browser = visitor(app)
  expect((await browser.get(link).expect(200)).text).toContain('The first administrator')
  const weak = await browser.post(link, { ...asha, password: 'asha.rao.1234' }).expect(422)
  expect(weak.text).toContain('value="asha@hospital.example"')
  await browser.post(link, asha).expect(303)
  await browser.post('/login', { identifier: asha.email, password: asha.password }).expect(303)
  expect((await browser.get('/admin').expect(200)).text).toContain('Asha Rao')

  await visitor(app).get(link).expect(404)
  await visitor(app)
    .post(link, { ...asha, email: 'eve@evil.example' })
    .expect(404)
  expect(await logOfStart()).toBe('')
  expect(await db.account.count({ where: { role: 'ADMIN' } })).toBe(1)
})

test('P-08 of ten people who open the link at the same instant, one becomes the administrator', async () => {
  const link = linkIn(await logOfStart())
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      visitor(app).post(link, { ...asha, email: `a${index}@example.com` }),
    ),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.every(({ status }) => status < 500)).toBe(true)
  expect(await db.account.count()).toBe(1)
})

test('P-08 each start prints a new link, and only the newest works; a made-up one never', async () => {
  const first = linkIn(await logOfStart())
  const second = linkIn(await logOfStart())
  await visitor(app).get(first).expect(404)
  await visitor(app).get(second).expect(200)
  await visitor(app)
    .get(`/first-admin/${'x'.repeat(43)}`)
    .expect(404)
  await db.accountToken.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
  await visitor(app).post(second, asha).expect(404)
})

test('P-08 an administrator who was made meanwhile closes the link', async () => {
  const link = linkIn(await logOfStart())
  await createPerson('ADMIN')
  await visitor(app).get(link).expect(404)
  await visitor(app).post(link, asha).expect(404)
})

test('G-A12 a hospital that is not the demonstration begins without any account, and its log-in page names none', async () => {
  expect(await db.account.count()).toBe(0)
  const external = openApp({ DATABASE_URL: database.appUrl })
  const page = await visitor(external).get('/login').expect(200)
  expect(page.text).not.toContain('wardwell-demo-2026')
  expect(page.text).not.toContain('demo.test')
  app = openApp()
  expect((await visitor(app).get('/login')).text).toContain('wardwell-demo-2026')
})

test('P-13 npm run admin:create makes an administrator from a script, who logs in at once', async () => {
  const made = await createAdmin(
    ['--name', 'Meena Iyer', '--email', 'Meena@Hospital.example'],
    'five tall paper boats\n',
  )
  expect(made).toMatchObject({ code: 0, errors: '' })
  expect(made.output).toContain('meena@hospital.example or meena.iyer')
  expect(made.output).not.toContain('paper boats')
  const logIn = await visitor(app)
    .post('/login', { identifier: 'meena.iyer', password: 'five tall paper boats' })
    .expect(303)
  expect(logIn.headers.location).toBe('/admin')
  const audited = await db.auditEvent.findFirst({
    where: { action: 'system.first-admin' },
    orderBy: { id: 'desc' },
  })
  expect(audited?.actorId).toBeNull()
})

test('P-13 npm run admin:create says what is wrong, and makes nothing', async () => {
  const weak = await createAdmin(
    ['--name', 'Meena Iyer', '--email', 'meena@hospital.example'],
    'meena.iyer.24\n',
  )
  expect(weak.code).toBe(1)
  expect(weak.errors).toContain('Do not build the password on your name')
  const empty = await createAdmin(['--email', 'not an address'], '')
  expect(empty.code).toBe(1)
  for (const sentence of ['Enter your full name.', 'Enter an email address like', 'Choose a password.'])
    expect(empty.errors).toContain(sentence)
  expect(await db.account.count()).toBe(0)
})

function createAdmin(
  flags: string[],
  typed: string,
): Promise<{ code: number | null; output: string; errors: string }> {
  const file = path.resolve(import.meta.dirname, '../../src/accounts/create-admin.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...flags], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATA_DIR: scratchFolder(),
    },
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  child.stdin.end(typed)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })))
}
