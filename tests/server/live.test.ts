import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { leaveAll, readEvents } from '../support/event-reader.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPerson, password } from '../support/people.js'
import { eventually } from '../support/process.js'

/** Two processes of one hospital, as behind a load balancer. */
const database = useDatabase()
const [first, second] = hospitalProcesses(database, {}, {})
leaveAll()

const post = (url: string, form: Record<string, string>, cookie = '') =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body: new URLSearchParams(form),
  })

test('G-K16 what a patient does by one process is seen on a page of the other; at SIGTERM its stream does not hold it up', {
  timeout: 90_000,
}, async () => {
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
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/patient'])
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await readEvents(`${second.url}/patient/notices/live`, { cookie })
  expect([page.status, page.headers.get('location')]).toEqual([200, null])
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
