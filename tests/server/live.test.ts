import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { leaveAll, readEvents } from '../support/event-reader.js'
import { createPerson, password } from '../support/people.js'
import { eventually, type Running, ready, secret, startServer, stopServers } from '../support/process.js'
import { scratchFolder } from '../support/scratch.js'

/** Two processes of one hospital, as behind a load balancer. */
const database = useDatabase()
let first: Running
let second: Running
beforeAll(async () => {
  const environment = {
    NODE_ENV: 'production',
    SESSION_SECRET: secret,
    DATA_DIR: scratchFolder(),
    UPLOADS: scratchFolder(),
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  }
  ;[first, second] = await Promise.all([startServer(environment), startServer(environment)])
  await Promise.all([ready(first), ready(second)])
})
afterAll(stopServers)
leaveAll()

const post = (url: string, form: Record<string, string>, cookie = '') =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body: new URLSearchParams(form),
  })

test('G-K16 what a patient does by one process is seen on a page of the other; at SIGTERM its stream does not hold it up', async () => {
  const person = await createPerson('PATIENT')
  await db.message.create({
    data: {
      kind: 'test',
      channel: 'IN_APP',
      status: 'SENT',
      accountId: person.accountId,
      recipientName: person.name,
      subject: 'Your visit is confirmed',
      body: '',
      messageId: '<live@localhost>',
      link: '/patient',
    },
  })
  const entered = await post(`${first.url}/login`, { identifier: person.email, password })
  expect(entered.status).toBe(303)
  expect(entered.headers.get('location')).toBe('/patient')
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await readEvents(`${second.url}/patient/notices/live`, { cookie })
  expect(page.status).toBe(200)
  await eventually(() => page.text().includes('retry'), 'the stream is open')
  const known = page.events().length
  expect((await post(`${first.url}/patient/notices/reading`, {}, cookie)).status).toBe(303)
  await eventually(() => page.events().length > known, 'the change')
  expect(page.events().at(-1)).toBe(`account:${person.accountId}`)

  const started = Date.now()
  second.child.kill('SIGTERM')
  await page.ended
  expect(await second.exit).toBe(0)
  expect(Date.now() - started).toBeLessThan(12_000)
})
