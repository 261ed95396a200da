import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const keyOf = async (browser: Browser) =>
  hidden((await browser.get('/contact').expect(200)).text).idempotency_key ?? ''
/** Every visitor is somebody else's address, or a limit would answer for the form. */
const letter = (name: string, key: string, more: Record<string, string | string[]> = {}) => ({
  idempotency_key: key,
  name,
  email: 'asha@example.com',
  phone: '',
  message: 'When do you open?',
  ...more,
})
const sent = (name: string) => db.message.count({ where: { kind: 'contact', body: { contains: name } } })

test('G-C3 a letter sent eight times at once, and again by the back button, is one letter', async () => {
  const browser = visitor(app)
  const form = letter('Sends Often', await keyOf(browser))
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.post('/contact', form)))
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303))
  await browser.post('/contact', form).expect(303)
  expect(await sent('Sends Often')).toBe(1)
})

test('G-C3 the same key with another letter is refused with a sentence, and what was typed is sent on purpose', async () => {
  app = openApp({ TRUST_PROXY: '1' })
  const browser = visitor(app)
  const key = await keyOf(browser)
  await browser.post('/contact', letter('First Letter', key)).expect(303)
  const other = letter('Second Letter', key, { message: 'And when do you close?' })
  const refused = await browser.post('/contact', other).set('X-Forwarded-For', '192.0.2.1').expect(409)
  expect(refused.text).toContain('This form was already sent, with other content.')
  expect(refused.text).toContain('value="Second Letter"')
  expect(refused.text).toContain('And when do you close?')
  expect(await sent('Second Letter')).toBe(0)

  const fresh = hidden(refused.text).idempotency_key ?? ''
  expect(fresh).not.toBe(key)
  await browser
    .post('/contact', { ...other, idempotency_key: fresh })
    .set('X-Forwarded-For', '192.0.2.1')
    .expect(303)
  expect(await sent('Second Letter')).toBe(1)
})

test('G-C3 a refused form keeps its key: it was not used', async () => {
  const browser = visitor(app)
  const key = await keyOf(browser)
  const answer = await browser
    .post('/contact', letter('', key))
    .set('X-Forwarded-For', '192.0.2.2')
    .expect(422)
  expect(hidden(answer.text).idempotency_key).toBe(key)
  expect(await db.submission.count({ where: { key } })).toBe(0)
  await browser.post('/contact', letter('Now With Name', key)).set('X-Forwarded-For', '192.0.2.2').expect(303)
})

test('G-C3 the key of one person is nothing to another', async () => {
  const [one, two] = [await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'RECEPTIONIST')]
  const key = { idempotency_key: randomUUID() }
  const keyed = (name: string, phone: string) => ({ ...key, name, phone })
  const first = await one.post('/reception/patients', keyed('Asha Rao', '98765 43212')).expect(303)
  const second = await two.post('/reception/patients', keyed('Vikram Nair', '98765 43213')).expect(303)
  expect(second.headers.location).not.toBe(first.headers.location)
})

test.each([
  ['no key', {}],
  ['an empty key', { idempotency_key: '' }],
  ['a key that is none', { idempotency_key: "1' OR '1'='1" }],
  ['two keys', { idempotency_key: [randomUUID(), randomUUID()] }],
])('G-C3 G-Z6 %s is no way around it: nothing is sent', async (title, key) => {
  const { idempotency_key: _none, ...form } = letter(`Without ${title}`, '')
  const answer = await visitor(app)
    .post('/contact', { ...form, ...key })
    .set('X-Forwarded-For', '192.0.2.3')
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(`value="Without ${title}"`)
  expect(await sent(`Without ${title}`)).toBe(0)
})

test.each([
  ['a field that is none of the form', { role: 'ADMIN' }],
  ['a field twice', { name: ['One', 'Two'] }],
  ['the name of an object’s inside', { constructor: 'x', __proto__x: 'y' }],
  ['a field in brackets', { 'name[contains]': 'a' }],
])('G-Z6 G-W8 G-W10 %s is refused, not ignored', async (_title, more) => {
  const answer = await visitor(app)
    .post('/contact', letter('Crafted Form', randomUUID(), more))
    .set('X-Forwarded-For', '192.0.2.4')
  expect(answer.status).toBe(422)
  expect(await sent('Crafted Form')).toBe(0)
})
