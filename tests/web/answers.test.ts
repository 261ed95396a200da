import { beforeAll, expect, test } from 'vitest'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const policy =
  "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'"

test.each(['/', '/login', '/nothing/here', '/health/live', '/wardwell.css'])(
  'G-W5 G-W6 G-O6 %s answers with the whole content security policy and no framing',
  async (path) => {
    const { headers } = await visitor(app).get(path)
    expect(headers['content-security-policy']).toBe(policy)
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  },
)

test('G-Z10 what a signed-in person gets is kept by nobody on the way', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  for (const path of ['/doctor', '/doctor/account', '/doctor/nothing']) {
    const { headers } = await doctor.get(path)
    expect(headers['cache-control']).toBe('no-store, private')
    expect(headers.vary).toMatch(/Cookie/)
  }
})

test('G-W14 E-70 an address that is not there answers 404 with a reference, and tells nothing of the inside', async () => {
  const answer = await visitor(app).get('/nothing/here').expect(404)
  expect(answer.text).toContain('Page not found')
  expect(answer.text).toMatch(/[0-9a-f]{8}/)
  expect(answer.text).not.toMatch(/node_modules|at \w+ \(|express|prisma|SELECT/i)
})

test.each([
  ['/%E0%A4%A', 404],
  ['/doctors/not-a-uuid', 404],
  ['/doctors/00000000-0000-7000-8000-000000000000', 404],
  ['/doctors?specialisation=a&specialisation=b', 200],
  ['/doctors?specialisation[$ne]=x', 200],
  ['/doctors?__proto__[x]=1', 200],
])('G-W8 G-W10 G-W14 the malformed address %s answers %i, never 5xx', async (path, status) => {
  await visitor(app).get(path).expect(status)
})

test.each([
  ['identifier=a&identifier=b&password=c', 422],
  ['identifier[$gt]=&password=c', 422],
  ['identifier=%00&password=c', 422],
  [`identifier=${'x'.repeat(5000)}&password=c`, 422],
  ['role=ADMIN&identifier=a&password=c', 422],
  [Array.from({ length: 300 }, (_, index) => `f${index}=1`).join('&'), 413],
])(
  'G-Z6 G-W8 G-W10 G-D2 a malformed form is refused, and not by an error of ours: %#',
  async (body, status) => {
    await visitor(app)
      .agent.post('/login')
      .set('Sec-Fetch-Site', 'same-origin')
      .type('form')
      .send(body)
      .expect(status)
  },
)

test('G-W14 a body that is no form is refused without an error of ours', async () => {
  const agent = visitor(app).agent
  await agent
    .post('/login')
    .set('Sec-Fetch-Site', 'same-origin')
    .type('json')
    .send('{"identifier":{"contains":""}}')
    .expect(422)
  await agent
    .post('/login')
    .set({ 'Sec-Fetch-Site': 'same-origin', 'Content-Encoding': 'nonsense' })
    .type('form')
    .send('a=b')
    .expect(415)
})

test('G-W16 G-W2 methods: HEAD answers like GET, others 405 with what is allowed', async () => {
  const { agent } = visitor(app)
  await agent.head('/login').expect(200)
  const refused = await agent.delete('/login').set('Sec-Fetch-Site', 'same-origin').expect(405)
  expect(refused.headers.allow).toBe('GET, POST, HEAD')
  await agent.trace('/login').expect(405)
  await agent.put('/nothing/here').set('Sec-Fetch-Site', 'same-origin').expect(405)
  await agent.get('/logout').expect(405)
})

test.each([
  ['//evil.example', '/doctor'],
  ['/\\evil.example', '/doctor'],
  ['https://evil.example/', '/doctor'],
  ['/\t/evil.example', '/doctor'],
  ['javascript:alert(1)', '/doctor'],
  ['/doctor/account?x=1', '/doctor/account?x=1'],
])('G-W11 after log-in, next=%j leads to %s', async (next, expected) => {
  const doctor = await createPerson('DOCTOR')
  const answer = await visitor(app).post('/login', { identifier: doctor.email, password, next }).expect(303)
  expect(answer.headers.location).toBe(expected)
})

test('G-W4 what was typed comes back as text', async () => {
  const answer = await visitor(app)
    .post('/login', { identifier: '"><script>alert(1)</script>', password: 'x' })
    .expect(422)
  expect(answer.text).not.toContain('<script>alert')
  expect(answer.text).toContain('&#34;&gt;&lt;script&gt;alert(1)')
})

test('E-63 light and dark are chosen, remembered and on the page from its first byte', async () => {
  const browser = visitor(app)
  const answer = await browser.post('/theme', { theme: 'dark', next: '/about' }).expect(303)
  expect(answer.headers.location).toBe('/about')
  expect((await browser.get('/about')).text).toContain('data-bs-theme="dark"')
  await browser.post('/theme', { theme: 'pink' }).expect(400)
})

test('styles are small on the way and kept for good; pages are small, and kept by nobody', async () => {
  const { agent } = visitor(app)
  const style = await agent.get('/assets/tabler.min.css').set('Accept-Encoding', 'gzip').expect(200)
  expect(style.headers['content-encoding']).toBe('gzip')
  expect(style.headers.vary).toContain('Accept-Encoding')
  expect(style.headers['cache-control']).toContain('immutable')
  const page = await agent.get('/').set('Accept-Encoding', 'gzip').expect(200)
  expect(page.headers['content-encoding']).toBe('gzip')
  expect(page.headers.vary).toBe('Cookie, Accept-Encoding')
  expect(page.headers.etag).toBeUndefined()
})

test('an address too long to come back to leads to log-in all the same', async () => {
  const doctor = await createPerson('DOCTOR')
  const browser = visitor(app)
  const { headers } = await browser.get(`/doctor?q=${'x'.repeat(3000)}`).expect(303)
  expect(headers.location).toBe('/login')
  await browser.post('/login', { identifier: doctor.email, password, next: '' }).expect(303)
})
