import { inspect } from 'node:util'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { loggable } from '../../src/web/loggable.js'
import { openLog } from '../../src/web/request-log.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let lines: string[] = []
beforeAll(() => {
  app = openApp({}, openLog('debug', { write: (line: string) => lines.push(line) }))
})
beforeEach(() => {
  lines = []
})

const secret = 'Zk3vQ8rT1mYw5nB7cXa9dFgH2jKl4PsUeRtVbNqWxyz'

test('G-O4 the log of a day has who asked what and how it ended, and nothing that anybody typed', async () => {
  const person = await createPerson('RECEPTIONIST', 'Farida Contractor')
  await visitor(app).post('/login', { identifier: person.email, password: 'a wrong guess' }).expect(422)
  const desk = await logIn(app, person)
  await desk
    .get('/reception/patients?q=Deshmukh')
    .set({ Authorization: 'Bearer token-of-mine', Referer: 'http://localhost:3000/reception/patients?q=Rao' })
    .expect(200)
  await desk.post('/reception/patients', { name: 'Asha Rao', phone: 'no number' }).expect(422)
  await visitor(app).get(`/password/reset/${secret}`).expect(404)
  await visitor(app).get(`/invitations/${secret}?from=mail`).expect(404)
  await desk.post('/logout').expect(303)

  const entries = lines.map((line) => JSON.parse(line))
  expect(entries.map(({ req, res }) => `${req.method} ${req.path} ${res.status}`)).toEqual([
    'POST /login 422',
    'POST /login 303',
    'GET /reception/patients 200',
    'POST /reception/patients 422',
    'GET /password/reset/… 404',
    'GET /invitations/… 404',
    'POST /logout 303',
  ])
  for (const { req } of entries) expect(Object.keys(req).sort()).toEqual(['id', 'method', 'path'])
  expect(lines.join('')).not.toMatch(
    /Deshmukh|Rao|Farida|example\.com|wrong guess|wooden chairs|token-of-mine|no number|sid|Zk3vQ8r|from=mail/,
  )
  expect(lines.join('')).not.toContain(password)
})

test('G-O3 what a stranger sends cannot write a line of its own or break one', async () => {
  const forged = '{"level":30,"msg":"Wardwell is open"}'
  await visitor(app)
    .get(`/${encodeURIComponent(`x\n${forged}\r\n`)}`)
    .set({ 'User-Agent': forged, 'X-Request-Id': forged, 'X-Forwarded-For': forged })
    .expect(404)
  await visitor(app)
    .post('/login', { identifier: `a\n${forged}`, password: forged })
    .expect(422)
  expect(lines).toHaveLength(2)
  for (const line of lines) {
    expect(line.endsWith('\n')).toBe(true)
    expect(line.trimEnd()).not.toContain('\n')
    const { level, req, msg } = JSON.parse(line)
    expect([level, msg]).toEqual([30, 'request completed'])
    expect(req.id).toMatch(/^[0-9a-f]{8}$/)
    expect(line).not.toContain('is open')
  }
})

test('styles, icons and the questions of machines fill no log', async () => {
  for (const path of ['/health/live', '/health/ready', '/assets/tabler.min.css']) await visitor(app).get(path)
  expect(lines).toEqual([])
})

/** A mistake of ours that Prisma prints with all that was asked. */
const wrongQuestion = () => {
  const name = { nonsense: 'Asha Rao' } as unknown as string
  return db.account.findFirst({ where: { name, email: 'asha@example.com' } })
}
const wrongFigure = () => db.$queryRaw`SELECT ${'Asha Rao'}::int`
const parsed = async () => JSON.parse('Asha Rao')
const quoted = async () => {
  throw new Error('Asha Rao\n    at bedtime, two of Asha’s tablets', { cause: new Error('Rao') })
}

test.each([
  ['a question put wrongly', wrongQuestion, 'PrismaClientValidationError'],
  ['a value of another kind', wrongFigure, 'PrismaClientKnownRequestError'],
  ['a text that is no JSON', parsed, 'SyntaxError'],
])('G-O4 %s is logged by its kind and place, without what it was about', async (_title, work, name) => {
  const error: unknown = await work().catch((thrown: unknown) => thrown)
  expect(inspect(error)).toMatch(/Asha|asha/)
  const logged = loggable(error)
  expect(logged.name).toBe(name)
  expect(logged.at?.join()).toContain('log.test.ts')
  expect(JSON.stringify(logged)).not.toMatch(/Asha|asha|Rao/)
})

test('an error of our own code is logged with what it says, and no line of that is taken for a place', async () => {
  const logged = loggable(await quoted().catch((thrown: unknown) => thrown))
  expect(logged.message).toBe('Asha Rao\n    at bedtime, two of Asha’s tablets')
  expect(logged.at?.join()).not.toContain('bedtime')
  expect(JSON.stringify(logged)).not.toContain('cause')
  for (const odd of [undefined, null, 'Asha Rao', { message: 'Asha Rao' }])
    expect(JSON.stringify(loggable(odd))).not.toContain('Asha')
})
