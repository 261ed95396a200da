import { beforeAll, expect, test } from 'vitest'
import { openApp, origin, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const logIn = { identifier: 'nobody@example.com', password: 'whatever it may be' }
const post = (headers: Record<string, string>) =>
  visitor(app).agent.post('/login').set(headers).type('form').send(logIn)

test('S-06 G-W1 a form from our own pages is taken, and by Origin where a browser sends no Sec-Fetch-Site', async () => {
  await post({ 'Sec-Fetch-Site': 'same-origin' }).expect(422)
  await post({ Origin: origin }).expect(422)
})

test.each([
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'none' },
  { 'Sec-Fetch-Site': 'cross-site', Origin: origin },
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
  { Origin: `${origin}.evil.example` },
  {},
])('S-06 G-W1 a form with %j is refused, the log-in included', async (headers) => {
  const answer = await post(headers as Record<string, string>).expect(403)
  expect(answer.text).toContain('was not sent from our own pages')
})

test('G-W1 the refusal comes before the body is read', async () => {
  await visitor(app)
    .agent.post('/login')
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send('x='.padEnd(200_000, 'x'))
    .expect(403)
  await visitor(app)
    .agent.post('/login')
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send('x='.padEnd(200_000, 'x'))
    .expect(413)
})
